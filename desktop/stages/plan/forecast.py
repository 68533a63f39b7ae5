"""What becomes of the clocks: which replies leave in time, which tickets run out, given who answers when.

Everything is counted from this queue's own deadlines. The deck's replies leave after the manager's yes and the
hold, which is shortened where a deadline needs it (DESIGN §7); agents answer by hand, the nearest deadline first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from desktop.domain.plan import DraftKind, DraftNeed, Range
from desktop.domain.ticket import Ticket
from desktop.stages.plan.contract import Simulation

HORIZON = 8 * 3600
"""Seconds looked ahead by the simulator: one shift."""

SOON, LIKELY, LATE = 60, 360, 1200
"""Seconds from now to the manager's yes: at once, usual, and when somebody has to be found first."""

_WITH_NOTE = 0.5
"""With a note prepared by the deck an agent needs half the time of an answer from nothing."""

Seconds = NDArray[np.float64]


def predicted(
    at_risk: Iterable[Ticket], needs: Iterable[DraftNeed], now: datetime
) -> tuple[Range, int]:
    """Return how many tickets at risk breach when nobody else answers, and how many likely get their reply.

    A ticket breaches without a reply of ours, or when its deadline comes before the manager's yes.
    """
    replied = {need.ticket for need in needs if need.kind is DraftKind.PUBLIC_REPLY}
    left = {
        ticket.id: (ticket.deadline - now).total_seconds() for ticket in at_risk if ticket.deadline
    }
    late = [
        sum(ticket not in replied or seconds <= wait for ticket, seconds in left.items())
        for wait in (SOON, LIKELY, LATE)
    ]
    return Range(*late), len(left) - late[1]


@dataclass(frozen=True)
class ClockTable:
    """The running clocks in scope as columns, the nearest deadline first.

    Attributes:
        left: Seconds to each deadline; those over already are left out.
        rank: Place among the drafts if the batch had no end; a large number for none.
        public: Whether its draft is a public reply.
    """

    left: Seconds
    rank: NDArray[np.int64]
    public: NDArray[np.bool_]


def clock_table(tickets: Sequence[Ticket], needs: Sequence[DraftNeed], now: datetime) -> ClockTable:
    """Return the columns; ``needs`` are those of a batch without end."""
    places = {need.ticket: place for place, need in enumerate(needs)}
    public = {need.ticket for need in needs if need.kind is DraftKind.PUBLIC_REPLY}
    rows = sorted(
        ((ticket.deadline - now).total_seconds(), ticket.id)
        for ticket in tickets
        if ticket.deadline and ticket.deadline > now
    )
    return ClockTable(
        np.array([left for left, _ in rows], np.float64),
        np.array([places.get(ticket, 1 << 40) for _, ticket in rows], np.int64),
        np.array([ticket in public for _, ticket in rows], np.bool_),
    )


def simulate(
    table: ClockTable, agents: int, batch: int, hold: int, by_hand: float, margin: int
) -> Simulation:
    """Return what would breach within a shift.

    Args:
        table: The clocks.
        agents: People answering by hand from now on.
        batch: Drafts the deck prepares at most.
        hold: Seconds a public reply is held.
        by_hand: Seconds an agent needs for an answer from nothing.
        margin: Seconds a held reply leaves before its deadline at the latest.
    """
    drafted = table.rank < batch
    ours = drafted & table.public & (table.left > LIKELY)
    whole = int(np.count_nonzero(ours & (table.left - margin >= LIKELY + hold)))
    theirs = ~ours
    work = np.where(drafted[theirs], by_hand * _WITH_NOTE, by_hand)
    left = table.left[theirs]
    done = np.maximum(np.cumsum(work) / agents, work) if agents else np.full(len(left), np.inf)
    late = (done > left) & (left <= HORIZON)
    soon = int(np.count_nonzero(table.left <= HORIZON))
    return Simulation(
        agents=agents,
        batch_size=batch,
        hold_seconds=hold,
        clocks=soon,
        breaches=int(np.count_nonzero(late)),
        replies=int(np.count_nonzero(ours)),
        undoable=whole,
    )
