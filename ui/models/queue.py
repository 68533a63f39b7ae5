"""The queue as Qt's item model: columns as they came, and one array that says which row stands where."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.queue import Queue, make_queue
from desktop.domain.standing import NO_DEADLINE, ClockState, TicketState
from ui.models.haystack import Haystack
from ui.models.order import sort_keys
from ui.models.spoken import cell_words, row_words
from ui.theme.ticket_row import SPOKEN_TITLES, TITLES, TicketColumn, TicketRow
from ui.theme.time_left import LIMITS, MINUTE

_INSIDE_90 = [limit for limit, _ in LIMITS].index(90 * MINUTE)
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class QueueCounts:
    """How many tickets there are, are shown, end within 90 minutes or are over, and stand in each state."""

    total: int
    shown: int
    inside_90: int
    states: Mapping[TicketState, int]


class QueueModel(QAbstractTableModel):
    """Tickets in the order and choice of the screen; one signal per change, whatever its size."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0
        self._crossed: tuple[int, ...] = ()
        self._owners: Mapping[int, str] = {}
        self._text = ""
        self._states_wanted: Set[TicketState] | None = None
        self._inside: int | None = None
        self._column, self._descending = TicketColumn.TIME_LEFT, False
        self._take(make_queue(()), {}, {})

    # ------------------------------------------------------------------ what is shown

    def load(
        self,
        queue: Queue,
        clusters: Mapping[int, str],
        states: Mapping[int, TicketState],
        owners: Mapping[int, str] | None = None,
    ) -> None:
        """Show these tickets; order and filters stay. ``owners`` names the assignees' ids."""
        self.beginResetModel()
        self._owners = owners or {}
        self._take(queue, clusters, states)
        self.endResetModel()

    def update_states(self, states: Mapping[int, TicketState]) -> None:
        """Take over how far the tickets are; those not named wait."""
        self._states = _column_of(self._queue, states)
        self._keys.pop(TicketColumn.STEP, None)
        if self._states_wanted is not None or self._column == TicketColumn.STEP:
            self.refresh()
        elif len(self._order):
            self.dataChanged.emit(
                self.index(0, TicketColumn.STEP), self.index(len(self._order) - 1, TicketColumn.STEP)
            )  # fmt: skip

    def sort_by(self, column: int, descending: bool = False) -> None:
        """Order by a column; equals by deadline, then id. Selections stay with their tickets."""
        self._column, self._descending = TicketColumn(column), descending
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        tickets = [self.ticket_at(index.row()) for index in kept]
        self._sort()
        self._choose()
        moved = [
            self.index(self.row_of(ticket), index.column())
            for ticket, index in zip(tickets, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def filter_text(self, text: str) -> None:
        """Show only tickets whose number, subject or organisation holds these words."""
        self._text = text.strip()
        self.refresh()

    def filter_states(self, states: Set[TicketState] | None) -> None:
        """Show only tickets in these states; None shows all."""
        self._states_wanted = states
        self.refresh()

    def filter_inside(self, ms: int | None) -> None:
        """Show only running clocks with at most ``ms`` left at the last tick; None shows all."""
        self._inside = ms
        self.refresh()

    def refresh(self) -> None:
        """Choose anew which tickets are shown, in one reset."""
        self.beginResetModel()
        if self._column not in self._keys:
            self._sort()
        self._choose()
        self.endResetModel()

    def tick(self, now_ms: int) -> bool:
        """Note the time; True when a clock has crossed 4 hours, 90 or 30 minutes or its end since."""
        self._now = now_ms
        before, self._crossed = self._crossed, self._crossings()
        return before != self._crossed

    # ------------------------------------------------------------------ asking

    def ticket_at(self, row: int) -> int:
        """Return the ticket's id in a row, 0 outside."""
        return int(self._queue.ids[self._order[row]]) if 0 <= row < len(self._order) else 0

    def shown(self) -> tuple[int, ...]:
        """Return the ids of the tickets shown, in order."""
        return tuple(self._queue.ids[self._order].tolist())

    def row_of(self, ticket: int) -> int:
        """Return the row of a ticket, -1 when it is not shown."""
        place = self._queue.row_of.get(ticket)
        return -1 if place is None else int(self._places[place])

    def row_at(self, row: int) -> TicketRow:
        """Return what a row shows. Raises IndexError outside."""
        queue, at = self._queue, int(self._order[row])
        ticket = int(queue.ids[at])
        return TicketRow(
            ticket, int(queue.deadlines[at]), int(queue.clocks[at]), int(queue.priorities[at]),
            queue.subjects[at], queue.organisations[at], bool(queue.vip[at]),
            self._clusters.get(ticket, ""), TicketState(int(self._states[at])),
            int(queue.created[at]), self._owner(int(queue.assignees[at])),
        )  # fmt: skip

    def counts(self) -> QueueCounts:
        """Return how many there are, whatever is filtered."""
        each = np.bincount(self._states, minlength=len(TicketState))
        states = {state: int(each[state]) for state in TicketState}
        return QueueCounts(
            len(self._queue), len(self._order), self._crossings()[_INSIDE_90], states
        )

    # ------------------------------------------------------------------ Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many tickets are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(TicketColumn)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell in words; a screen reader hears the whole row in the first column."""
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(self.row_at(index.row()), index.column(), self._now)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row_at(index.row())
            first = index.column() == TicketColumn.TIME_LEFT
            return (
                row_words(row, self._now) if first else cell_words(row, index.column(), self._now)
            )
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return SPOKEN_TITLES[section] if role == Qt.ItemDataRole.AccessibleTextRole else None

    # ------------------------------------------------------------------ inside

    def _take(
        self, queue: Queue, clusters: Mapping[int, str], states: Mapping[int, TicketState]
    ) -> None:
        self._queue, self._clusters = queue, clusters
        self._states = _column_of(queue, states)
        self._keys: dict[TicketColumn, NDArray[np.int64]] = {}
        rows = zip(queue.ids.tolist(), queue.subjects, queue.organisations, strict=True)
        self._words = Haystack(f"#{ticket} {subject} {org}" for ticket, subject, org in rows)
        running = queue.deadlines[queue.clocks == ClockState.RUNNING]
        self._running = np.sort(running[running < NO_DEADLINE])
        self._crossed = self._crossings()
        self._sort()
        self._choose()

    def _sort(self) -> None:
        if self._column not in self._keys:
            self._keys[self._column] = sort_keys(
                self._queue, self._column, self._clusters, self._states, self._owners
            )
        keys = self._keys[self._column]
        keys = -keys if self._descending else keys
        self._sorted = np.lexsort((self._queue.ids, self._queue.deadlines, keys)).astype(np.int32)

    def _choose(self) -> None:
        """Which rows are shown, in order, and where each row of the queue stands (-1: nowhere)."""
        wanted = self._wanted()
        self._order = self._sorted if wanted is None else self._sorted[wanted[self._sorted]]
        self._places = np.full(len(self._queue), -1, np.int32)
        self._places[self._order] = np.arange(len(self._order), dtype=np.int32)

    def _wanted(self) -> NDArray[np.bool_] | None:
        wanted: NDArray[np.bool_] | None = None
        if self._text:
            wanted = self._words.find(self._text)
        if self._states_wanted is not None:
            fits = np.isin(self._states, [int(state) for state in self._states_wanted])
            wanted = fits if wanted is None else wanted & fits
        if self._inside is not None:
            running = self._queue.clocks == ClockState.RUNNING
            fits = running & (self._queue.deadlines - self._now <= self._inside)
            wanted = fits if wanted is None else wanted & fits
        return wanted

    def _crossings(self) -> tuple[int, ...]:
        """How many running clocks are past each limit."""
        limits = np.array([self._now + limit for limit, _ in LIMITS], np.int64)
        return tuple(np.searchsorted(self._running, limits, side="right").tolist())

    def _owner(self, assignee: int) -> str:
        return self._owners.get(assignee, f"Agent {assignee}") if assignee else "Nobody"


def _column_of(queue: Queue, states: Mapping[int, TicketState]) -> NDArray[np.int8]:
    column = np.full(len(queue), TicketState.WAITING, np.int8)
    for ticket, state in states.items():
        place = queue.row_of.get(ticket)
        if place is not None:
            column[place] = state
    return column
