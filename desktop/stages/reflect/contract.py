"""What Reflect shows and what can be done there."""

from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from desktop.domain.facts import Evidence, TaskReason
from desktop.domain.outcome import Outcome
from desktop.domain.values import Id


class TaskText(Struct, frozen=True):
    """A follow-up in words; sealed as a blob."""

    title: str
    ticket: int


@dataclass(frozen=True)
class FollowUp:
    """A follow-up that somebody should do."""

    id: Id
    reason: TaskReason
    title: str
    ticket: int


@dataclass(frozen=True)
class ReflectView:
    """The outcome, its follow-ups, the lead's stars."""

    outcome: Outcome
    tasks: tuple[FollowUp, ...]
    stars: int


class ReflectCommands(Protocol):
    """What the lead can do on Reflect."""

    async def complete(self) -> ReflectView:
        """Count the outcome (provisional until the seal) and push the follow-ups."""
        ...

    async def view(self) -> ReflectView:
        """Return the outcome last counted. Raises RuleError before there is one."""
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
