"""What Execute shows and what can be done there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.facts import Resolution
from desktop.domain.values import Id
from desktop.watch.contract import AlertCard, ChecklistItem


@dataclass(frozen=True)
class EffectRow:
    """One change outside: what, where, how far. ``release_at`` only while it is held."""

    id: Id
    kind: EffectKind
    target: str
    state: EffectState
    release_at: datetime | None


@dataclass(frozen=True)
class ExecuteView:
    """The checklist, what needs a person, every effect, and until when undo is open."""

    checklist: tuple[ChecklistItem, ...]
    alerts: tuple[AlertCard, ...]
    effects: tuple[EffectRow, ...]
    undo_until: datetime | None


class ExecuteCommands(Protocol):
    """What the lead can do on Execute."""

    async def start(self) -> None:
        """Hold the final effects and raise what needs a person. Raises RuleError without a yes."""
        ...

    async def run(self) -> None:
        """Carry out the steps; goes on where an earlier run stopped."""
        ...

    async def release_due(self) -> None:
        """Send the held replies whose time has come."""
        ...

    def next_moment(self) -> datetime | None:
        """Return when something is due next; None when nothing is."""
        ...

    async def undo(self, effects: Sequence[Id]) -> None:
        """Take back these effects. Raises RuleError after the window."""
        ...

    async def resolve(self, alert: Id, resolution: Resolution) -> None:
        """Close an alert."""
        ...

    async def view(self) -> ExecuteView:
        """Return what Execute shows."""
        ...
