"""The countdown of a ticket that a row only names: looked up in the queue as it was last read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.widgets.clock import ClockLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.queue import Queue


@dataclass
class _Known:
    """The last queue, and the last tick: a row made between two ticks shows its clock at once."""

    queue: Queue | None = None
    now_ms: int | None = None


_known = _Known()


def know_queue(queue: Queue | None) -> None:
    """Look clocks up in this queue from now on; None: none is known."""
    _known.queue = queue
    if queue is None:
        _known.now_ms = None


def know_now(now_ms: int) -> None:
    """Remember this second (epoch milliseconds) for clocks that are made before the next."""
    _known.now_ms = now_ms


def clock_of(tickets: Iterable[int]) -> tuple[int, ClockState]:
    """Return deadline (epoch milliseconds) and state of the nearest clock among these tickets."""
    queue = _known.queue
    rows = [queue.row_of[one] for one in tickets if one in queue.row_of] if queue else []
    if queue is None or not rows:
        return NO_DEADLINE, ClockState.UNKNOWN
    # A clock that runs comes first, then the nearest.
    running = ClockState.RUNNING
    row = min(rows, key=lambda at: (queue.clocks[at] != running, int(queue.deadlines[at])))
    return int(queue.deadlines[row]), ClockState(int(queue.clocks[row]))


class TicketClock(ClockLabel):
    """Hidden while no clock of its tickets is known. Of several tickets it shows the nearest."""

    def __init__(self, *tickets: int) -> None:
        super().__init__()
        self._tickets = tickets
        self._look_up()

    def name(self, *tickets: int) -> None:
        """Show the clock of these tickets."""
        self._tickets = tickets
        self._look_up()

    def tick(self, now_ms: int) -> None:
        """Look its clock up and show what is left."""
        know_now(now_ms)
        self._look_up()

    def _look_up(self) -> None:
        self._deadline, self._state = clock_of(self._tickets)
        if _known.now_ms is not None:
            super().tick(_known.now_ms)
        if self._state == ClockState.UNKNOWN:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()

    def showEvent(self, event: object) -> None:
        """Stay away where nothing is known, whoever shows the row."""
        if self._state == ClockState.UNKNOWN:
            self.hide()


def tick_named(widget: QWidget, now_ms: int) -> None:
    """Paint every countdown of a ticket that is named somewhere in ``widget``."""
    for clock in widget.findChildren(TicketClock):
        clock.tick(now_ms)
