"""One row of a table of tickets: its columns, its values, and how each state of a ticket is said."""

from enum import IntEnum
from typing import NamedTuple

from desktop.domain.standing import TicketState


class TicketColumn(IntEnum):
    """The columns, in order; Age and Owner only where the window is wide."""

    TIME_LEFT = 0
    PRIORITY = 1
    TICKET = 2
    ORGANISATION = 3
    CLUSTER = 4
    STEP = 5
    AGE = 6
    OWNER = 7


TITLES = ("Time left", "", "Ticket", "Organisation", "Cluster", "Step", "Age", "Owner")
"""What stands over each column; priority has none, its marks say it."""

SPOKEN_TITLES = ("Time left", "Priority", *TITLES[2:])
"""The same for a screen reader."""

PRIORITIES = ("No priority", "Low", "Normal", "High", "Urgent")
"""The words of ``Queue.priorities``."""


class TicketRow(NamedTuple):
    """What one row shows. Instants in epoch milliseconds; ``owner`` in words."""

    ticket: int
    deadline: int
    clock: int
    priority: int
    subject: str
    organisation: str
    vip: bool
    cluster: str
    state: TicketState
    created: int
    owner: str


class StateLook(NamedTuple):
    """How a state is shown: words, tone, icon."""

    words: str
    tone: str
    icon: str


STATES = {
    TicketState.KB_MISSING: StateLook("KB link missing", "warn", "link"),
    TicketState.TONE: StateLook("Tone to check", "warn", "message-square"),
    TicketState.UNKNOWN_EFFECT: StateLook("No answer yet", "warn", "circle-dashed"),
    TicketState.HANDED_OVER: StateLook("Handed over", "neutral", "user"),
    TicketState.DRAFT_READY: StateLook("Draft ready", "accent", "pencil"),
    TicketState.REPLY_HELD: StateLook("Reply held", "accent", "timer"),
    TicketState.ESCALATED: StateLook("Escalated", "info", "siren"),
    TicketState.CATEGORISED: StateLook("Categorised", "neutral", "tag"),
    TicketState.ANSWERED: StateLook("Answered", "ok", "check"),
    TicketState.TAKEN_BACK: StateLook("Taken back", "neutral", "undo-2"),
    TicketState.WAITING: StateLook("Waiting", "neutral", "circle"),
}
"""Each state of a ticket as its tag."""


def age_words(created_ms: int, now_ms: int) -> str:
    """Write how long ago a ticket came: ``47 min``, ``3 h 20``, ``5 d``."""
    minutes = max(0, now_ms - created_ms) // 60_000
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60:02}" if hours < 48 else f"{hours // 24} d"
