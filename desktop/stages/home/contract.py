"""What Home shows and what can be done there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Id, StageName
from desktop.domain.words import Mode
from desktop.watch.contract import RiskRow


@dataclass(frozen=True)
class SharedWord:
    """A word the burst has in common, and how many of its tickets hold it."""

    word: str
    tickets: int


@dataclass(frozen=True)
class Surge:
    """How many tickets came, against what came in the same hours of past weeks.

    Attributes:
        last_hour: Tickets of the last hour.
        usual: Tickets in a like hour; None without enough history.
        weeks: Past weeks with history, of the four that are needed (six are asked).
        bars: Tickets still open per quarter of an hour over the last five hours, oldest first.
        since: When the arrivals rose above the usual; None while they have not.
        common: What the tickets of the surge have in common, rare elsewhere.
    """

    last_hour: int
    usual: float | None
    rising: bool
    weeks: int = 0
    bars: tuple[int, ...] = ()
    since: datetime | None = None
    common: tuple[SharedWord, ...] = ()


@dataclass(frozen=True)
class FollowUpLine:
    """What a past mission left to be done; ``ticket`` 0 when it is about none."""

    title: str
    ticket: int


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
    lesson: str = ""
    """What the lead said of it; empty when nothing."""
    open_follow_ups: tuple[FollowUpLine, ...] = ()
    """Those whose ticket is still unsolved, as the queue was read last."""


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
