"""What befalls a round: when the program is killed, how the services fail, what colleagues change."""

from dataclasses import dataclass
from random import Random

from tests.faults.edits import KINDS, Edit
from tests.faults.failures import REPEATABLE, Failure, How

_PLACES: tuple[tuple[str, str, str], ...] = (
    ("zendesk", "PUT", "/api/v2/tickets/"),
    ("zendesk", "PUT", "/api/v2/tickets/"),
    ("zendesk", "GET", "/api/v2/tickets"),
    ("slack", "POST", "/slack/api/chat."),
    ("slack", "GET", "/slack/api/conversations."),
)
"""Writes on tickets twice: most effects are one."""


_HOUR, _DAY = 3600, 86_400
_SLEEPY, _CRAMPED, _AMENDED = 0.3, 0.2, 0.4
_ROOM = 200_000
"""Bytes; a run writes about so many."""
_SKEWS = (0, 0, 0, -_DAY, -_HOUR, _HOUR, _DAY)
_SKIPS = (0, 0, 0, 0, 600, _HOUR, _DAY)


@dataclass(frozen=True)
class Kill:
    """A moment: ``seconds`` after the desk is open, or at the ``count``-th crossing of a boundary with
    something ``about`` it.

    Where it ``sleeps``, the program is not killed: it stands still while so many seconds pass outside, and goes on.
    With ``room`` the operating system lets its files grow by so many bytes and no further (RLIMIT_FSIZE, setrlimit(2)).
    """

    seconds: float = 0.0
    sleeps: int = 0
    at: str = ""
    count: int = 0
    about: str = ""
    room: int = 0


@dataclass(frozen=True)
class Fate:
    """One round. After the n-th kill comes the n-th of the ``edits``, if there is one.

    Attributes:
        amend: Whether a held reply gets other words, and a yes to them.
        skews: Seconds by which the n-th life's own clock is set ahead or back.
        skips: Seconds that pass outside after the n-th life: the computer slept.
    """

    kills: tuple[Kill, ...]
    undo: bool
    failures: tuple[Failure, ...] = ()
    edits: tuple[Edit, ...] = ()
    late: bool = False
    amend: bool = False
    skews: tuple[int, ...] = ()
    skips: tuple[int, ...] = ()


def draw(random: Random, kills: int, tickets: list[int]) -> Fate:
    """Draw a round of so many kills."""
    moments = [Kill(seconds=random.uniform(0.01, 0.4)) for _ in range(kills)]
    failures = tuple(_failure(random) for _ in range(random.randint(0, 4)))
    touched = random.sample(tickets, min(kills, random.randint(0, 3)))
    edits = tuple(Edit(t, random.choice(KINDS)) for t in touched)
    undo = random.random() < 0.5
    # Undo has a window: where time jumps out of it, there is nothing left to judge.
    skews = () if undo else tuple(random.choice(_SKEWS) for _ in range(kills))
    skips = () if undo else tuple(random.choice(_SKIPS) for _ in range(kills))
    if not undo and random.random() < _SLEEPY:
        moments.insert(0, Kill(seconds=random.uniform(0.01, 0.2), sleeps=_HOUR))
    if random.random() < _CRAMPED:
        moments.insert(0, Kill(room=random.randint(1, _ROOM)))
    amend = random.random() < _AMENDED
    return Fate(tuple(moments), undo, failures, edits, amend=amend, skews=skews, skips=skips)


def _failure(random: Random) -> Failure:
    how, place = random.choice(list(How)), random.choice(_PLACES)
    if how is How.DELIVERED_TWICE and place[1] not in REPEATABLE:
        how = How.RESET_AFTER
    return Failure(how, *place, skip=random.randint(0, 12), count=random.choice((1, 1, 2)))
