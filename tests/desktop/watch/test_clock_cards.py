"""Cards of clocks: the most pressing first, each ticket once, those that rest aside."""

from datetime import UTC, datetime

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import SnoozeReason
from desktop.domain.mission import Alert, Mission
from desktop.domain.values import to_millis
from desktop.domain.words import AlertKind
from desktop.watch.card import About
from desktop.watch.clock_cards import SLA_GROUP, clock_cards, is_of_plan, resting

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def planned(ticket: int, **more: int) -> Alert:
    fields = {"deadline": ticket, "level": 90, **more}
    return Alert(f"sla-{ticket}", AlertKind.SLA, ticket, tickets=(ticket,), **fields)


def crossed(level: int, *tickets: int, about: str = "first_reply_time") -> Alert:
    name = f"clocks-{level}-{about}"
    return Alert(name, AlertKind.SLA, 0, level=level, tickets=tickets, about=about, deadline=5)


def mission(*alerts: Alert, replies: tuple[int, ...] = ()) -> Mission:
    effects = {
        f"e{n}": Effect(f"e{n}", EffectKind.PUBLIC_REPLY, str(n), "ab" * 32, EffectState.HELD)
        for n in replies
    }
    return Mission("m1", alerts={one.id: one for one in alerts}, effects=effects)


def rests(alert: Alert, minutes: int) -> Alert:
    from msgspec.structs import replace

    until = to_millis(NOW) + minutes * 60_000
    return replace(alert, snoozed_until=until, snoozed_for=SnoozeReason.AGENT)


def test_breaches_lead_and_each_ticket_is_on_one_card() -> None:
    seen = mission(planned(7), planned(8), planned(9), crossed(30, 7, 8), crossed(0, 8))
    cards = clock_cards(seen, About())
    assert [(c.title, c.about_tickets) for c in cards] == [
        ("1 ticket breached", (8,)),
        ("1 ticket inside 30 minutes", (7,)),
        ("1 ticket inside 90 minutes", (9,)),
    ]
    assert [(c.level, c.may_snooze) for c in cards] == [(0, False), (30, True), (90, True)]


def test_those_of_the_plan_are_one_card() -> None:
    (card,) = clock_cards(mission(planned(7), planned(8), replies=(7,)), About())
    assert (card.id, card.tickets, card.ticket) == (SLA_GROUP, 2, 0)
    assert card.sentence == "The plan has no reply for 1 of them."


def test_the_plan_cares_for_a_card_when_it_answers_each_of_its_tickets() -> None:
    alerts = (planned(7), planned(8))
    (some,) = clock_cards(mission(*alerts, replies=(7,)), About())
    (each,) = clock_cards(mission(*alerts, replies=(7, 8)), About())
    assert (some.cared_for, each.cared_for) == (False, True)
    (storm,) = clock_cards(mission(crossed(30, 7), replies=(7,)), About())
    assert not storm.cared_for


def test_a_storm_names_its_cause() -> None:
    named = About(incidents={"c1": "SAML certificate"})
    incident = clock_cards(mission(crossed(30, 7, 8, about="c1")), named)[0]
    assert incident.sentence == "One incident: SAML certificate."
    metric = clock_cards(mission(crossed(30, 7, 8), replies=(7,)), About())[0]
    assert metric.sentence == "Their first reply is due. No reply of the plan waits for 1."
    calm = clock_cards(mission(crossed(30, 7), replies=(7,)), About())[0]
    assert calm.sentence == "Their first reply is due. A reply of the plan waits for each."


def test_what_rests_is_set_aside_until_it_wakes() -> None:
    seen = mission(rests(planned(7), 10), rests(planned(8), 10), rests(crossed(30, 9), -1))
    about = About(now=NOW)
    assert [card.about_tickets for card in clock_cards(seen, about)] == [(9,)]
    (asleep,) = resting(seen, about)
    assert (asleep.id, asleep.title, asleep.tickets) == (
        SLA_GROUP,
        "2 tickets inside 90 minutes",
        2,
    )


def test_what_the_plan_raised_is_told_from_what_was_crossed() -> None:
    assert is_of_plan(planned(7))
    assert not is_of_plan(crossed(30, 7))
