"""What surrounds every page: the checklist dock, the alert rail, the countdowns, one ticket in full."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.base.clock import Jump
from desktop.domain.plan import CheckResult, DraftKind, StepName
from desktop.domain.sla.levels import Alerting
from desktop.domain.sla.verdict import Verdict
from desktop.domain.sla.why import Step
from desktop.domain.standing import TicketState
from desktop.domain.ticket import Comment, SlaDeadline
from desktop.domain.values import Id, Millis, StageName
from desktop.domain.words import AlertKind, SnoozeReason
from desktop.watch.releases import Release as Release

if TYPE_CHECKING:
    from desktop.domain.queue import Queue


@dataclass(frozen=True)
class RiskRow:
    """A ticket at risk; the countdown is painted from the deadline."""

    ticket: int
    deadline: datetime
    vip: bool
    subject: str


@dataclass(frozen=True)
class AlertCard:
    """One card, one decision.

    Attributes:
        ticket: 0 when it is about no single ticket.
        tickets: How many tickets one card stands for: a burst is one card.
        deadline: The ticket's own clock, painted as a countdown.
        before: The words a repair replaced; empty when nothing was repaired.
        after: The words it put there.
        way_out: Empty where there is only the action.
        may_override: Whether "keep mine" can still be chosen, or a page linked (an approved public reply stays
            as approved).
        level: For clocks, the minutes left at which it was raised; 0 is the breach; None for anything else.
        about_tickets: All the tickets of a burst, nearest first.
        rests: Whether it can be put to rest at all; what no mission knows of cannot.
        cared_for: The plan answers each of its clocks in time: nobody has to decide anything.
    """

    id: Id
    kind: AlertKind
    ticket: int
    sentence: str
    action: str
    way_out: str
    title: str = ""
    organisation: str = ""
    vip: bool = False
    deadline: datetime | None = None
    tickets: int = 1
    before: str = ""
    after: str = ""
    may_override: bool = True
    level: int | None = None
    about_tickets: tuple[int, ...] = ()
    rests: bool = True
    cared_for: bool = False

    @property
    def may_snooze(self) -> bool:
        """Whether it can be put to rest: clocks can, unless they breached."""
        return self.rests and bool(self.level)


@dataclass(frozen=True)
class Snoozed:
    """An alert that somebody lets rest."""

    id: Id
    title: str
    until: datetime
    reason: SnoozeReason
    tickets: int = 1


@dataclass(frozen=True)
class ChecklistItem:
    """A step with how far it is."""

    step: StepName
    done: int
    total: int


class ItemState(StrEnum):
    """How a line of the dock's checklist stands."""

    DONE = "done"
    CURRENT = "current"
    WAITS = "waits"
    AHEAD = "ahead"


@dataclass(frozen=True)
class DockItem:
    """One line of the checklist dock. ``total`` 0 means it has no progress bar; ``aside`` stands at its right."""

    title: str
    state: ItemState
    aside: str = ""
    detail: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Left:
    """A ticket of the mission that the scope admits no more, and why in words. It stays in the mission."""

    ticket: int
    why: str


@dataclass(frozen=True)
class Growth:
    """How the queue changed since the mission took its tickets in.

    Attributes:
        fresh: Tickets that match and are not in the mission, oldest first.
        at_risk: How many of them are inside the window.
        left: Tickets of the mission that match no more.
    """

    looked_at: datetime
    fresh: tuple[int, ...]
    at_risk: int
    left: tuple[Left, ...]


@dataclass(frozen=True)
class Waiting:
    """What was added and not begun, and how far its question is. ``amends``: the ticket whose reply gets other words;
    ``vouched``: they have a yes that releases no reply, which is none.
    """

    tickets: int
    asked: bool
    approved: bool
    declined: bool
    amends: int = 0
    vouched: bool = False


@dataclass(frozen=True)
class WatchView:
    """What the shell shows around the page.

    Attributes:
        title: The mission's topic in words, or "No mission running".
        group: The checklist's own head, for example "The brief".
        items: The checklist of the stage the mission stands in.
        risks: Tickets in scope that were inside the window, what breaches next first, answered ones last; before
            there is a scope, of the queue.
        met: Those of ``risks`` whose clock was fulfilled.
        alerts: What needs a person.
        facts: The ledger's length.
        held: Public replies that wait in the outbox; ``first_release`` is when the first leaves.
        releases: Each of them, paused ones last.
        first_deadline: The first clock at risk that still runs.
        undo_until: Until when everything can be taken back; None before the plan ran, after the window, and when
            nothing is left to take back.
        safeguards: The brief's own lines.
        scope: How many tickets the mission is about; 0 before they were taken in.
        growth: How the queue changed since; None while it was not looked at.
        increment: What was added and not begun; None when nothing waits.
        snoozed: Alerts that rest, the first to wake first.
        crosses_at: When a clock comes to its next threshold, or a resting alert wakes; None when nothing is ahead.
        alerting: When clocks make themselves heard, and when the computer stays silent.
    """

    mission: Id
    stage: StageName
    title: str
    started_at: datetime | None
    completed_at: datetime | None
    sealed: bool
    sandbox: bool
    group: str
    items: tuple[DockItem, ...]
    risks: tuple[RiskRow, ...]
    met: frozenset[int]
    alerts: tuple[AlertCard, ...]
    facts: int
    held: int
    unknown: int
    first_release: datetime | None
    first_deadline: datetime | None
    undo_until: datetime | None
    undo_seconds: int
    safeguards: tuple[str, ...]
    releases: tuple[Release, ...] = ()
    scope: int = 0
    growth: Growth | None = None
    increment: Waiting | None = None
    snoozed: tuple[Snoozed, ...] = ()
    crosses_at: datetime | None = None
    alerting: Alerting = field(default_factory=Alerting)


