"""The queue in columns: what a table of tickets needs, frozen, one array or tuple to a column.

Views hold no ticket rows; they name tickets by id and the screen looks them up here. All columns have the same
length and order (as read); sorting and filtering are the screen's own order array.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.domain.standing import NO_DEADLINE, ClockState
from desktop.domain.ticket import Priority, Ticket
from desktop.domain.values import to_millis

_RANK = {None: 0, Priority.LOW: 1, Priority.NORMAL: 2, Priority.HIGH: 3, Priority.URGENT: 4}
_CLOCKS = {"active": ClockState.RUNNING, "paused": ClockState.PAUSED, "achieved": ClockState.MET}


@dataclass(frozen=True, eq=False)
class Queue:
    """Tickets in columns.

    Attributes:
        ids: Ticket ids, int64.
        deadlines: The earliest running breach in epoch milliseconds, int64; ``NO_DEADLINE`` where none runs.
        clocks: ``ClockState`` per ticket, int8.
        created: When it came, epoch milliseconds, int64.
        priorities: 0 none, 1 low, 2 normal, 3 high, 4 urgent, int8.
        vip: Whether the organisation is a VIP one, bool.
        assignees: The assignee's account id, int64; 0 for nobody.
        subjects: As the customer wrote them: hostile until shown as plain text.
        organisations: Names, empty where the ticket has none.
    """

    ids: NDArray[np.int64]
    deadlines: NDArray[np.int64]
    clocks: NDArray[np.int8]
    created: NDArray[np.int64]
    priorities: NDArray[np.int8]
    vip: NDArray[np.bool_]
    assignees: NDArray[np.int64]
    subjects: tuple[str, ...]
    organisations: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row of each ticket id."""
        return {int(ticket): row for row, ticket in enumerate(self.ids)}


def make_queue(tickets: Iterable[Ticket]) -> Queue:
    """Put tickets into columns, in the order given."""
    rows = tuple(tickets)
    running = [to_millis(t.deadline) if t.deadline else NO_DEADLINE for t in rows]
    return Queue(
        ids=np.array([t.id for t in rows], np.int64),
        deadlines=np.array(running, np.int64),
        clocks=np.array([_clock(t) for t in rows], np.int8),
        created=np.array([to_millis(t.created_at) for t in rows], np.int64),
        priorities=np.array([_RANK[t.priority] for t in rows], np.int8),
        vip=np.array([t.vip for t in rows], np.bool_),
        assignees=np.array([t.assignee_id or 0 for t in rows], np.int64),
        subjects=tuple(t.subject for t in rows),
        organisations=tuple(t.organisation.name if t.organisation else "" for t in rows),
    )


def _clock(ticket: Ticket) -> ClockState:
    """A running clock counts first, then a paused one, then one that was met."""
    states = [_CLOCKS.get(clock.stage, ClockState.UNKNOWN) for clock in ticket.clocks]
    return min(states, default=ClockState.UNKNOWN)
