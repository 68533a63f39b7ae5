"""Clocks while a mission runs: what ran low, what somebody let rest, when time jumped, and why each showed what it did."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Digest, Id, Millis
from desktop.domain.words import Cause, JumpKind, SnoozeReason


class ClocksCrossed(Fact, frozen=True):
    """Clocks of one cause came to a threshold together: one alert, however many they are.

    Attributes:
        level: Minutes left at the threshold; 0 is the breach.
        cause: What they have in common.
        about: The incident's id or the metric.
        tickets: Whose clocks they are, nearest first.
        deadline: The nearest one.
    """

    alert: Id
    level: Count
    cause: Cause
    about: Id
    tickets: tuple[int, ...]
    deadline: Millis


class AlertSnoozed(Fact, frozen=True):
    """Somebody lets an alert rest until then. A breach of its tickets is told all the same."""

    alert: Id
    until: Millis
    reason: SnoozeReason


class ClockJumped(Fact, frozen=True):
    """Time jumped under the program: the computer slept, or its clock was set. The queue was read again.

    ``seconds`` is how far, negative for a clock set back.
    """

    jump: JumpKind
    seconds: int


class ClocksExplained(Fact, frozen=True):
    """What made the clocks at risk, as computed from their events, lies sealed for the evidence."""

    content: Digest
    tickets: Count
