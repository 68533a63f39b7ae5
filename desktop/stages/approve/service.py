"""Approve's work: build the packet, ask by link, take the answer once, record how sure we are of who gave it."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from msgspec import Struct

from desktop.domain.approval import Answer, Approver, Assurance, Packet
from desktop.domain.brief import Brief
from desktop.domain.effect import Effect, SendReply
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    ApprovalDeclined,
    ApprovalGranted,
    ApprovalRequested,
    AuditEventRecorded,
    AuditKind,
)
from desktop.domain.mission import Approval
from desktop.domain.plan import Cluster, Draft
from desktop.domain.ticket import Snapshot
from desktop.domain.values import Actor, Role, StageName, from_millis, to_millis
from desktop.ledger.envelope import envelope_hash
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.stages.approve.contract import ApproveView, PacketPage
from desktop.stages.approve.packet import make_packet

_LIFE = timedelta(hours=24)
_STEP_SECONDS = 30


class _Clusters(Struct, frozen=True):
    clusters: tuple[Cluster, ...]


class Approve:
    """Implements ``ApproveCommands`` and ``ApprovalDesk``."""

    def __init__(self, ledger: Ledger, connections: Connections, requester: str) -> None:
        self._ledger = ledger
        self._connections = connections
        self._requester = requester

    async def approvers(self) -> tuple[Approver, ...]:
        """Return the managers but for the account this mission works with."""
        known = await self._connections.approvers.approvers()
        return tuple(one for one in known if not self._is_us(one))

    def _is_us(self, approver: Approver) -> bool:
        return approver.contact in self._ledger.mission.connected.values()

    async def preview(self) -> Packet:
        """Build the packet; nobody is asked."""
        self._ledger.mission.require(StageName.APPROVE)
        return await self._packet()

    async def request(self, approver: Approver, base_url: str) -> str:
        """Seal the packet, record the question, send the link. A new question replaces the old one.

        Raises RuleError when the approver is the requester, or no plan was chosen.
        """
        mission = self._ledger.mission
        mission.require(StageName.APPROVE)
        if self._is_us(approver):
            raise RuleError(
                "Nobody approves their own plan",
                f"{approver.name} is the account this mission works with.",
                "Choose another manager.",
            )
        increment = mission.increment_in_question
        now, token = self._ledger.clock.now(), _token(self._ledger.ids.token(32))
        packet = await self._packet()
        await self._ledger.append(
            ApprovalRequested(
                approval=self._ledger.ids.new(now),
                approver=approver.id,
                packet=self._ledger.keep_value(packet),
                envelope=envelope_hash(mission, increment),
                token=_digest(token),
                effects=len(mission.effects_in_question),
                expires_at=to_millis(now + _LIFE),
                increment=increment,
            )
        )
        link = f"{base_url}/approval/{token}"
        await self._connections.chat.tell(
            approver.contact, f"{packet.title} It waits for your yes or no: {link}"
        )
        return link

    async def view(self) -> ApproveView:
        """Return the packet and where the question stands."""
        asked = self._ledger.mission.question
        if asked is None:
            return ApproveView(None, "", None, None, None, "")
        packet = await self._ledger.read_value(asked.packet, Packet)
        note = (await self._ledger.read(asked.note)).decode() if asked.note else ""
        at = from_millis(asked.requested_at)
        return ApproveView(packet, asked.approver, at, asked.answer, asked.assurance, note)

    async def look(self, token: str) -> PacketPage:
        """Show the packet. That somebody looked is an audit fact; nothing is decided."""
        asked = self._asked(token)
        await self._ledger.append(
            AuditEventRecorded(event=AuditKind.APPROVAL_VIEWED, subject=asked.id),
            actor=self._actor(asked),
        )
        return await self._page(asked)

    async def decide(self, token: str, answer: Answer, note: str, code: str) -> PacketPage:
        """Record the answer of whoever holds the link; a right code makes it an enrolled one."""
        asked = self._asked(token)
        state = self._state(asked)
        if state:
            raise RuleError("This question is closed", state, "Ask the lead for a new link.")
        assurance = self._assurance(await self._approver(asked), code)
        words = self._ledger.keep(note.encode()) if note.strip() else None
        actor = self._actor(asked)
        recorded = AuditEventRecorded(event=AuditKind.APPROVAL_RECORDED, subject=asked.id)
        if answer is Answer.APPROVE:
            said = ApprovalGranted(
                approval=asked.id, envelope=asked.envelope, assurance=assurance, note=words
            )
            await self._ledger.append(said, recorded, actor=actor)
        else:
            declined = ApprovalDeclined(approval=asked.id, assurance=assurance, note=words)
            await self._ledger.append(declined, recorded, actor=actor)
        return await self._page(self._asked(token))

    def _asked(self, token: str) -> Approval:
        asked = self._ledger.mission.question
        if asked is None or not hmac.compare_digest(asked.token, _digest(token)):
            raise RuleError(
                "This link is not known",
                "It was replaced by a newer one, or was not copied whole.",
                "Ask the lead for a new link.",
            )
        return asked

    def _state(self, asked: Approval) -> str:
        if asked.answer is Answer.APPROVE:
            return "It was approved."
        if asked.answer is Answer.DECLINE:
            return "It was declined."
        lapsed = self._ledger.clock.now() >= from_millis(asked.expires_at)
        return "It lapsed: nobody answered in time." if lapsed else ""

    async def _approver(self, asked: Approval) -> Approver:
        """Look up who was asked: what they enrolled is never kept here, and outlives a restart."""
        known = await self._connections.approvers.approvers()
        stranger = Approver(asked.approver, asked.approver, "")
        return next((one for one in known if one.id == asked.approver), stranger)

    def _assurance(self, approver: Approver, code: str) -> Assurance:
        if not approver.enrolment or not code.strip():
            return Assurance.VOUCHED
        if not _code_fits(approver.enrolment, code.strip(), self._ledger.clock.now()):
            raise InputError(
                "The code does not fit",
                "It is wrong, or older than a minute.",
                "Type the six digits your authenticator shows now.",
            )
        return Assurance.ENROLLED

    async def _page(self, asked: Approval) -> PacketPage:
        packet = await self._ledger.read_value(asked.packet, Packet)
        state = self._state(asked)
        approver = await self._approver(asked)
        until, wants = from_millis(asked.expires_at), bool(approver.enrolment)
        return PacketPage(packet, not state, state, approver.name, wants, until)

    def _actor(self, asked: Approval) -> Actor:
        return Actor(asked.approver, "remote", Role.APPROVER)

    async def _packet(self) -> Packet:
        mission = self._ledger.mission
        if mission.brief is None or mission.snapshot is None or mission.preview is None:
            raise RuleError("Nothing to approve", "There is no plan.", "Go back to Plan.")
        effects, scope = mission.effects_in_question, mission.tickets_in_question
        requests = [await self._ledger.read_request(effect.content) for effect in effects]
        drafts = [ref.content for ref in mission.drafts.values() if ref.ticket in set(scope)]
        waiting, before = mission.open_amendment, ""
        if waiting is not None:
            drafts, before = [waiting.draft], await self._words(mission.effects[waiting.amends])
        return make_packet(
            mission,
            await self._ledger.read_value(mission.brief, Brief),
            await self._ledger.read_value(mission.snapshot, Snapshot),
            (await self._ledger.read_value(mission.preview, _Clusters)).clusters,
            requests,
            [await self._ledger.read_value(digest, Draft) for digest in drafts],
            self._requester,
            scope,
            self._ledger.clock.now(),
            before,
        )

    async def _words(self, reply: Effect) -> str:
        request = await self._ledger.read_request(reply.content)
        return request.text if isinstance(request, SendReply) else ""


def _token(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _code_fits(enrolment: str, code: str, now: datetime) -> bool:
    """RFC 6238, 6 digits, 30 s; the step before and after are taken too (clocks differ)."""
    padded = enrolment + "=" * (-len(enrolment) % 8)
    totp = TOTP(base64.b32decode(padded), 6, SHA1(), _STEP_SECONDS)  # noqa: S303 - RFC 6238's default
    for step in (0, -1, 1):
        try:
            totp.verify(code.encode(), int(now.timestamp()) + step * _STEP_SECONDS)
        except InvalidToken:
            continue
        return True
    return False
