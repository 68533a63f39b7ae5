"""What Reflect shows and what can be done there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from desktop.domain.outcome import Outcome
from desktop.domain.values import Id
from desktop.domain.words import Evidence, TaskReason


class TaskText(Struct, frozen=True):
    """A follow-up in words; sealed as a blob."""

    title: str
    ticket: int


@dataclass(frozen=True)
class FollowUp:
    """A follow-up that somebody should do; ``pushed`` is its ticket of the help desk, empty while it has none.

    ``sent`` without ``pushed``: there was no clear answer; pushed again it is looked for first.
    """

    id: Id
    reason: TaskReason
    title: str
    ticket: int
    pushed: str = ""
    sent: bool = False


@dataclass(frozen=True)
class Exhibit:
    """One part of the evidence as a table of plain text, for the screen and its own picture in the gallery.

    Attributes:
        summary: One line, for example "47 tickets, 3 incidents".
        columns: The heads.
        rows: One tuple of texts to a row, as long as ``columns``.
    """

    part: Evidence
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ReflectView:
    """The outcome, its follow-ups, the lead's stars.

    Attributes:
        can_seal_at: The moment from which the mission may be sealed, as far as known now; None once sealed.
        open_effects: What still may happen outside; the seal waits for it.
    """

    outcome: Outcome
    tasks: tuple[FollowUp, ...]
    stars: int
    exhibits: tuple[Exhibit, ...] = ()
    can_seal_at: datetime | None = None
    open_effects: int = 0
    facts: int = 0


class ReflectCommands(Protocol):
    """What the lead can do on Reflect."""

    async def complete(self) -> ReflectView:
        """Count the outcome (provisional until the seal) and push the follow-ups."""
        ...

    async def view(self) -> ReflectView:
        """Return the outcome as it stands: counted anew until the seal. Raises RuleError before there is one."""
        ...

    async def push_tasks(self) -> ReflectView:
        """Make a ticket of each follow-up that has none; pushed twice, it is one. Raises ServiceError."""
        ...

    async def feedback(self, stars: int, words: str) -> None:
        """Give one to five stars, and words."""
        ...

    async def open_evidence(self, evidence: Evidence) -> None:
        """Record that a part of the evidence was opened."""
        ...

    async def seal(self) -> ReflectView:
        """Close the mission. Raises RuleError while anything is open."""
        ...
