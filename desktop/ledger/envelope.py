"""The envelope: what a yes binds. Compared again before anything is sent."""

import hashlib
from collections import Counter

import msgspec

from desktop.domain.approval import Envelope
from desktop.domain.mission import Mission
from desktop.domain.values import Digest
from desktop.ledger.chain import canonical


def envelope_of(mission: Mission) -> Envelope:
    """Return what a yes to the question that stands now allows: to the open increment, else to the plan."""
    effects = mission.effects_in_question
    kinds = Counter(effect.kind.value for effect in effects)
    return Envelope(
        tickets=mission.tickets_in_question,
        kinds=tuple(sorted(kinds.items())),
        batch_size=mission.rules.batch_size,
        threshold=mission.rules.threshold,
        undo_seconds=mission.rules.undo_seconds,
        safeguards=mission.safeguards,
        contents=tuple((effect.id, effect.content) for effect in effects),
    )


def envelope_hash(mission: Mission) -> Digest:
    """Return the SHA-256 of the envelope's RFC 8785 JSON."""
    return hashlib.sha256(canonical(msgspec.to_builtins(envelope_of(mission)))).hexdigest()
