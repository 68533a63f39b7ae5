"""Clocks made by hand, and a desk's clocks that answer with them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.base.clock import Jump
from desktop.domain.facts import AlertKind
from desktop.domain.sla.verdict import Agreement, Verdict
from desktop.domain.sla.why import Step, StepKind
from desktop.domain.values import Id, to_millis
from desktop.domain.words import SnoozeReason
from desktop.watch.contract import AlertCard, ClockStory, TicketClocks

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MS = to_millis(NOW)


def minutes(number: float) -> datetime:
    """The instant so many minutes after ``NOW``."""
    return NOW + timedelta(minutes=number)


def open_hours(*parts: tuple[float, float]) -> tuple[tuple[int, int], ...]:
    """Open hours, in minutes from ``NOW``."""
    return tuple((to_millis(minutes(start)), to_millis(minutes(end))) for start, end in parts)


STEPS = (
    Step(minutes(-90), StepKind.STARTED, "The ticket came: its first reply is measured from here", 0),
    Step(minutes(-90), StepKind.TERM, "Policy “Urgent”: 2 h of business hours of “Support”", 0),
    Step(minutes(12), StepKind.CLOSED, "Closed until Mon 23 Nov 12:24 Europe/Berlin", 6120),
    Step(minutes(42), StepKind.DUE, "Runs out here unless it is answered", 7200),
)  # fmt: skip


def story(left: float = 42, **what: Any) -> ClockStory:
    """A first reply that is due in so many minutes, 30 of them business time."""
    verdict = Verdict("first_reply_time", Agreement.SAME, minutes(left), minutes(left))
    given = ClockStory(
        verdict, "active", 7200, 5400, "UTC", open_hours((0, 12), (left - 18, left)), STEPS
    )
    return replace(given, **what)


def clocks(ticket: int, *stories: ClockStory, **what: Any) -> TicketClocks:
    """What the desk says of a ticket's clocks."""
    given = TicketClocks(ticket, NOW, stories, "Zendesk's own policies and schedule “Support”.")
    return replace(given, **what)


def clock_card(level: int, left: float, **what: Any) -> AlertCard:
    """The card of a clock raised at ``level``, with so many minutes left."""
    given = AlertCard(
        f"clock-{level}", AlertKind.SLA, 7, "Nobody has answered.", "Open", "Acknowledge",
        title="First reply of #7", deadline=minutes(left), level=level,
    )  # fmt: skip
    return replace(given, **what)


def stand_still(hand: Any) -> "StillClocks":
    """Let the desk's clocks answer by hand, and no second pass by itself: the window asks only what a test does."""
    hand.window.ticker._timer.stop()
    clocks = StillClocks()
    object.__setattr__(hand.window.desk, "clocks", clocks)
    return clocks


@dataclass
class StillClocks:
    """Answers what it was given, and keeps what it was asked."""

    told: TicketClocks | None = None
    new: tuple[AlertCard, ...] = ()
    failure: Exception | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def _take(self, *what: Any) -> None:
        self.asked.append(what)
        if self.failure is not None:
            raise self.failure

    async def explain(self, ticket: int) -> TicketClocks:
        self._take("explain", ticket)
        return self.told or clocks(ticket, story())

    async def export(self, ticket: int, path: Path) -> int:
        self._take("export", ticket, path)
        return 4

    async def cross(self) -> tuple[AlertCard, ...]:
        self._take("cross")
        return self.new

    async def snooze(self, card: Id, minutes: int, reason: SnoozeReason) -> None:
        self._take("snooze", card, minutes, reason)

    async def acknowledge(self, card: Id) -> None:
        self._take("acknowledge", card)

    async def wake(self, jump: Jump) -> tuple[AlertCard, ...]:
        self._take("wake", jump)
        return self.new
