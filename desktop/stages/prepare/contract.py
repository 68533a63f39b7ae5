"""What Prepare shows and what can be done there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from desktop.accounts.contract import ToolCard
from desktop.domain.plan import Cluster
from desktop.domain.values import Id


class AgeBand(Struct, frozen=True):
    """One bar of the queue-age chart: tickets of an age from ``from_minutes`` on."""

    from_minutes: int
    tickets: int


class Preview(Struct, frozen=True):
    """The data preview of the tickets in scope; sealed as a blob.

    Attributes:
        tickets: Ids, oldest first.
        clusters: Same-incident clusters of two or more, largest first.
        similar: Looser groups, for the eye: each takes in tickets of several incidents, or of none.
        by_sense: Whether the sentence model took part; without it words alone were compared.
        vips: VIP organisations with their number of tickets.
        ages: The queue-age chart.
        at_risk: Ids inside the window at the start, nearest first.
    """

    tickets: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    vips: tuple[tuple[str, int], ...]
    ages: tuple[AgeBand, ...]
    at_risk: tuple[int, ...]
    similar: tuple[Cluster, ...] = ()
    by_sense: bool = False


@dataclass(frozen=True)
class PrepareView:
    """The tool cards and the preview, when the queue was read."""

    cards: tuple[ToolCard, ...]
    preview: Preview | None
    age_limit_minutes: int | None = None
    """The scope's own age limit, for the chart; None when it has none."""
    names: tuple[tuple[int, bool], ...] = ()
    """Ticket and whether its organisation is a VIP one, for the clusters' counts."""
    organisations: int = 0
    planned: bool = False
    """Whether a plan was chosen: its incidents stay as they are."""


class PrepareCommands(Protocol):
    """What the lead can do on Prepare."""

    async def connect(self) -> tuple[ToolCard, ...]:
        """Recommend and connect what the mission needs."""
        ...

    async def read(self) -> Preview:
        """Read the queue again and show what is in it."""
        ...

    async def split(self, cluster: Id, away: Sequence[int]) -> Preview:
        """Take tickets out of an incident. Raises InputError for none or all of them, RuleError after a plan."""
        ...

    async def join(self, cluster: Id, other: Id) -> Preview:
        """Make two incidents one. Raises InputError when one is not there, RuleError after a plan."""
        ...

    async def view(self) -> PrepareView:
        """Return the cards, asked now, and the preview, when there is one."""
        ...
