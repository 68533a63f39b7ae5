"""Effects: changes to the outside world, each journalled before it is sent."""

from enum import StrEnum

from msgspec import Struct

from desktop.domain.values import Id, Millis
from desktop.domain.words import Reason


class EffectKind(StrEnum):
    """What an effect does outside."""

    CATEGORISE = "categorise"
    INTERNAL_NOTE = "internal_note"
    PUBLIC_REPLY = "public_reply"
    SLACK_ESCALATION = "slack_escalation"


class Reversibility(StrEnum):
    """How an effect is taken back (DESIGN §7)."""

    REVERSIBLE = "reversible"
    COMPENSABLE = "compensable"
    FINAL = "final"


REVERSIBILITY = {
    EffectKind.CATEGORISE: Reversibility.REVERSIBLE,
    EffectKind.INTERNAL_NOTE: Reversibility.COMPENSABLE,
    EffectKind.PUBLIC_REPLY: Reversibility.FINAL,
    EffectKind.SLACK_ESCALATION: Reversibility.COMPENSABLE,
}


class EffectState(StrEnum):
    """The life of an effect; the arrows stand in ``NEXT``."""

    PLANNED = "planned"
    HELD = "held"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    UNDO_SENT = "undo_sent"
    UNDONE = "undone"
    UNDO_SKIPPED = "undo_skipped"


NEXT: dict[EffectState, frozenset[EffectState]] = {
    EffectState.PLANNED: frozenset({EffectState.HELD, EffectState.SENT, EffectState.CANCELLED}),
    EffectState.HELD: frozenset({EffectState.SENT, EffectState.CANCELLED, EffectState.HELD}),
    EffectState.SENT: frozenset(
        {EffectState.CONFIRMED, EffectState.REFUSED, EffectState.UNKNOWN, EffectState.SENT}
    ),
    EffectState.UNKNOWN: frozenset(
        {EffectState.CONFIRMED, EffectState.SENT, EffectState.REFUSED, EffectState.CANCELLED}
    ),
    EffectState.CONFIRMED: frozenset({EffectState.UNDO_SENT, EffectState.UNDO_SKIPPED}),
    EffectState.REFUSED: frozenset({EffectState.SENT, EffectState.CANCELLED}),
    EffectState.UNDO_SENT: frozenset(
        {EffectState.UNDONE, EffectState.UNDO_SKIPPED, EffectState.UNDO_SENT}
    ),
    EffectState.CANCELLED: frozenset(),
    EffectState.UNDONE: frozenset(),
    EffectState.UNDO_SKIPPED: frozenset(),
}

IN_DOUBT = frozenset({EffectState.SENT, EffectState.UNKNOWN})
"""It may or may not exist outside: read back before anything else."""

WAITING = frozenset({EffectState.PLANNED, EffectState.HELD, EffectState.REFUSED})
"""Nothing of it is outside: to give it up costs nothing."""

STANDING = frozenset({EffectState.CONFIRMED, EffectState.UNDO_SKIPPED})
"""It exists outside, and nothing takes it back any more or has yet."""

OPEN_STATES = IN_DOUBT | {EffectState.PLANNED, EffectState.HELD, EffectState.UNDO_SENT}
"""States in which something may still happen outside: they keep a mission from its seal."""


WHOLE_SERVICE = frozenset({0, 401, 429})
"""No connection, no token, no quota: whatever is sent next would fare the same, and this can be sent later."""


def undoable(kind: EffectKind, state: EffectState) -> bool:
    """Whether undo can do anything about it: it is held, owed or in doubt, or it stands and is not final."""
    reply = kind is EffectKind.PUBLIC_REPLY
    if state in IN_DOUBT | {EffectState.HELD} or (reply and state is EffectState.REFUSED):
        return True
    return state is EffectState.CONFIRMED and REVERSIBILITY[kind] is not Reversibility.FINAL


