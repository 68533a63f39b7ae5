"""What is added while the plan runs, with a yes of its own: tickets that came, other words for a held reply."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Digest, Id


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


class ReplyAmended(Fact, frozen=True):
    """A held reply shall leave with other words; until they have their yes and are begun, the old ones are held.

    Attributes:
        number: The increment that carries the new words.
        effect: The held reply they take the place of.
        ticket: Whom it answers.
        draft: The new words and what the checks say of them.
    """

    number: Count
    effect: Id
    ticket: int
    draft: Digest


class IncrementDropped(Fact, frozen=True):
    """An increment that was not begun was given up: its tickets leave the scope, its effects are cancelled."""

    number: Count
