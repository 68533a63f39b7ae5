"""Why a clock shows what it shows: the list of what made it, oldest first, in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec

from desktop.domain.sla.clock import SlaClock, Stage
from desktop.domain.sla.history import ENDED, EventKind, History
from desktop.domain.sla.runs import pauses
from desktop.domain.sla.schedule import Schedule, get_zone, openings
from desktop.domain.sla.terms import Term


class StepKind(StrEnum):
    """What a step did to the clock."""

    STARTED = "started"
    TERM = "term"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    ANSWERED = "answered"
    BREACHED = "breached"
    DUE = "due"


class Step(msgspec.Struct, frozen=True):
    """One line of the list.

    Attributes:
        at: When it happened, or will.
        kind: What it did.
        words: The same for a person.
        used: Seconds of the target used up by then, in the clock's own hours.
    """

    at: datetime
    kind: StepKind
    words: str
    used: int


_STARTS = {
    "first_reply_time": "The ticket came: its first reply is measured from here",
    "next_reply_time": "The customer wrote, and nobody has answered since",
    "periodic_update_time": "A public reply: the next one is owed from here",
    "pausable_update_time": "A public reply: the next one is owed from here",
    "requester_wait_time": "The ticket came: the requester waits",
    "agent_work_time": "The ticket came: it is worked on",
    "total_resolution_time": "The ticket came",
}
_MOST_CLOSINGS = 60


def explain(clock: SlaClock, history: History, now: datetime) -> tuple[Step, ...]:
    """Return what made this clock, up to ``now``, and when it runs out."""
    steps = sorted(
        _steps(clock, history, now), key=lambda step: (step[0], list(StepKind).index(step[1]))
    )
    return tuple(Step(at, kind, words, clock.used(at)) for at, kind, words in steps)


_Said = tuple[datetime, StepKind, str]


def _steps(clock: SlaClock, history: History, now: datetime) -> Iterator[_Said]:
    run = clock.run
    yield run.started_at, StepKind.STARTED, _STARTS[clock.metric]
    yield from ((max(t.since, run.started_at), StepKind.TERM, _term(t)) for t in clock.terms)
    yield from _pauses(clock, history)
    yield from _closings(clock, now)
    if run.ended_at is not None:
        yield run.ended_at, StepKind.ANSWERED, _answer(run.ended_at, history)
    for breach in clock.breaches:
        if breach <= now:
            yield breach, StepKind.BREACHED, "The time was used up: breached"
    due = clock.breach_at
    if clock.stage is Stage.ACTIVE and due is not None and due > now:
        yield due, StepKind.DUE, "Runs out here unless it is answered"


def _term(term: Term) -> str:
    name = _policy(term)
    priority = f" at priority {term.priority}" if term.priority else ", without a priority"
    if term.seconds is None:
        return f"{name}{priority}: no target"
    hours = f"business hours{_named(term.hours)}" if term.hours else "calendar time"
    return f"{name}{priority}: {span_words(term.seconds)} of {hours}"


def _policy(term: Term) -> str:
    if term.told:
        return f"Zendesk applied “{term.policy}”" if term.policy else "Zendesk applied a policy"
    return f"Policy “{term.policy}”" if term.policy else "No policy matches"


def _named(hours: Schedule) -> str:
    return f" of “{hours.name}”" if hours.name else f" in {hours.zone}"


def span_words(seconds: int) -> str:
    """Write a span for a person: ``2 h 5 min``, ``45 s``."""
    days, rest = divmod(seconds, 86_400)
    parts = ((days, "d"), (rest // 3600, "h"), (rest % 3600 // 60, "min"), (rest % 60, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 s"


def _pauses(clock: SlaClock, history: History) -> Iterator[_Said]:
    statuses = {event.at: event.status for event in history.events if event.status}
    for stops, goes_on in pauses(clock.run):
        status = statuses.get(stops, "")
        solved = status in ENDED
        words = "Solved" if solved else f"Set to {status}: the clock stands still"
        yield stops, StepKind.PAUSED, words
        if goes_on is not None:
            again = "Opened again" if solved else f"Set to {statuses.get(goes_on, 'open')}"
            yield goes_on, StepKind.RESUMED, f"{again}: the clock goes on"


def _answer(ended: datetime, history: History) -> str:
    at_end = [event for event in history.events if event.at == ended and event.answers]
    replied = any(event.kind is EventKind.PUBLIC_REPLY for event in at_end)
    return "Answered by a public reply" if replied else "Solved"


def _closings(clock: SlaClock, now: datetime) -> Iterator[_Said]:
    """Yield each time its hours were closed while it ran; the first few dozen tell enough."""
    hours = clock.hours
    if hours is None:
        return
    start, end = clock.run.started_at, clock.run.ended_at or clock.breach_at or now
    edges = [(start, start), *openings(hours, start, end), (end, end)]
    shut = [(one[1], other[0]) for one, other in pairwise(edges) if other[0] > one[1]]
    for closes, opens in shut[:_MOST_CLOSINGS]:
        yield closes, StepKind.CLOSED, _closing(hours, closes, opens)


def _closing(hours: Schedule, closes: datetime, opens: datetime) -> str:
    zone = get_zone(hours.zone)
    holidays = ", ".join(_holidays(hours, closes, opens, zone))
    why = f" ({holidays})" if holidays else ""
    return f"Closed{why} until {opens.astimezone(zone):%a %d %b %H:%M} {hours.zone}"


def _holidays(hours: Schedule, closes: datetime, opens: datetime, zone: ZoneInfo) -> Sequence[str]:
    names = dict(hours.named)
    day, last = closes.astimezone(zone).date(), opens.astimezone(zone).date()
    found: list[str] = []
    while day <= last:
        if day in hours.holidays:
            found.append(names.get(day) or f"holiday {_day(day)}")
        day += timedelta(days=1)
    return list(dict.fromkeys(found))


def _day(day: date) -> str:
    return f"{day:%d %b}"
