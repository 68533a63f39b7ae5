"""A storm of clocks is one alert with a count."""

from desktop.domain.facts import Cause, ClocksCrossed
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import Cluster
from desktop.domain.words import AlertKind
from desktop.watch.storms import group, joined
from desktop.watch.thresholds import Crossing


def crossing(ticket: int, level: int = 30) -> Crossing:
    return Crossing(ticket * 10, ticket, level, ticket * 1000)


def cluster(name: str, *tickets: int) -> Cluster:
    return Cluster(name, name, tickets, ())


def told(alerts: list[ClocksCrossed]) -> list[tuple[int, Cause, str, int]]:
    return [(one.level, one.cause, one.about, len(one.tickets)) for one in alerts]


def test_five_hundred_clocks_of_one_incident_are_one_alert() -> None:
    storm = [crossing(ticket) for ticket in range(1, 501)]
    found = group(storm, [cluster("c1", *range(1, 501))], {})
    assert told(found) == [(30, Cause.INCIDENT, "c1", 500)]
    assert (found[0].tickets[0], found[0].deadline) == (1, 1000)


def test_what_shares_no_incident_shares_its_metric() -> None:
    metrics = {1: "first_reply_time", 2: "first_reply_time", 3: "next_reply_time"}
    found = group([crossing(n) for n in (1, 2, 3)], [cluster("c1", 1)], metrics)
    assert told(found) == [
        (30, Cause.METRIC, "first_reply_time", 2),
        (30, Cause.METRIC, "next_reply_time", 1),
    ]


def test_breaches_come_first_and_apart() -> None:
    found = group([crossing(1), crossing(2, 0)], [], {1: "m", 2: "m"})
    assert [one.level for one in found] == [0, 30]


def test_only_the_largest_incidents_have_an_alert_of_their_own() -> None:
    clusters = [cluster(f"c{n}", *range(n * 10, n * 10 + n)) for n in range(2, 7)]
    storm = [crossing(ticket) for one in clusters for ticket in one.tickets]
    found = group(storm, clusters, dict.fromkeys((t for c in clusters for t in c.tickets), "m"))
    assert told(found) == [
        (30, Cause.INCIDENT, "c4", 4),
        (30, Cause.INCIDENT, "c5", 5),
        (30, Cause.INCIDENT, "c6", 6),
        (30, Cause.METRIC, "m", 5),
    ]


def test_a_storm_that_comes_in_drops_grows_its_one_alert() -> None:
    (fresh,) = group([crossing(9)], [], {9: "m"})
    stands = Alert(fresh.alert, AlertKind.SLA, 0, deadline=7000, level=30, tickets=(7, 8))
    mission = Mission("m1", alerts={fresh.alert: stands})
    grown = joined(fresh, mission, {7: 7000, 9: 9000})
    assert (grown.tickets, grown.deadline) == ((7, 9), 7000)


def test_one_that_was_closed_begins_anew() -> None:
    (fresh,) = group([crossing(9)], [], {9: "m"})
    closed = Alert(fresh.alert, AlertKind.SLA, 0, open=False, tickets=(7, 8))
    assert joined(fresh, Mission("m1", alerts={fresh.alert: closed}), {9: 9000}) == fresh
