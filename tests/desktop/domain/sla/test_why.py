"""Why a clock shows what it shows."""

from datetime import UTC, date, datetime

from desktop.domain.sla.clock import compute_clocks, current
from desktop.domain.sla.history import EventKind, TicketEvent
from desktop.domain.sla.policy import parse_policies
from desktop.domain.sla.schedule import Schedule
from desktop.domain.sla.terms import Agreements
from desktop.domain.sla.why import Step, StepKind, explain, span_words
from tests.desktop.domain.sla.tickets import (
    REPLY,
    agreed,
    at,
    changed,
    history,
    policy,
    said,
    status,
    told,
)


def why(
    metric: str,
    *events: TicketEvent,
    now: datetime | None = None,
    promised: Agreements | None = None,
) -> list[Step]:
    known = history(*events)
    clocks = {c.metric: c for c in current(compute_clocks(known, promised or agreed()))}
    return list(explain(clocks[metric], known, now or at(200)))


def test_a_fresh_clock_tells_its_start_its_promise_and_its_end() -> None:
    steps = why("first_reply_time", now=at(18))
    assert [(s.at, s.kind) for s in steps] == [
        (at(0), StepKind.STARTED),
        (at(0), StepKind.TERM),
        (at(60), StepKind.DUE),
    ]
    assert steps[1].words == "Policy “Policy 1” at priority high: 1 h of calendar time"


def test_a_pause_is_told_with_its_status_and_stops_the_count() -> None:
    steps = why("requester_wait_time", status(30, "pending"), status(90, "open"), now=at(100))
    paused, resumed = steps[2:4]
    assert paused.words == "Set to pending: the clock stands still"
    assert (resumed.words, resumed.used) == ("Set to open: the clock goes on", 30 * 60)


def test_solved_and_opened_again_is_told_so() -> None:
    events = (status(30, "solved"), status(90, "open"))
    words = [step.words for step in why("requester_wait_time", *events, now=at(95))]
    assert words[2:4] == [
        "Solved",
        "Opened again: the clock goes on",
    ]


def test_each_promise_is_told_when_it_began() -> None:
    steps = why("first_reply_time", changed(10, "priority", "urgent"), now=at(20))
    assert [s.words for s in steps if s.kind is StepKind.TERM] == [
        "Policy “Policy 1” at priority high: 1 h of calendar time",
        "Policy “Policy 1” at priority urgent: 30 min of calendar time",
    ]


def test_what_the_service_applied_is_told_as_its_own() -> None:
    steps = why("first_reply_time", told(0, "first_reply_time", 90, policy="Gold"), now=at(0))
    assert "Zendesk applied “Gold” at priority high: 1 min 30 s of calendar time" in {
        s.words for s in steps
    }


def test_an_answer_and_a_breach_are_told() -> None:
    steps = why("first_reply_time", said(70, REPLY))
    assert [(s.at, s.kind) for s in steps][-2:] == [
        (at(60), StepKind.BREACHED),
        (at(70), StepKind.ANSWERED),
    ]
    assert why("first_reply_time", status(10, "solved"))[-1].words == "Solved"


def test_closed_hours_are_told_with_the_holiday_in_them() -> None:
    day = date(2026, 11, 24)
    office = Schedule(
        "America/New_York",
        tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)),
        frozenset({day}),
        named=((day, "Founders' Day"),),
        name="Office",
    )
    promised = Agreements(
        parse_policies([policy(1, {"first_reply_time": 600}, business=True)]), (office,)
    )
    steps = why("first_reply_time", promised=promised, now=at(0))
    closed = [step for step in steps if step.kind is StepKind.CLOSED]
    assert closed[0].words == "Closed until Mon 23 Nov 09:00 America/New_York"
    assert closed[1].words == "Closed (Founders' Day) until Wed 25 Nov 09:00 America/New_York"
    assert closed[1].at == datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert (steps[-1].kind, steps[-1].used) == (StepKind.DUE, 600 * 60)


def test_spans_are_written_for_people() -> None:
    assert [span_words(s) for s in (0, 45, 5400, 90_061)] == [
        "0 s",
        "45 s",
        "1 h 30 min",
        "1 d 1 h 1 min 1 s",
    ]


def test_the_words_of_every_metric_are_there() -> None:
    wrote = TicketEvent(at(6), EventKind.CUSTOMER_COMMENT)
    known = history(said(5, REPLY), wrote)
    for clock in compute_clocks(known, agreed()):
        assert explain(clock, known, at(10))[0].words
