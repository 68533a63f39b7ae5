"""Tickets as the deck sees them: frozen, few fields, whatever service they came from.

``gc=False``: they hold nothing that could hold them, and ten thousand of them would make each collection a long one.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Priority(StrEnum):
    """Zendesk's four priorities; a ticket without one has ``None``."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Status(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    HOLD = "hold"
    SOLVED = "solved"
    CLOSED = "closed"


class Organisation(Struct, frozen=True, gc=False):
    """A customer. ``vip`` by tag or field of the service."""

    id: int
    name: str
    vip: bool


class Requester(Struct, frozen=True, gc=False):
    """Who asks."""

    id: int
    name: str
    email: str


class Agent(Struct, frozen=True):
    """Somebody who may be assigned tickets."""

    id: int
    name: str


NOBODY = Agent(0, "nobody")
"""Stands for a ticket without an assignee."""

SOMEBODY = Agent(-1, "somebody")
"""Stands for whoever is assigned."""


class SlaDeadline(Struct, frozen=True, gc=False):
    """One running or ended SLA clock of a ticket, as the service tells it."""

    metric: str
    stage: str
    breach_at: datetime | None


class Ticket(Struct, frozen=True, gc=False):
    """One ticket of the queue, as read at ``stamp`` (its ``updated_at``)."""

    id: int
    subject: str
    description: str
    status: Status
    priority: Priority | None
    created_at: datetime
    stamp: str
    requester: Requester
    organisation: Organisation | None
    tags: tuple[str, ...]
    assignee_id: int | None
    category: str | None
    clocks: tuple[SlaDeadline, ...]
    channel: str = ""
    """How it came, in the service's word: email, chat, voice; empty when it does not say."""
    group_id: int | None = None

    @property
    def vip(self) -> bool:
        """Whether the customer is a VIP organisation."""
        return self.organisation is not None and self.organisation.vip

    @property
    def text(self) -> str:
        """Subject and description, what triage reads."""
        return f"{self.subject}\n{self.description}"

    @property
    def deadline(self) -> datetime | None:
        """The earliest breach among the clocks that run now; None when none runs."""
        running = [c.breach_at for c in self.clocks if c.stage == "active" and c.breach_at]
        return min(running, default=None)


class Comment(Struct, frozen=True):
    """One message of a ticket's conversation.

    Attributes:
        author: The name the service knows; empty when it does not say.
        public: Whether the customer can read it.
        text: As plain text: hostile until shown as such.
        html: The same with its markup, for the one hardened viewer; may be empty.
    """

    author: str
    at: datetime
    public: bool
    text: str
    html: str = ""


class Voice(StrEnum):
    """Who speaks in public on a ticket."""

    CUSTOMER = "customer"
    COLLEAGUE = "colleague"


class SolvedTicket(Struct, frozen=True, gc=False):
    """A past ticket with the category its agents gave it: what categories are learnt from."""

    id: int
    text: str
    category: str


class KbPage(Struct, frozen=True):
    """A knowledge-base page as plain text."""

    id: str
    title: str
    body: str
    url: str
    verified: bool
    updated_at: datetime

    def usable(self, now: datetime, stale_days: int) -> bool:
        """Whether a reply may link it: verified, and not older than ``stale_days``."""
        return self.verified and (now - self.updated_at).days <= stale_days


class CategoryOption(Struct, frozen=True):
    """One value of the tenant's category field."""

    value: str
    name: str


BY_TAG = 0
"""Stands for the field where tags hold the category."""


class CategoryField(Struct, frozen=True):
    """The ticket field that holds the category; ``id`` is ``BY_TAG`` where tags do."""

    id: int
    options: tuple[CategoryOption, ...]


class Channel(Struct, frozen=True):
    """A channel of the chat service."""

    id: str
    name: str


class Group(Struct, frozen=True):
    """A group of agents."""

    id: int
    name: str


class Snapshot(Struct, frozen=True):
    """The queue as read once: every open ticket, what triage learns from, and the KB. Sealed as one blob."""

    taken_at: datetime
    tickets: tuple[Ticket, ...]
    solved: tuple[SolvedTicket, ...]
    pages: tuple[KbPage, ...]
    category_field: CategoryField | None
    triggers: tuple[str, ...] | None
    """Titles of the service's active triggers; None when the account may not read them."""
    agents: tuple[Agent, ...] = ()
    groups: tuple[Group, ...] = ()
    """Who may be assigned tickets; empty in snapshots of older versions."""
    later: tuple[tuple[int, datetime], ...] = ()
    """Tickets that joined the plan later, and when each was read."""

    def read_at(self, ticket: int) -> datetime:
        """Return when this ticket was read: what was said since, no draft knows."""
        return dict(self.later).get(ticket, self.taken_at)
