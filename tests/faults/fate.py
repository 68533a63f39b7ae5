"""What befalls a round: when the program is killed, how the services fail, what colleagues change."""

from dataclasses import dataclass
from random import Random
from typing import Any

Fault = dict[str, Any]

_SHAPES: tuple[Fault, ...] = (
    {"kind": "reset_before"},
    {"kind": "reset_after"},
    {"kind": "half_open", "delay_seconds": 0.3},
    {"kind": "truncated", "part": 0.5},
    {"kind": "truncated", "part": 0.0},
    {"kind": "length_long"},
    {"kind": "length_short"},
    {"kind": "twice"},
    {"kind": "html"},
    {"kind": "nonsense"},
    {"kind": "status", "status": 429, "retry_after": 0},
    {"kind": "status", "status": 429, "retry_after": 3600},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 401},
)
_PLACES: tuple[Fault, ...] = (
    {"service": "zendesk", "method": "PUT", "path": "/api/v2/tickets/"},
    {"service": "zendesk", "method": "PUT", "path": "/api/v2/tickets/"},
    {"service": "zendesk", "method": "GET", "path": "/api/v2/tickets"},
    {"service": "slack", "method": "POST", "path": "/slack/api/chat."},
)


@dataclass(frozen=True)
class Kill:
    """A moment: ``seconds`` after the desk is open, or at the ``count``-th crossing of a boundary."""

    seconds: float = 0.0
    at: str = ""
    count: int = 0


@dataclass(frozen=True)
class Edit:
    """What a colleague does to one ticket: ``category``, ``tags`` or ``priority``."""

    ticket: int
    what: str


@dataclass(frozen=True)
class Fate:
    """One round. After the n-th kill comes the n-th of the ``edits``, if there is one."""

    kills: tuple[Kill, ...]
    undo: bool
    faults: tuple[Fault, ...] = ()
    edits: tuple[Edit, ...] = ()
    late: bool = False


def draw(random: Random, kills: int, tickets: list[int]) -> Fate:
    """Draw a round of so many kills."""
    moments = tuple(Kill(seconds=random.uniform(0.01, 0.4)) for _ in range(kills))
    faults = tuple(_fault(random) for _ in range(random.randint(0, 4)))
    touched = random.sample(tickets, min(kills, random.randint(0, 3)))
    edits = tuple(Edit(t, random.choice(("category", "tags", "priority"))) for t in touched)
    return Fate(moments, random.random() < 0.5, faults, edits)


def _fault(random: Random) -> Fault:
    skip = {"skip": random.randint(0, 12), "count": random.choice((1, 1, 2))}
    return {**random.choice(_PLACES), **random.choice(_SHAPES), **skip}
