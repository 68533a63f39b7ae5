"""Clocks of a whole queue at once: the rules of ``runs`` and ``clock`` over columns of events.

Each ticket under the terms in force now, which is how Zendesk measures its whole life. One event is one row of
three columns; no object is made per ticket.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop.domain.sla.ruler import SECOND, Instants, Ruler
from desktop.domain.sla.runs import RUNS_IN
from desktop.domain.ticket import Status

NEVER = np.iinfo(np.int64).max
"""Stands where no clock runs."""

STATUSES = tuple(status.value for status in Status)
REPLIED, WROTE, NOTHING = len(STATUSES), len(STATUSES) + 1, len(STATUSES) + 2
"""What an event is: the place of its status in ``STATUSES``, a public reply, a customer's comment, nothing."""

_ENDED = (STATUSES.index(Status.SOLVED), STATUSES.index(Status.CLOSED))
_Flags = NDArray[np.bool_]
_Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Events:
    """Every event of every ticket, ordered by ticket and then by time; each ticket's first is its creation.

    Attributes:
        tickets: The row of the ticket, int64, from 0 without a gap.
        at: Microseconds since the epoch.
        what: ``STATUSES`` by place, ``REPLIED``, ``WROTE``, ``NOTHING``; a creation tells its status.
    """

    tickets: NDArray[np.int64]
    at: Instants
    what: NDArray[np.int8]
    first: NDArray[np.int64] = field(init=False)
    """Where each ticket begins."""

    def __post_init__(self) -> None:
        starts = np.flatnonzero(np.diff(self.tickets, prepend=-1))
        object.__setattr__(self, "first", starts)

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, eq=False)
class Promised:
    """One target per ticket for one metric.

    Attributes:
        seconds: The time allowed; 0 where there is no target.
        ruler: The hours it counts in; None for calendar time.
    """

    seconds: NDArray[np.int64]
    ruler: Ruler | None = None


def deadlines(events: Events, metric: str, promised: Promised) -> Instants:
    """Return when each ticket's clock of this metric runs out, also in the past; ``NEVER`` where none runs now."""
    rows, since = np.arange(len(events.at)), _SINCE[metric](events)
    began = since[events.tickets]
    runs = _counts(events, metric) & (began >= 0) & (rows >= began)
    ends = np.append(events.first[1:], len(rows)) - 1
    wanted = np.flatnonzero(runs[ends] & (promised.seconds > 0))
    at = events.at if promised.ruler is None else promised.ruler.positions(events.at)
    left = promised.seconds[events.tickets] * SECOND - _used(events, at, runs, ends)
    lengths = np.append(np.diff(at), NEVER)
    lengths[ends] = NEVER
    enough = np.where(runs & (lengths >= left), rows, NEVER)
    last = np.minimum.reduceat(enough, events.first)[wanted]
    found = np.full(len(events), NEVER)
    due = at[last] + left[last]
    found[wanted] = due if promised.ruler is None else promised.ruler.earliest_of(due)
    return found


def earliest(columns: Sequence[Instants]) -> Instants:
    """Return each ticket's nearest deadline."""
    found: Instants = np.minimum.reduce(list(columns))
    return found


def _used(events: Events, at: Instants, runs: _Flags, ends: NDArray[np.int64]) -> Instants:
    """Return the time each ticket had used before each of its events."""
    lengths = np.append(np.diff(at), 0)
    lengths[ends] = 0
    total = np.cumsum(np.where(runs, lengths, 0))
    before: Instants = np.append(0, total[:-1])
    found: Instants = before - before[events.first][events.tickets]
    return found


def _counts(events: Events, metric: str) -> _Flags:
    """Say whether the status that holds after each event lets the clock run."""
    if metric not in RUNS_IN:
        return np.ones(len(events.at), np.bool_)
    told = np.where(events.what < len(STATUSES), np.arange(len(events.what)), 0)
    status = events.what[np.maximum.accumulate(told)]
    return np.isin(status, [STATUSES.index(name) for name in RUNS_IN[metric]])


def _answers(events: Events) -> _Flags:
    found: _Flags = (events.what == REPLIED) | np.isin(events.what, _ENDED)
    return found


def _last(events: Events, flags: _Flags) -> _Places:
    """Return the place of each ticket's last flagged event, -1 where there is none."""
    places = np.where(flags, np.arange(len(flags)), -1)
    found: _Places = np.maximum.reduceat(places, events.first)
    return found


def _creation(events: Events) -> _Places:
    return events.first


def _unanswered(events: Events) -> _Places:
    """Return the creation, of tickets nobody answered."""
    return np.where(np.logical_or.reduceat(_answers(events), events.first), -1, events.first)


def _waiting(events: Events) -> _Places:
    """Return the customer's first comment after the last answer, where there was an answer."""
    answer = _last(events, _answers(events))[events.tickets]
    rows = np.arange(len(events.at))
    waits = (events.what == WROTE) & (answer >= 0) & (rows > answer)
    place = np.minimum.reduceat(np.where(waits, rows, NEVER), events.first)
    return np.where(place == NEVER, -1, place)


def _since_reply(events: Events) -> _Places:
    """Return the last answer, where it is a public reply."""
    answer = _last(events, _answers(events))
    return np.where((answer >= 0) & (events.what[answer] == REPLIED), answer, -1)


_SINCE: dict[str, Callable[[Events], _Places]] = {
    "first_reply_time": _unanswered,
    "next_reply_time": _waiting,
    "periodic_update_time": _since_reply,
    "pausable_update_time": _since_reply,
    "requester_wait_time": _creation,
    "agent_work_time": _creation,
    "total_resolution_time": _creation,
}
"""Where the run of each metric began that goes on now; -1 where none does."""


def in_columns(histories: Mapping[int, Sequence[tuple[int, int]]]) -> Events:
    """Put (instant, what) pairs of tickets into columns, in the order of the mapping."""
    rows = [(row, at, what) for row, events in enumerate(histories.values()) for at, what in events]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Events(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].astype(np.int8))
