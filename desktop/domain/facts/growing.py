"""The surge goes on: tickets taken in while the plan runs, each batch of them with a yes of its own."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Digest


class IncrementAdded(Fact, frozen=True):
    """Tickets that came after the lock joined the scope; their effects are planned, nothing is approved.

    Attributes:
        number: 1 for the first increment.
        tickets: What it adds.
        snapshot: The queue the mission works on, with these tickets as read now.
        preview: The data preview with them.
    """

    number: Count
    tickets: tuple[int, ...]
    snapshot: Digest
    preview: Digest


class IncrementDropped(Fact, frozen=True):
    """An increment that was not begun was given up: its tickets leave the scope, its effects are cancelled."""

    number: Count
