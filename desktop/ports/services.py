"""What the core needs from outside for a mission: storage, keys, and the services. Protocols only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from msgspec import Struct

from desktop.domain.approval import Approver
from desktop.domain.effect import FieldBefore, Receipt, TicketRequest
from desktop.domain.sla.history import History
from desktop.domain.sla.terms import Agreements
from desktop.domain.ticket import (
    Agent,
    CategoryField,
    Channel,
    Comment,
    Group,
    KbPage,
    SolvedTicket,
    Ticket,
    Voice,
)
from desktop.domain.values import Count, Digest, Id, Toolkit
from desktop.domain.words import AnswerKind

T = TypeVar("T")


MAIN, ADDENDUM = "main", "addendum"
"""What led to the seal, and what came after it (with a head of its own)."""


class StoredFact(Struct, frozen=True):
    """One line of a chain as it lies in the database: ``body`` is the exact canonical text hashed."""

    chain: str
    seq: Count
    prev: Digest
    hash: Digest
    body: str


class SignedHead(Struct, frozen=True):
    """The hash of a chain's line as this profile's key signed it; key and signature (Ed25519) in hex.

    ``at`` is when it was signed, ``why`` the occasion.
    """

    mission: Id
    chain: str
    seq: Count
    hash: Digest
    at: int
    why: str
    public_key: str
    signature: str


class SealedBlob(Struct, frozen=True):
    """A sealed blob: AES-GCM nonce and ciphertext under the mission's key."""

    digest: Digest
    nonce: bytes
    sealed: bytes


class LedgerStore(Protocol):
    """Where facts and blobs lie. Every call has a deadline and may raise StoreBusyError."""

    async def take(self, mission: Id, owner: Id) -> int:
        """Make ``owner`` the one writer of the mission; return its fencing number."""
        ...

    async def append(
        self, mission: Id, fence: int, rows: Sequence[StoredFact], blobs: Sequence[SealedBlob]
    ) -> None:
        """Write facts and blobs in one transaction. Raises MissionBusyError when fenced out."""
        ...

    async def rows(self, mission: Id) -> tuple[StoredFact, ...]:
        """Return every fact of the mission, main chain first, in order."""
        ...

    async def blob(self, mission: Id, digest: Digest) -> SealedBlob | None:
        """Return a sealed blob; None when it was deleted."""
        ...

    async def drop_blob(self, mission: Id, digest: Digest) -> None:
        """Delete a blob; the chain stays valid."""
        ...

    async def missions(self) -> tuple[Id, ...]:
        """Return the ids of all missions, oldest first."""
        ...

    async def keep_head(self, head: SignedHead) -> None:
        """Keep a signed head; one that stands at its place already stays."""
        ...

    async def heads(self, mission: Id) -> tuple[SignedHead, ...]:
        """Return the mission's signed heads, main chain first, in order."""
        ...


class SecretStore(Protocol):
    """Where sealed secrets lie (never in a shared database)."""

    async def get(self, name: str) -> tuple[bytes, bytes] | None:
        """Return nonce and ciphertext."""
        ...

    async def put(self, name: str, nonce: bytes, sealed: bytes) -> None:
        """Keep, replacing what was there."""
        ...

    async def drop(self, name: str) -> None:
        """Delete; deleting nothing is fine."""
        ...


class Keys(Protocol):
    """The keys of a profile."""

    async def mission_key(self, mission: Id, *, create: bool = False) -> bytes:
        """Return the 32-byte key of a mission. Raises KeyLostError when it is gone."""
        ...

    async def forget(self, mission: Id) -> None:
        """Destroy a mission's key: its blobs can never be read again."""
        ...

    async def keep(self, name: str, secret: bytes) -> None:
        """Seal a secret (a token) under the profile key."""
        ...

    async def secret(self, name: str) -> bytes | None:
        """Return a secret kept before."""
        ...

    async def drop(self, name: str) -> None:
        """Destroy a secret kept before; destroying nothing is fine."""
        ...

    async def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature (RFC 8032) of the profile's signing key."""
        ...

    async def public_key(self) -> bytes:
        """Return the 32 bytes of the public signing key."""
        ...


class Account(Struct, frozen=True):
    """Who a service says we are."""

    id: Id
    name: str
    scopes: tuple[str, ...]


