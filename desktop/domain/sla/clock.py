"""SLA clocks of one ticket, computed from its events.

Nothing is counted along the way: the events are walked each time, so a clock is never out of step.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import msgspec

from desktop.domain.sla.policy import Policy, Target
from desktop.domain.sla.schedule import Schedule, deadline, elapsed

# In which statuses a duration runs; in the others it stands still, and solving ends it.
_RUNNING = {
    "requester_wait_time": ("new", "open", "hold"),
    "agent_work_time": ("new", "open"),
    "total_resolution_time": ("new", "open", "pending", "hold"),
}
_ENDED = ("solved", "closed")


class EventKind(StrEnum):
    """What happened to a ticket, as far as a clock cares."""

    CREATED = "created"
    CUSTOMER_COMMENT = "customer_comment"
    PUBLIC_REPLY = "public_reply"
    STATUS = "status"


class TicketEvent(msgspec.Struct, frozen=True):
    """One event: when, what and, for CREATED and STATUS, the status from then on."""

    at: datetime
    kind: EventKind
    status: str = ""


class SlaClock(msgspec.Struct, frozen=True):
    """One run of one metric.

    Attributes:
        metric: For example ``first_reply_time``.
        stage: ``active``, ``paused`` or ``achieved``.
        breach_at: When it breaches or would have breached, UTC; none while paused.
        target_seconds: The time allowed.
        ended_at: When it was achieved, late or not; none while it runs.
    """

    metric: str
    stage: str
    breach_at: datetime | None
    target_seconds: int
    ended_at: datetime | None = None

    def breached_between(self, start: datetime, end: datetime) -> bool:
        """Say whether it ran out unanswered after ``start`` and not later than ``end``."""
        if self.breach_at is None or not start < self.breach_at <= end:
            return False
        return self.ended_at is None or self.ended_at > self.breach_at


def compute_clocks(
    events: Sequence[TicketEvent], policy: Policy, priority: str | None, schedule: Schedule | None
) -> tuple[SlaClock, ...]:
    """Return every run of every metric the policy promises, oldest first within a metric.

    ``events`` are in order and begin with CREATED; ``schedule`` serves the targets in business hours.
    """
    clocks: list[SlaClock] = []
    for metric in ("first_reply_time", "next_reply_time", *_RUNNING):
        target = policy.target(metric, priority)
        if target is not None and events:
            hours = schedule if target.business_hours else None
            clocks += _runs(metric, target, events, hours)
    return tuple(clocks)


def current(clocks: Sequence[SlaClock]) -> tuple[SlaClock, ...]:
    """Return the last run of each metric: what a ticket shows."""
    return tuple({clock.metric: clock for clock in clocks}.values())


def _runs(
    metric: str, target: Target, events: Sequence[TicketEvent], hours: Schedule | None
) -> Iterator[SlaClock]:
    if metric in _RUNNING:
        yield _duration(target, events, hours)
        return
    spans = _first_reply(events) if metric == "first_reply_time" else _next_replies(events)
    for start, end in spans:
        stage = "active" if end is None else "achieved"
        yield SlaClock(metric, stage, deadline(hours, start, target.seconds), target.seconds, end)


def _answers(event: TicketEvent) -> bool:
    return event.kind == EventKind.PUBLIC_REPLY or event.status in _ENDED


def _first_reply(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    yield events[0].at, next((event.at for event in events if _answers(event)), None)


def _next_replies(events: Sequence[TicketEvent]) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield each wait from the oldest unanswered customer comment, once the first reply was given."""
    waiting: datetime | None = None
    greeted = False
    for event in events:
        if _answers(event):
            if waiting is not None:
                yield waiting, event.at
            greeted, waiting = True, None
        elif event.kind == EventKind.CUSTOMER_COMMENT and greeted and waiting is None:
            waiting = event.at
    if waiting is not None:
        yield waiting, None


def _duration(target: Target, events: Sequence[TicketEvent], hours: Schedule | None) -> SlaClock:
    """Add up the time in the statuses that count; the last status decides the stage."""
    counted = _RUNNING[target.metric]
    changes = [event for event in events if event.status]
    used = 0
    for change, following in pairwise(changes):
        used += elapsed(hours, change.at, following.at) if change.status in counted else 0
    last = changes[-1]
    breach = deadline(hours, last.at, max(0, target.seconds - used))
    if last.status in _ENDED:
        return SlaClock(target.metric, "achieved", breach, target.seconds, last.at)
    if last.status in counted:
        return SlaClock(target.metric, "active", breach, target.seconds)
    return SlaClock(target.metric, "paused", None, target.seconds)