@dataclass(frozen=True)
class ClockStory:
    """One clock of a ticket: both opinions, and what made it.

    Attributes:
        verdict: Zendesk's instant, ours, and why they differ; ``verdict.deadline`` is the one that counts.
        stage: ``active``, ``paused`` or ``achieved``.
        target_seconds: The time allowed, in its own hours; 0 when it is not known here.
        used_seconds: What of it was used when this was looked at; 0 when that is not known here.
        zone: The zone its business hours are in; empty for calendar time.
        openings: Open hours from when this was looked at to the deadline, for painting the business time left;
            empty for calendar time.
        steps: What made it, oldest first; empty without a history.
    """

    verdict: Verdict
    stage: str
    target_seconds: int = 0
    used_seconds: int = 0
    zone: str = ""
    openings: tuple[tuple[Millis, Millis], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class TicketClocks:
    """Why a ticket's clocks show what they show.

    Attributes:
        stories: One to a metric, the nearest deadline first, those that do not run last.
        basis: What ours are computed from, in words: whose policies, whose schedule.
        missing: Why ours are not computed, in words; empty when they are.
    """

    ticket: int
    looked_at: datetime
    stories: tuple[ClockStory, ...]
    basis: str
    missing: str = ""


@dataclass(frozen=True)
class PageCandidate:
    """A KB page that comes close; ``match`` is a word: strong, fair, weak."""

    id: str
    title: str
    match: str
    passage: str
    updated_at: datetime
    usable: bool


@dataclass(frozen=True)
class DraftView:
    """A ticket's draft with its verdicts; ``before`` differs from ``text`` where a validator repaired it.

    ``reworded``: a person took words of the writing assistant for it.
    """

    kind: DraftKind
    text: str
    before: str
    page_title: str
    checks: tuple[CheckResult, ...]
    sent: bool
    reworded: bool = False


@dataclass(frozen=True)
class CategoryView:
    """What a ticket was found to be.

    Attributes:
        value: The category that will be set; empty where a person must say it.
        confidence: Of solved tickets as clear as this one so many in a hundred had the category found.
        options: The help desk's categories, as (value, name).
    """

    value: str
    confidence: int
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signs:
    """What a ticket's words and place say of it: tags for a person, nothing is decided by them.

    Attributes:
        upset: Whether it sounds upset; ``said`` are its own words that sound so.
        asks_for: The priority the rules give, where it is more than the ticket's; empty else.
        reasons: Why, in our words.
    """

    upset: bool
    said: tuple[str, ...]
    asks_for: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class TicketDetail:
    """Everything the detail pane shows of one ticket."""

    id: int
    subject: str
    organisation: str
    requester: str
    vip: bool
    priority: str
    status: str
    created_at: datetime
    deadline: datetime | None
    clocks: tuple[SlaDeadline, ...]
    conversation: tuple[Comment, ...]
    cluster: str
    similar: tuple[tuple[int, str], ...]
    candidates: tuple[PageCandidate, ...]
    draft: DraftView | None
    category: CategoryView | None = None
    signs: Signs | None = None


class ClockCommands(Protocol):
    """What keeps clocks from being missed, and explains them."""

    async def explain(self, ticket: int) -> TicketClocks:
        """Return what made each clock of a ticket; asks the service for its history. Raises ServiceError."""
        ...

    async def export(self, ticket: int, path: Path) -> int:
        """Write the same as CSV; return the number of lines. That it left the deck is an audit fact.

        Raises InputError when the file cannot be written.
        """
        ...

    async def cross(self) -> tuple[AlertCard, ...]:
        """Raise an alert for what came to a threshold since the last look; return the new cards.

        Alerts whose clocks were answered end by themselves. Reads nothing from a service.
        """
        ...

    async def snooze(self, card: Id, minutes: int, reason: SnoozeReason) -> None:
        """Let a card rest. Raises RuleError for a breach, InputError for other than 1 to 240 minutes."""
        ...

    async def acknowledge(self, card: Id) -> None:
        """Close a card of clocks: somebody has seen it and acts."""
        ...

    async def wake(self, jump: Jump) -> tuple[AlertCard, ...]:
        """Time jumped: read the queue again, then raise what was passed meanwhile. Raises ServiceError."""
        ...


class WatchCommands(Protocol):
    """What the shell and every list ask for."""

    async def view(self) -> WatchView:
        """Return what surrounds the page now; reads the ledger only, never a service."""
        ...

    async def look_out(self) -> Growth | None:
        """Read the queue and compare it with the mission; None before tickets were taken in, after the seal.

        Raises ServiceError; what was seen last stays then.
        """
        ...

    async def queue(self) -> "Queue":
        """Return the tickets in scope in columns; before there is a scope, the whole queue as last read."""
        ...

    async def states(self) -> Mapping[int, TicketState]:
        """Return how far each ticket in scope is."""
        ...

    async def clusters(self) -> Mapping[int, str]:
        """Return the cluster's name for each ticket that is in one."""
        ...

    async def detail(self, ticket: int) -> TicketDetail:
        """Return one ticket in full; that its text was opened is an audit fact. Raises ServiceError."""
        ...
