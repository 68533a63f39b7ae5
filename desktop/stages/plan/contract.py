"""What Plan shows and what can be done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.domain.plan import AgentLoad, Candidate, CheckResult, Draft, FieldChange, Strategy
from desktop.domain.ticket import Group
from desktop.watch.contract import AlertCard


@dataclass(frozen=True)
class Simulation:
    """What would happen to this queue's clocks within a shift of eight hours.

    Attributes:
        clocks: Running clocks in scope that end within the shift.
        breaches: Of these, how many would run out.
        replies: Public replies the deck sends.
        undoable: Of these, how many keep the whole hold; the others leave earlier, in time.
    """

    agents: int
    batch_size: int
    hold_seconds: int
    clocks: int
    breaches: int
    replies: int
    undoable: int


@dataclass(frozen=True)
class Routing:
    """Who gets the drafts for agents.

    Attributes:
        route: 0 whoever has the ticket, -1 the least loaded agent, else a group's id.
        loads: Every agent's open tickets and what the plan adds, those who get some first.
        groups: The groups that can be chosen.
    """

    route: int
    loads: tuple[AgentLoad, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class WhatIf:
    """One simulation asked for, and those around it: a row per number of agents, a column per batch size."""

    asked: Simulation
    agents: tuple[int, ...]
    batches: tuple[int, ...]
    breaches: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Broken:
    """A safeguard that ``failed`` of ``total`` drafts; ``why`` is the first one's reason.

    ``blocks``: nobody may override it, these drafts do not leave.
    """

    line: str
    failed: int
    total: int
    why: str
    blocks: bool = False


@dataclass(frozen=True)
class Variant:
    """What one draft of a family says otherwise: each part by its name."""

    ticket: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Family:
    """The drafts of one incident in one language: what all say, and what each says otherwise.

    ``master`` is the letter with the name of a part in brackets where the drafts differ.
    """

    name: str
    language: str
    master: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class PlanView:
    """The best plan first, alternatives behind it; what was chosen, with its drafts and alerts.

    ``broken`` are the safeguards its drafts do not keep; ``route`` says who gets those for agents; ``families`` are
    the drafts that share an incident; ``unsure`` are tickets whose category a person must say.
    """

    ranked: tuple[Candidate, ...]
    chosen: Strategy | None
    drafts: tuple[Draft, ...]
    alerts: tuple[AlertCard, ...]
    broken: tuple[Broken, ...] = ()
    route: int = 0
    families: tuple[Family, ...] = ()
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True)
class AssistantStanding:
    """Whether the writing assistant can be asked now.

    Attributes:
        on: It is set up, turned on, and a plan stands that does not run yet.
        host: Where the words would go.
        agreed: Somebody agreed to that host in this profile.
        spent: Tokens of this mission so far, of ``budget``.
    """

    on: bool
    host: str
    agreed: bool
    spent: int
    budget: int


@dataclass(frozen=True)
class Suggestion:
    """Other words for one draft, judged as every draft is; taken by a person or by nobody.

    Attributes:
        before: The draft as it stands.
        after: As it would leave.
        checks: The verdicts on ``after``.
        worse: Of these, what fails now and did not before: with one of them it cannot be taken.
        may_use: Whether it may be taken.
        tokens: What it cost.
    """

    ticket: int
    before: str
    after: str
    checks: tuple[CheckResult, ...]
    worse: tuple[CheckResult, ...]
    may_use: bool
    tokens: int


class RewordCommands(Protocol):
    """What the lead can ask of the writing assistant."""

    async def standing(self) -> AssistantStanding:
        """Return whether it may be asked, where, and what the mission has spent."""
        ...

    async def agree(self, host: str) -> None:
        """Record that a person agreed to this host. Raises RuleError when it is not the one that is set."""
        ...

    async def suggest(self, ticket: int) -> Suggestion:
        """Ask for other words for one draft; nothing is taken.

        Raises RuleError while it is off, nobody agreed, or the budget is used up; AssistantError when it failed or
        its answer lost what must stay.
        """
        ...

    async def use_suggestion(self, ticket: int) -> PlanView:
        """Take what was suggested last; a yes to the old plan lapses. Raises RuleError when nothing may be taken."""
        ...


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
        route: int = 0,
    ) -> PlanView:
        """Take a plan: prepare the drafts and plan every effect.

        ``route`` says who gets the drafts for agents: 0 whoever has the ticket, -1 the least loaded, else a group.
        Raises InputError for a group that is not there.
        """
        ...

    async def link(self, ticket: int, page_id: str) -> PlanView:
        """Fix a missing link: the draft of ``ticket`` links this page; a yes to the old plan lapses."""
        ...

    async def correct(self, ticket: int, category: str) -> PlanView:
        """Say what a ticket is; it is remembered, and a yes to the old plan lapses.

        Raises InputError for a category the help desk does not have, RuleError without a plan or once it runs.
        """
        ...

    async def routing(self, strategy: Strategy, batch_size: int, route: int) -> Routing:
        """Return who would get the drafts for agents, with everybody's load; nothing is written."""
        ...

    async def simulate(self, agents: int, batch_size: int, hold_minutes: int) -> WhatIf:
        """Return what would breach with so many agents, drafts and minutes of hold; nothing is written.

        Raises InputError for numbers that cannot be.
        """
        ...

    async def export(self, path: Path) -> int:
        """Write the dry run as a CSV table; return its lines. Raises InputError when it cannot be written."""
        ...

    async def add_increment(self, tickets: Sequence[int]) -> int:
        """Plan for tickets that came after the lock, beside the running plan; return how many joined.

        They wait for a yes of their own. Raises InputError when none is open and new, RuleError when the plan
        does not run.
        """
        ...

    async def dry_run(self) -> tuple[FieldChange, ...]:
        """Return which fields of which tickets would change."""
        ...
