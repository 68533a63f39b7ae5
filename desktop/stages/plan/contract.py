"""What Plan shows and what can be done there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.plan import Candidate, Draft, FieldChange, Strategy
from desktop.watch.contract import AlertCard


@dataclass(frozen=True)
class Broken:
    """A safeguard that ``failed`` of ``total`` drafts; ``why`` is the first one's reason."""

    line: str
    failed: int
    total: int
    why: str


@dataclass(frozen=True)
class PlanView:
    """The best plan first, alternatives behind it; what was chosen, with its drafts and alerts.

    ``broken`` are the safeguards its drafts do not keep.
    """

    ranked: tuple[Candidate, ...]
    chosen: Strategy | None
    drafts: tuple[Draft, ...]
    alerts: tuple[AlertCard, ...]
    broken: tuple[Broken, ...] = ()


class PlanCommands(Protocol):
    """What the lead can do on Plan."""

    async def generate(self) -> tuple[Candidate, ...]:
        """Make and rank the candidates, best first."""
        ...

    async def view(self) -> PlanView:
        """Return the candidates as ranked, and what was chosen; empty before they were made."""
        ...

    async def adjust(self, strategy: Strategy, batch_size: int, threshold: int) -> Candidate:
        """Show what the plan becomes with other numbers; nothing is chosen yet."""
        ...

    async def choose(
        self,
        strategy: Strategy,
        batch_size: int,
        threshold: int,
        picked: Mapping[int, str] | None = None,
    ) -> PlanView:
        """Take a plan: prepare the drafts and plan every effect."""
        ...

    async def link(self, ticket: int, page_id: str) -> PlanView:
        """Fix a missing link: the draft of ``ticket`` links this page; a yes to the old plan lapses."""
        ...

    async def dry_run(self) -> tuple[FieldChange, ...]:
        """Return which fields of which tickets would change."""
        ...
