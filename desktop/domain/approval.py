"""The packet a manager reads, the envelope it binds, and how sure we are of who said yes."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop.domain.values import Digest, Id


class Assurance(StrEnum):
    """How the approver's identity is known (DESIGN §7)."""

    SIGNED_IN = "signed_in"
    ENROLLED = "enrolled"
    VOUCHED = "vouched"


class Answer(StrEnum):
    """What an approver can say."""

    APPROVE = "approve"
    DECLINE = "decline"


class Approver(Struct, frozen=True):
    """A manager who may approve.

    Attributes:
        contact: Where the link is sent (the chat account's id).
        enrolment: Base32 TOTP secret the approver enrolled earlier, or empty. Never shown, never logged.
    """

    id: Id
    name: str
    contact: str
    enrolment: str = ""

    def __repr__(self) -> str:
        """Show who it is, not the secret: an approver may end up in a traceback."""
        return f"Approver({self.id})"


class Envelope(Struct, frozen=True):
    """What an approval allows at most: hashed (SHA-256 of RFC 8785 JSON) and bound by the yes."""

    tickets: tuple[int, ...]
    kinds: tuple[tuple[str, int], ...]
    batch_size: int
    threshold: int
    undo_seconds: int
    safeguards: tuple[Digest, ...]
    contents: tuple[tuple[Id, Digest], ...]


class PacketDraft(Struct, frozen=True):
    """One draft as the manager reads it; ``before`` are the words approved earlier, where it takes their place."""

    ticket: int
    organisation: str
    kind: str
    text: str
    leaves_at: datetime | None
    before: str = ""


class PacketEscalation(Struct, frozen=True):
    """One escalation as the manager reads it."""

    channel: str
    cluster: str
    tickets: int
    text: str


class PacketSafeguard(Struct, frozen=True):
    """One safeguard with how the drafts did: ``passed`` of ``total``; total 0 means a person checks it.

    ``understood`` says how a line of the lead's was read; empty for the ones every brief begins with.
    """

    text: str
    passed: int
    total: int
    understood: str = ""


class Packet(Struct, frozen=True):
    """Everything a manager needs to say yes or no, read-only; sealed as a blob."""

    title: str
    objective: str
    requested_by: str
    customers: tuple[tuple[str, int, bool], ...]
    """Organisation, its tickets in scope, whether VIP."""
    categorised: int
    drafts: tuple[PacketDraft, ...]
    escalations: tuple[PacketEscalation, ...]
    safeguards: tuple[PacketSafeguard, ...]
    undo_plan: tuple[str, ...]
    finals: tuple[str, ...]
    triggers: tuple[str, ...]
    scopes_used: tuple[str, ...]
    scopes_missing: tuple[str, ...]
    undo_minutes: int
