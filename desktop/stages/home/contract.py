"""What Home shows and what can be done there."""

from dataclasses import dataclass
from typing import Protocol

from desktop.accounts.contract import ToolCard
from desktop.domain.facts import Mode
from desktop.domain.values import Id, StageName
from desktop.watch.contract import RiskRow


@dataclass(frozen=True)
class Surge:
    """How many tickets came in the last hour against the usual hour of the day before."""

    last_hour: int
    usual: float
    rising: bool


@dataclass(frozen=True)
class HomeView:
    """The surge tile, a badge per toolkit, the tickets at risk, the mission that can be resumed."""

    surge: Surge
    open_tickets: int
    cards: tuple[ToolCard, ...]
    risks: tuple[RiskRow, ...]
    mission: Id
    stage: StageName


class HomeCommands(Protocol):
    """What the lead can do on Home."""

    async def start(self, mode: Mode) -> None:
        """Open the mission; its rules are fixed from here."""
        ...

    async def look(self) -> HomeView:
        """Read the queue and return what Home shows."""
        ...