class Effect(Struct, frozen=True):
    """One planned change as the fold knows it: ids and states, no text."""

    id: Id
    kind: EffectKind
    target: Id
    content: str
    state: EffectState
    release_at: Millis = 0
    attempts: int = 0
    receipt: str = ""
    refused: int = 0
    """The status of the last refusal; 0 also when there was no connection."""
    increment: int = 0
    """Which increment it came with; 0 for the plan itself."""
    approved: str = ""
    """The content the yes was for, once a note got other words; empty while it is ``content``."""
    answered_by: str = ""
    """Who in the channel took notice of a post; empty while nobody did."""
    given_up: bool = False
    """In doubt when the rest was given up: it is read back, and never sent again."""
    unasked: bool = False
    """In doubt, and a person waits no longer for what became of it."""
    undo_asked: bool = False
    """A person wants it taken back: that is done even after the window, whatever cut it short."""
    paused: bool = False
    """Held, and a person looks at it: it does not leave before they let it go."""
    look_first: bool = False
    """The ledger came back from a copy: it may be outside already, and is looked for before it is sent."""
    twins: tuple[Id, ...] = ()
    """Second posts that were found and deleted."""
    undo_attempts: int = 0
    skipped: Reason | None = None
    """Why it was not taken back."""
    kept: tuple[Id, ...] = ()
    """The fields undo left alone, because somebody else had changed them."""

    @property
    def never_again(self) -> bool:
        """Whether it may be read back only: a person does not want it sent any more."""
        return self.given_up or self.undo_asked

    @property
    def left_unknown(self) -> bool:
        """Whether nobody asks any more what became of it: it is told as unknown, and keeps nothing from its end."""
        return self.unasked and self.state is EffectState.UNKNOWN

    @property
    def owed(self) -> bool:
        """Whether it is a reply the whole service was away for: it still leaves when that is back."""
        refused = self.state is EffectState.REFUSED and self.refused in WHOLE_SERVICE
        return refused and self.kind is EffectKind.PUBLIC_REPLY

    @property
    def owes_undo(self) -> bool:
        """Whether it is still to be taken back, and can be."""
        asked = self.undo_asked and self.state is EffectState.CONFIRMED
        return asked or self.state is EffectState.UNDO_SENT

    @property
    def approved_content(self) -> str:
        """The content as it was planned, and asked about."""
        return self.approved or self.content


class SetCategory(Struct, frozen=True, tag="categorise"):
    """Set the category and add a tag; ``value`` None hands the ticket to a person.

    Attributes:
        field_id: The category field; 0 where the category is one of ``add_tags``.
        drop_tags: The category's tag that another one replaces.
    """

    ticket: int
    field_id: int
    value: str | None
    add_tags: tuple[str, ...]
    drop_tags: tuple[str, ...] = ()


class WriteNote(Struct, frozen=True, tag="internal_note"):
    """Leave a draft for the ticket's agent, unseen by the customer; 0 leaves assignee and group as they are."""

    ticket: int
    text: str
    assignee_id: int = 0
    group_id: int = 0


class SendReply(Struct, frozen=True, tag="public_reply"):
    """Answer the customer: final once sent."""

    ticket: int
    text: str


class PostEscalation(Struct, frozen=True, tag="slack_escalation"):
    """Tell the on-call channel about one cluster."""

    channel: str
    """The channel's id, which never changes."""
    name: str
    """The channel's name, for people."""
    cluster: str
    text: str


TicketRequest = SetCategory | WriteNote | SendReply
"""What changes a ticket."""

Request = TicketRequest | PostEscalation
"""What an effect asks for; sealed as a blob, its keyed hash is the effect's content hash."""


OWNER_FIELDS = ("assignee_id", "group_id")
"""The fields that say whose a ticket is, as Zendesk names them."""


class FieldBefore(Struct, frozen=True):
    """A field's value before our write and the one we wrote; what undo restores and compares."""

    field: str
    before: str | int | list[str] | None
    ours: str | int | list[str] | None


class Receipt(Struct, frozen=True):
    """What a service answered to an effect; sealed as a blob.

    Attributes:
        remote: The service's id of what was made: audit id, comment id or message ts.
        place: Where it lies: ticket id or channel id.
        before: Previous values from the update's audit (the source of undo).
    """

    remote: str
    place: str
    before: tuple[FieldBefore, ...] = ()
    comment_id: int | None = None
