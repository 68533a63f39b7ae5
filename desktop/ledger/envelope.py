"""The envelope: what a yes binds. Compared again before anything is sent, for each effect by itself."""

import hashlib
from collections import Counter

import msgspec

from desktop.domain.approval import Answer, Envelope
from desktop.domain.effect import (
    Effect,
    EffectKind,
    PostEscalation,
    Request,
    SendReply,
    SetCategory,
    WriteNote,
)
from desktop.domain.errors import RuleError
from desktop.domain.mission import Approval, Mission
from desktop.domain.values import Count, Digest
from desktop.ledger.chain import canonical

_ASKS: dict[EffectKind, type] = {
    EffectKind.CATEGORISE: SetCategory,
    EffectKind.INTERNAL_NOTE: WriteNote,
    EffectKind.PUBLIC_REPLY: SendReply,
    EffectKind.SLACK_ESCALATION: PostEscalation,
}


def envelope_of(mission: Mission, increment: Count) -> Envelope:
    """Return what a yes to the plan (0), or to this increment, allows.

    It stays the same for good: a note's words may change inside it, what was approved is kept beside them.
    """
    effects = mission.effects_of(increment)
    kinds = Counter(effect.kind.value for effect in effects)
    return Envelope(
        tickets=mission.tickets_of(increment),
        kinds=tuple(sorted(kinds.items())),
        batch_size=mission.rules.batch_size,
        threshold=mission.rules.threshold,
        undo_seconds=mission.rules.undo_seconds,
        safeguards=mission.safeguards,
        contents=tuple((effect.id, effect.approved_content) for effect in effects),
    )


def envelope_hash(mission: Mission, increment: Count) -> Digest:
    """Return the SHA-256 of the envelope's RFC 8785 JSON."""
    envelope = msgspec.to_builtins(envelope_of(mission, increment))
    return hashlib.sha256(canonical(envelope)).hexdigest()


def require_same(mission: Mission, increment: Count) -> Approval:
    """Return the yes to exactly what would be sent. Raises RuleError when there is none."""
    asked = mission.approval_of(increment)
    said_yes = asked is not None and asked.answer is Answer.APPROVE
    if asked is None or not said_yes or asked.envelope != envelope_hash(mission, increment):
        raise RuleError(
            "The plan changed since the yes",
            "What would be sent is not what was approved.",
            "Ask for a new approval.",
        )
    return asked


def inside(mission: Mission, effect: Effect, request: Request) -> bool:
    """Whether this content may leave under the yes its effect was given.

    Everything but a note must be what was approved to the letter; a note may have other words on the same ticket.
    ``effect.content`` is the keyed hash of ``request``: whoever opened the blob has compared the two.
    """
    if not isinstance(request, _ASKS[effect.kind]):
        return False
    if isinstance(request, PostEscalation):
        return effect.content == effect.approved_content
    at_home = str(request.ticket) == effect.target
    reworded = effect.content != effect.approved_content
    covered = request.ticket in mission.tickets_of(effect.increment)
    return at_home and covered and (not reworded or isinstance(request, WriteNote))