class TicketService(Protocol):
    """The help desk."""

    @property
    def limit_a_minute(self) -> int | None:
        """Requests per minute the account allows, as it said last; None before it said."""
        ...

    async def account(self) -> Account:
        """Return the verified account. Raises RefusedError for an anonymous or wrong token."""
        ...

    async def open_tickets(self, progress: Callable[[int, int], None]) -> tuple[Ticket, ...]:
        """Return every ticket not solved or closed; ``progress(done, total)`` is told on the way."""
        ...

    async def tickets(self, ids: Sequence[int]) -> tuple[Ticket, ...]:
        """Return these tickets as they are now."""
        ...

    async def arrived(self, start: datetime, end: datetime) -> int:
        """Return how many tickets, whatever became of them, were created from ``start`` to before ``end``."""
        ...

    async def solved_tickets(self) -> tuple[SolvedTicket, ...]:
        """Return past tickets with their category."""
        ...

    async def category_field(self) -> CategoryField | None:
        """Return the field that holds the category; None when the tenant has none."""
        ...

    async def groups(self) -> tuple[Group, ...]:
        """Return the groups of agents; none when this account may not list them."""
        ...

    async def agents(self) -> tuple[Agent, ...]:
        """Return who may be assigned tickets; nobody when the account may not read them."""
        ...

    async def triggers(self) -> tuple[str, ...] | None:
        """Return the titles of active triggers; None when they may not be read."""
        ...

    async def spoke_since(self, ticket: int, since: datetime) -> frozenset[Voice]:
        """Return who wrote a public comment after ``since``."""
        ...

    async def conversation(self, ticket: int) -> tuple[Comment, ...]:
        """Return every message of a ticket, oldest first, internal notes among them."""
        ...

    async def history(self, ticket: int) -> History | None:
        """Return what happened to a ticket, from its audits; None when this account may not read them."""
        ...

    async def agreements(self) -> Agreements | None:
        """Return policies and schedules; None when this account may not read the policies."""
        ...

    async def write(
        self, request: TicketRequest, current: Ticket, marker: Mapping[str, str]
    ) -> Receipt:
        """Make one guarded update of the ticket as just read (``safe_update``, stamp, marker)."""
        ...

    async def find(self, ticket: int, effect: Id) -> Receipt | None:
        """Read an effect back by its marker; None when it is surely absent."""
        ...

    async def replied(self, ticket: int, mission: Id) -> bool:
        """Whether a public reply of the mission is there, whichever effect it was of."""
        ...

    async def restore(
        self,
        ticket: int,
        before: Sequence[FieldBefore],
        marker: Mapping[str, str],
        *,
        withdraw: bool = False,
    ) -> tuple[str, ...]:
        """Put previous values back where ours still stand; return the fields that had been changed since.

        ``withdraw``: the same update says on the ticket that our note no longer counts.
        """
        ...

    async def create_follow_up(self, task: Id, subject: str, text: str) -> Receipt:
        """Open a ticket for ourselves, unseen by customers; asked twice for one task, it is made once."""
        ...


class KnowledgeService(Protocol):
    """The knowledge base, read only."""

    async def account(self) -> Account:
        """Return who we are there (anonymous is fine)."""
        ...

    async def pages(self) -> tuple[KbPage, ...]:
        """Return the pages as plain text."""
        ...


class Answered(Struct, frozen=True):
    """Who took notice of a message first, and how."""

    person: Id
    how: AnswerKind


class ChatService(Protocol):
    """The chat."""

    async def account(self) -> Account:
        """Return the verified account."""
        ...

    async def channel(self, name: str) -> Channel | None:
        """Return the channel of this name; None when there is none we can see, RefusedError when it is archived."""
        ...

    async def post(self, channel: str, text: str, marker: Mapping[str, str]) -> Receipt:
        """Post a message carrying our marker."""
        ...

    async def find(self, channel: str, effect: Id) -> Receipt | None:
        """Read a message back by its marker."""
        ...

    async def twins(self, receipt: Receipt, effect: Id) -> tuple[Receipt, ...]:
        """Return the messages beside ``receipt`` that carry the same marker: there should be none."""
        ...

    async def permalink(self, receipt: Receipt) -> str:
        """Return the link by which people find our message; empty when it is gone."""
        ...

    async def answered(self, receipt: Receipt) -> Answered | None:
        """Return who replied or reacted to our message first; None while nobody else did."""
        ...

    async def withdraw(self, receipt: Receipt) -> None:
        """Delete our message, or say in it that it is withdrawn."""
        ...

    async def tell(self, person: str, text: str) -> None:
        """Write to one person."""
        ...


class ApproverDirectory(Protocol):
    """Who may approve."""

    async def approvers(self) -> tuple[Approver, ...]:
        """Return the managers, the default one first."""
        ...


class Waiting(Protocol):
    """How the headless mission lets time pass: real in production, skipped in the sandbox."""

    async def until(self, instant: datetime) -> None:
        """Return when ``instant`` has come."""
        ...


class Work(Protocol):
    """Heavy work outside this process."""

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Run a picklable function in a worker process and return its answer."""
        ...


class Known(Protocol):
    """A service that can say who we are."""

    async def account(self) -> Account:
        """Return the verified account. Raises ServiceError."""
        ...


@dataclass(frozen=True)
class Spending:
    """Requests to one service: by stage, within the last minute, and what the account allows a minute."""

    stages: Mapping[str, int]
    last_minute: int
    limit: int | None


class Meter(Protocol):
    """Counts requests."""

    def of(self, toolkit: Toolkit) -> Spending:
        """Return what was spent on a service."""
        ...


@dataclass(frozen=True)
class Connections:
    """The services of one mission.

    Attributes:
        known: Each service of this profile, in the order of its tool cards.
    """

    tickets: TicketService
    knowledge: KnowledgeService
    chat: ChatService
    approvers: ApproverDirectory
    known: Mapping[Toolkit, Known]
    meter: Meter
