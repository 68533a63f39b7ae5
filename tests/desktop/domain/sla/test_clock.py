"""Clocks: what starts, fulfils, pauses and breaches them."""

from datetime import UTC, datetime, timedelta

from desktop.domain.sla.clock import EventKind, SlaClock, TicketEvent, compute_clocks, current
from desktop.domain.sla.policy import parse_policy

T0 = datetime(2026, 11, 23, 9, tzinfo=UTC)
METRICS = {"first_reply_time": 60, "next_reply_time": 30, "requester_wait_time": 120}
POLICY = parse_policy(
    {
        "id": 1,
        "policy_metrics": [
            {"priority": "high", "metric": metric, "target": minutes}
            for metric, minutes in METRICS.items()
        ],
    }
)


def at(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def clocks(*events: tuple[int, EventKind, str]) -> dict[str, SlaClock]:
    told = [TicketEvent(T0, EventKind.CREATED, "new")]
    told += [TicketEvent(at(minutes), kind, status) for minutes, kind, status in events]
    return {c.metric: c for c in current(compute_clocks(told, POLICY, "high", None))}


def test_the_first_reply_clock_runs_from_creation() -> None:
    found = clocks()
    assert found["first_reply_time"].stage == "active"
    assert found["first_reply_time"].breach_at == at(60)
    assert "next_reply_time" not in found


def test_a_public_reply_fulfils_it() -> None:
    found = clocks((10, EventKind.PUBLIC_REPLY, ""))["first_reply_time"]
    assert (found.stage, found.ended_at) == ("achieved", at(10))


def test_solving_without_a_reply_ends_it() -> None:
    assert clocks((10, EventKind.STATUS, "solved"))["first_reply_time"].stage == "achieved"


def test_the_next_reply_clock_runs_from_the_oldest_unanswered_comment() -> None:
    found = clocks(
        (10, EventKind.PUBLIC_REPLY, ""),
        (20, EventKind.CUSTOMER_COMMENT, ""),
        (25, EventKind.CUSTOMER_COMMENT, ""),
    )["next_reply_time"]
    assert (found.stage, found.breach_at) == ("active", at(50))


def test_each_answer_ends_one_wait_and_the_breach_of_an_earlier_one_stays_known() -> None:
    events = [
        TicketEvent(T0, EventKind.CREATED, "new"),
        TicketEvent(at(10), EventKind.PUBLIC_REPLY),
        TicketEvent(at(20), EventKind.CUSTOMER_COMMENT),
        TicketEvent(at(90), EventKind.PUBLIC_REPLY),
        TicketEvent(at(95), EventKind.CUSTOMER_COMMENT),
    ]
    found = compute_clocks(events, POLICY, "high", None)
    late = [clock.metric for clock in found if clock.breached_between(T0, at(100))]
    assert late == ["next_reply_time"]


def test_waiting_for_the_customer_pauses_the_requester_wait() -> None:
    paused = clocks((30, EventKind.STATUS, "pending"))["requester_wait_time"]
    assert (paused.stage, paused.breach_at) == ("paused", None)
    resumed = clocks((30, EventKind.STATUS, "pending"), (90, EventKind.STATUS, "open"))
    assert resumed["requester_wait_time"].breach_at == at(180)


def test_no_priority_means_no_clock() -> None:
    events = [TicketEvent(T0, EventKind.CREATED, "new")]
    assert compute_clocks(events, POLICY, None, None) == ()


def test_a_breach_counts_only_unanswered_and_inside_the_span() -> None:
    clock = SlaClock("first_reply_time", "active", at(60), 3600)
    assert clock.breached_between(T0, at(60))
    assert not clock.breached_between(T0, at(59))
    assert not clock.breached_between(at(60), at(90))
    assert not SlaClock("m", "achieved", at(60), 1, at(50)).breached_between(T0, at(90))
