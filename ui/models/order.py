"""What each column is sorted by: one whole number per ticket."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.domain.queue import Queue
from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.theme.ticket_row import TicketColumn

# Where no clock runs, what is paused comes before what has no target, and what is met comes last.
_STANDING = np.zeros(len(ClockState), np.int64)
_STANDING[ClockState.UNKNOWN], _STANDING[ClockState.MET] = 1, 2


def sort_keys(
    queue: Queue,
    column: TicketColumn,
    clusters: Mapping[int, str],
    states: NDArray[np.int8],
    owners: Mapping[int, str],
) -> NDArray[np.int64]:
    """Return the key of every ticket, in the queue's own order; the smallest stands first."""
    match column:
        case TicketColumn.TIME_LEFT:
            running = queue.clocks == ClockState.RUNNING
            return np.where(running, queue.deadlines, NO_DEADLINE) + _STANDING[queue.clocks]
        case TicketColumn.PRIORITY:
            return -queue.priorities.astype(np.int64)
        case TicketColumn.TICKET:
            return queue.ids
        case TicketColumn.ORGANISATION:
            return _ranks(queue.organisations)
        case TicketColumn.CLUSTER:
            return _ranks([clusters.get(ticket, "\uffff") for ticket in queue.ids.tolist()])
        case TicketColumn.STEP:
            return states.astype(np.int64)
        case TicketColumn.AGE:
            return queue.created
        case TicketColumn.OWNER:
            return _ranks([owners.get(one, f"agent {one}") for one in queue.assignees.tolist()])


def _ranks(words: Sequence[str]) -> NDArray[np.int64]:
    """Number the words in their order, case aside; equal words get equal numbers."""
    lower = [word.lower() for word in words]
    number = {word: at for at, word in enumerate(sorted(set(lower)))}
    return np.fromiter((number[word] for word in lower), np.int64, len(lower))
