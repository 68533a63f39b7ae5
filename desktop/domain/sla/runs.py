"""Runs: when each metric's clock was started, stood still, and ended. Targets play no part in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from desktop.domain.sla.history import ENDED, EventKind, TicketEvent


class Span(msgspec.Struct, frozen=True):
    """A stretch in which a clock runs; ``end`` None: it still does."""

    start: datetime
    end: datetime | None = None


class Run(msgspec.Struct, frozen=True):
    """One run of a metric's clock.

    Attributes:
        metric: For example ``first_reply_time``.
        started_at: When it began to be measured.
        spans: When it ran, in order; standing still lies between them.
        ended_at: When it was fulfilled; None while it was not.
    """

    metric: str
    started_at: datetime
    spans: tuple[Span, ...]
    ended_at: datetime | None = None

    @property
    def paused(self) -> bool:
        """Whether it stands still, unfulfilled."""
        return self.ended_at is None and not (self.spans and self.spans[-1].end is None)


RUNS_IN = {
    "requester_wait_time": ("new", "open", "hold"),
    "agent_work_time": ("new", "open"),
    "total_resolution_time": ("new", "open", "pending", "hold"),
    "pausable_update_time": ("new", "open", "hold"),
    "periodic_update_time": ("new", "open", "pending", "hold"),
}
"""In which statuses a clock runs; in the others it stands still, and solving ends it."""

_ALWAYS = ("new", "open", "pending", "hold", *ENDED)


def runs_of(metric: str, events: Sequence[TicketEvent]) -> tuple[Run, ...]:
    """Return every run of a metric, oldest first; none for a metric this program does not know."""
    if metric not in _STARTS:
        return ()
    spans = RUNS_IN.get(metric, _ALWAYS)
    return tuple(
        Run(metric, start, tuple(_cut(_in_status(events, spans), start, end)), end)
        for start, end in _STARTS[metric](events)
    )


def _first_reply(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    yield events[0].at, next((event.at for event in events if event.answers), None)


def _next_replies(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield each wait from the oldest unanswered customer comment, once the first reply was given."""
    waiting: datetime | None = None
    greeted = False
    for event in events:
        if event.answers:
            if waiting is not None:
                yield waiting, event.at
            greeted, waiting = True, None
        elif event.kind is EventKind.CUSTOMER_COMMENT and greeted and waiting is None:
            waiting = event.at
    if waiting is not None:
        yield waiting, None


def _updates(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield each stretch from one public reply to the next, or to the solving."""
    last: datetime | None = None
    for event in events:
        if event.answers:
            if last is not None:
                yield last, event.at
            last = event.at if event.kind is EventKind.PUBLIC_REPLY else None
    if last is not None:
        yield last, None


def _whole(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the ticket's life; solved and opened again it goes on, with the time it had used."""
    ended: datetime | None = None
    for event in events:
        if event.status:
            ended = (ended or event.at) if event.status in ENDED else None
    yield events[0].at, ended


_STARTS: dict[
    str, Callable[[Sequence[TicketEvent]], Iterator[tuple[datetime, datetime | None]]]
] = {
    "first_reply_time": _first_reply,
    "next_reply_time": _next_replies,
    "periodic_update_time": _updates,
    "pausable_update_time": _updates,
    "requester_wait_time": _whole,
    "agent_work_time": _whole,
    "total_resolution_time": _whole,
}
METRICS = tuple(_STARTS)
"""Every metric this program knows."""


def _in_status(events: Sequence[TicketEvent], counted: Sequence[str]) -> Iterator[Span]:
    """Yield the stretches in which the ticket's status counts, neighbours joined."""
    changes = [event for event in events if event.status]
    start: datetime | None = None
    for change in changes:
        if change.status in counted:
            start = start or change.at
        elif start is not None:
            yield Span(start, change.at)
            start = None
    if start is not None:
        yield Span(start)


def _cut(spans: Iterator[Span], start: datetime, end: datetime | None) -> Iterator[Span]:
    """Cut stretches to a run. Ended, its last one is closed; one of no length counts for nothing."""
    for span in spans:
        begins = max(span.start, start)
        ends = span.end if end is None else min(span.end or end, end)
        if ends is None or begins < ends:
            yield Span(begins, ends)


def pauses(run: Run) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield when the clock stood still and when it went on; None while it still stands."""
    for one, other in pairwise(run.spans):
        if one.end is not None:
            yield one.end, other.start
    if run.paused and run.spans and run.spans[-1].end is not None:
        yield run.spans[-1].end, None
