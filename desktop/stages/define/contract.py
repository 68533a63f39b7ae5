"""What Define shows and what can be done there."""

from dataclasses import dataclass
from typing import Protocol

from desktop.domain.brief import Brief, Scope


@dataclass(frozen=True)
class Understanding:
    """What was understood of an intent: the scope, said back in one sentence, or one question."""

    scope: Scope | None
    sentence: str
    question: str
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chip:
    """One editable part of the scope."""

    key: str
    value: str


@dataclass(frozen=True)
class DefineView:
    """The intent, its chips with the live number, and the brief."""

    understanding: Understanding
    chips: tuple[Chip, ...]
    brief: Brief
    locked: bool


class DefineCommands(Protocol):
    """What the lead can do on Define."""

    async def submit(self, intent: str) -> Understanding:
        """Say what the mission is about. Raises InputError with one question when it is not understood."""
        ...

    async def write_brief(self) -> DefineView:
        """Make the brief from the scope and the queue."""
        ...

    async def add_safeguard(self, words: str) -> None:
        """Add an own safeguard, which a person checks. Raises InputError when it is empty."""
        ...

    async def lock(self) -> None:
        """Fix the brief. Raises InputError when no ticket matches."""
        ...
