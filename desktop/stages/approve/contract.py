"""What Approve shows, what can be done there, and the desk the approval page speaks to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.approval import Answer, Approver, Assurance, Packet


@dataclass(frozen=True)
class ApproveView:
    """The packet, whom it went to, and the answer."""

    packet: Packet | None
    approver: str
    asked_at: datetime | None
    answer: Answer | None
    assurance: Assurance | None
    note: str


@dataclass(frozen=True)
class PacketPage:
    """What the read-only page shows the manager.

    Attributes:
        packet: The plan to judge.
        open: Whether it still waits for an answer.
        state: Why not, in words, when it does not.
        wants_code: Whether the approver enrolled a code earlier.
        expires_at: When the question lapses.
    """

    packet: Packet
    open: bool
    state: str
    approver: str
    wants_code: bool
    expires_at: datetime


class ApproveCommands(Protocol):
    """What the lead can do on Approve."""

    async def approvers(self) -> tuple[Approver, ...]:
        """Return who may say yes, the default one first."""
        ...

    async def preview(self) -> Packet:
        """Return the packet as the manager would see it now; nothing is recorded or sent."""
        ...

    async def request(self, approver: Approver, base_url: str) -> str:
        """Ask a manager; return the link that was sent."""
        ...

    async def view(self) -> ApproveView:
        """Return the packet and where the question stands."""
        ...


class ApprovalDesk(Protocol):
    """What the approval page may do, whoever opens it. ``token`` is the secret of the link."""

    async def look(self, token: str) -> PacketPage:
        """Return the page; looking decides nothing. Raises RuleError for a link we did not make."""
        ...

    async def decide(self, token: str, answer: Answer, note: str, code: str) -> PacketPage:
        """Record the answer, once. Raises RuleError when closed or lapsed, InputError for a wrong code."""
        ...


class Approvals(ApproveCommands, ApprovalDesk, Protocol):
    """Both sides of the stage: the lead who asks, and whoever holds the link."""
