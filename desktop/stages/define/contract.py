"""What Define shows and what can be done there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from desktop.domain.brief import Brief
from desktop.domain.scope import Edge, Scope


class SavedIntent(Struct, frozen=True):
    """One intent kept for next time; ``name`` is empty for one that was merely used."""

    name: str
    intent: str


@dataclass(frozen=True)
class Choice:
    """One answer to the question: words for a button, and the intent it stands for."""

    words: str
    intent: str


@dataclass(frozen=True)
class Understanding:
    """What was understood of an intent: the scope, said back in one sentence, or one question.

    Attributes:
        ignored: Words that were not understood and count for nothing.
        choices: Answers to the question that can be given at once.
    """

    scope: Scope | None
    sentence: str
    question: str
    ignored: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


class Chosen(StrEnum):
    """Who chose a part of the scope."""

    DEFAULT = "default"
    WORDS = "your words"
    HAND = "by hand"


@dataclass(frozen=True)
class Chip:
    """One editable part of the scope.

    Attributes:
        fields: Which of the scope's fields it shows.
        without: The scope with this part removed; None where there is nothing to remove.
        chosen: Who chose it.
    """

    key: str
    value: str
    fields: tuple[str, ...] = ()
    without: Scope | None = None
    chosen: Chosen = Chosen.DEFAULT


@dataclass(frozen=True)
class Version:
    """One version of the brief: when it was locked (None while it is being written) and why it was made."""

    number: int
    locked_at: datetime | None
    reason: str


@dataclass(frozen=True)
class DefineView:
    """The intent, its chips with the live number, and the brief.

    Attributes:
        version: The number it was locked with last; 0 before that.
        versions: Every version so far, the newest first.
        running: Whether the plan runs or ran: the brief can no longer be opened.
        measured: The KPI as computed, where the brief says it in the lead's own words; else empty.
    """

    understanding: Understanding
    chips: tuple[Chip, ...]
    brief: Brief
    locked: bool
    version: int = 0
    versions: tuple[Version, ...] = ()
    running: bool = False
    measured: str = ""


@dataclass(frozen=True)
class Match:
    """How many tickets of the queue a scope takes in, and which (nearest deadline first).

    Attributes:
        terms: Words that showed the topic, with how many tickets hold each, the commonest first.
        inside: Tickets taken in that nearly were not.
        outside: Tickets left out that nearly came in.
    """

    count: int
    open_tickets: int
    tickets: tuple[int, ...]
    terms: tuple[tuple[str, int], ...] = ()
    inside: tuple[Edge, ...] = ()
    outside: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Reading:
    """An intent as it would be understood now: nothing is recorded."""

    understanding: Understanding
    chips: tuple[Chip, ...]
    match: Match | None


class DefineCommands(Protocol):
    """What the lead can do on Define."""

    async def understand(self, intent: str) -> Reading:
        """Read an intent and count against the queue as last read; nothing is recorded."""
        ...

    async def count(self, scope: Scope, intent: str = "") -> Reading:
        """Say a scope edited by hand back, with its live number; nothing is recorded.

        ``intent`` is what stands in the field: its chips then tell the lead's words from the lead's hand.
        """
        ...

    async def saved(self) -> tuple[SavedIntent, ...]:
        """Return the intents kept for next time: those with a name, then the last used."""
        ...

    async def save(self, name: str, intent: str) -> None:
        """Keep an intent by name. Raises InputError when either is empty."""
        ...

    async def forget(self, one: SavedIntent) -> None:
        """Remove a kept intent."""
        ...

    async def view(self) -> DefineView | None:
        """Return the intent and brief as recorded; None before a brief was written."""
        ...

    async def intent(self) -> str:
        """Return the intent as recorded, in the lead's words; empty before there is one."""
        ...

    async def revise(self, objective: str, audience: str, kpi: str) -> DefineView:
        """Change the brief's own words. Raises InputError when one is empty, RuleError without an open brief."""
        ...

    async def remove_safeguard(self, words: str) -> None:
        """Take a line out again. Raises InputError for one the brief does not have."""
        ...

    async def submit(self, intent: str, scope: Scope | None = None) -> Understanding:
        """Say what the mission is about; ``scope`` is the one edited by hand, where it was.

        Raises InputError with one question when the intent is not understood.
        """
        ...

    async def write_brief(self) -> DefineView:
        """Make the brief from the scope and the queue."""
        ...

    def read_safeguard(self, words: str) -> str:
        """Say how a line would be understood: what is checked, or that a person checks it. Nothing is recorded."""
        ...

    async def add_safeguard(self, words: str) -> None:
        """Add an own safeguard, checked on every draft where a rule can. Raises InputError when it is empty."""
        ...

    async def lock(self) -> None:
        """Fix the brief. Raises InputError when no ticket matches."""
        ...

    async def reopen(self, reason: str) -> DefineView:
        """Open a locked brief for a new version; its plan and the yes to it do not stand any more.

        Raises InputError without a reason, RuleError when it is not locked or the plan runs already.
        """
        ...
