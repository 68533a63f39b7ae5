"""What Home shows and what can be done there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Id, StageName
from desktop.domain.words import Mode
from desktop.watch.contract import RiskRow


@dataclass(frozen=True)
class Surge:
    """How many tickets came in the last hour against the usual hour of the day before."""

    last_hour: int
    usual: float
    rising: bool
    bars: tuple[int, ...] = ()
    """Tickets per quarter of an hour over the last five hours, oldest first."""
    since: datetime | None = None
    """When the arrivals rose above the usual; None while they have not."""


@dataclass(frozen=True)
class PastMission:
    """A mission of this profile; figures are None until it was completed."""

    id: Id
    title: str
    started_at: datetime
    stage: StageName
    sealed: bool
    tickets: int
    drafts: int | None
    breaches: int | None
    saved_seconds: int | None
    stars: int
    follow_ups: int
    bundle: str
    """The path of its evidence bundle; empty when there is none."""


@dataclass(frozen=True)
class HomeView:
    """The surge tile, a badge per toolkit, the tickets at risk, the mission that can be resumed."""

    surge: Surge
    open_tickets: int
    cards: tuple[ToolCard, ...]
    risks: tuple[RiskRow, ...]
    mission: Id
    stage: StageName
    vips: int = 0
    """VIP organisations among the tickets at risk or of the last hour."""


class HomeCommands(Protocol):
    """What the lead can do on Home."""

    async def start(self, mode: Mode) -> None:
        """Open the mission; its rules are fixed from here."""
        ...

    async def look(self) -> HomeView:
        """Read the queue and return what Home shows."""
        ...

    async def past(self) -> tuple[PastMission, ...]:
        """Return the missions of this profile that were started, newest first."""
        ...
