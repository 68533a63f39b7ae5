"""The table of tickets: what the lead looks at all the time. Any length, one repaint a second."""

from typing import Protocol

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QVBoxLayout

from ui.theme.fonts import px
from ui.theme.look import color, look
from ui.theme.ticket_row import TicketColumn, TicketRow
from ui.widgets.painted import follow_look, smooth, width_of
from ui.widgets.ticket_delegate import TicketDelegate
from ui.widgets.ticket_rows import TicketRows

_WIDE = 1100
_SUBJECT = 230
"""Room that number and subject keep before the cluster's column goes."""
_SAMPLED = 60
_ORGANISATIONS = (150, 250)
_STAR = 44
"""Padding, and the star of a VIP."""
_WIDTHS = {
    TicketColumn.TIME_LEFT: 118,
    TicketColumn.PRIORITY: 36,
    TicketColumn.CLUSTER: 130,
    TicketColumn.STEP: 142,
    TicketColumn.AGE: 84,
    TicketColumn.OWNER: 120,
}


class TicketModel(Protocol):
    """What the table needs of its model beside Qt's own: ``ui.models.queue.QueueModel`` has it."""

    def row_at(self, row: int) -> TicketRow: ...  # noqa: D102
    def ticket_at(self, row: int) -> int: ...  # noqa: D102
    def row_of(self, ticket: int) -> int: ...  # noqa: D102
    def sort_by(self, column: int, descending: bool = False) -> None: ...  # noqa: D102
    def tick(self, now_ms: int) -> bool: ...  # noqa: D102
    def refresh(self) -> None: ...  # noqa: D102


class TicketTable(QFrame):
    """A rounded frame that paints ground and head, and in it the rows, transparent.

    The current ticket and the ticked ones are kept by id, whatever is sorted, filtered or loaded anew.
    """

    ticket_opened = Signal(int)
    current_changed = Signal(int)
    checked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = TicketRows(self)
        self._delegate = TicketDelegate(self.view)
        self._model: TicketModel | None = None
        self._current, self._due = 0, False
        self.view.setItemDelegate(self._delegate)
        self.view.head.sectionClicked.connect(self._sort_on)
        self.view.clicked.connect(self._take_click)
        self.view.doubleClicked.connect(lambda _: self.open_current())
        self.view.opened.connect(self.open_current)
        self.view.ticked.connect(self.toggle_check)
        self.view.hovered.connect(self._hover)
        self.view.left.connect(self._catch_up)
        self.view.focused.connect(self._show_focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        look().changed.connect(self._measure)
        follow_look(self)

    def show_model(self, model: TicketModel) -> None:
        """Show the rows of this model; it is one of Qt's table models, too."""
        self._model = model
        self._delegate.read_from(model)
        self.view.setModel(model)  # type: ignore[arg-type]
        self.view.selectionModel().currentRowChanged.connect(self._note_current)
        self.view.model().modelReset.connect(self._find_again)
        self.view.model().modelReset.connect(self._measure)
        self.view.model().layoutChanged.connect(self._find_again)
        stretch = QHeaderView.ResizeMode.Stretch
        self.view.head.setSectionResizeMode(TicketColumn.TICKET, stretch)
        self.view.head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self._measure()

    # ------------------------------------------------------------------ what the keys do

    def move(self, step: int) -> None:  # type: ignore[override]
        """Go ``step`` rows down, or up when negative; the first call takes the first row."""
        rows = self.view.model().rowCount() if self._model else 0
        if rows:
            row = self.view.currentIndex().row()
            self._go(min(max(row + step, 0), rows - 1) if row >= 0 else 0)
            self.view.keyed = True
            self._show_focus()

    def toggle_check(self) -> None:
        """Tick the current ticket, or take its tick away."""
        if self._current:
            self._delegate.checked ^= {self._current}
            self.view.viewport().update()
            self.checked_changed.emit()

    def open_current(self) -> None:
        """Tell that the current ticket shall be opened."""
        if self._current:
            self.ticket_opened.emit(self._current)

    def current(self) -> int:
        """Return the current ticket's id, 0 for none."""
        return self._current

    def go_to(self, ticket: int) -> bool:
        """Make this ticket the current one; False when it is not shown."""
        row = self._model.row_of(ticket) if self._model else -1
        if row >= 0:
            self._go(row)
        return row >= 0

    def checked(self) -> frozenset[int]:
        """Return the ids of the ticked tickets, shown or not."""
        return frozenset(self._delegate.checked)

    def check(self, tickets: frozenset[int]) -> None:
        """Tick exactly these tickets."""
        self._delegate.checked = set(tickets)
        self.view.viewport().update()
        self.checked_changed.emit()

    # ------------------------------------------------------------------ time

    def tick(self, now_ms: int) -> None:
        """Repaint the visible part of the clocks; nothing moves under the pointer or the focus."""
        self._delegate.now = now_ms
        port, clocks = self.view.viewport(), self.view.columnViewportPosition(0)
        port.update(QRect(clocks, 0, self.view.columnWidth(0), port.height()))
        if self._model is not None and self._model.tick(now_ms):
            self._due = True
            self._catch_up()

    def _catch_up(self) -> None:
        busy = self.view.underMouse() or self.view.hasFocus()
        if self._due and not busy and self._model is not None:
            self._due = False
            self._model.refresh()
            self.view.viewport().update()

    # ------------------------------------------------------------------ inside

    def _go(self, row: int) -> None:
        self.view.setCurrentIndex(self.view.model().index(row, 0))

    def _note_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        ticket = self._model.ticket_at(current.row()) if self._model else 0
        self._delegate.selected = current.row()
        self._delegate.selected_ticket = ticket
        self._show_focus()
        self.view.viewport().update()
        if ticket and ticket != self._current:
            self._current = ticket
            self.current_changed.emit(ticket)

    def _find_again(self) -> None:
        """The rows are others now: the current ticket keeps its selection where it is still shown."""
        row = self._model.row_of(self._current) if self._model and self._current else -1
        self._delegate.selected = row
        self._delegate.selected_ticket = self._current if row >= 0 else 0
        self._delegate.hovered = -1
        if row >= 0 and row != self.view.currentIndex().row():
            self._go(row)
        elif row < 0 and self._current:
            self._current = 0
            self.current_changed.emit(0)
        self._show_focus()

    def _take_click(self, index: QModelIndex) -> None:
        if index.column() == TicketColumn.PRIORITY:
            self.toggle_check()

    def _sort_on(self, column: int) -> None:
        head = self.view.head
        again = head.sortIndicatorSection() == column
        down = again and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)
        if self._model is not None:
            self._model.sort_by(column, down)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.view.viewport().update()

    def _show_focus(self) -> None:
        keyed = self.view.keyed and self.view.hasFocus()
        self._delegate.ringed = self.view.currentIndex().row() if keyed else -1
        self.view.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, head and the rounded border."""
        painter, box = smooth(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape, head = QPainterPath(), px(32) + 1
        shape.addRoundedRect(box, 8, 8)
        painter.fillPath(shape, color("surface"))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width(), head), color("sunken"))
        painter.fillRect(QRectF(0, head, self.width(), 1), color("border"))
        painter.restore()
        painter.setPen(color("border"))
        painter.drawPath(shape)
        painter.end()

    def _measure(self) -> None:
        self.view.head.measure()
        self.view.verticalHeader().setDefaultSectionSize(px(36))
        if self._model is None:
            return
        widths = {column: px(wide) for column, wide in _WIDTHS.items()}
        widths[TicketColumn.ORGANISATION] = self._organisations()
        hidden = {TicketColumn.AGE, TicketColumn.OWNER} if self.width() < px(_WIDE) else set()
        taken = sum(wide for column, wide in widths.items() if column not in hidden)
        if self.width() - taken < px(_SUBJECT):
            hidden |= {TicketColumn.CLUSTER}
        for column, wide in widths.items():
            self.view.setColumnHidden(column, column in hidden)
            self.view.setColumnWidth(column, wide)

    def _organisations(self) -> int:
        """A subject may be cut, an organisation not before it: take what the longest of the first names needs."""
        rows = min(self.view.model().rowCount(), _SAMPLED)
        shown = [self._model.row_at(row) for row in range(rows)] if self._model else []
        widest = max((width_of(row.organisation, "body") for row in shown), default=0.0)
        least, most = _ORGANISATIONS
        return min(max(round(widest) + px(_STAR), px(least)), px(most))
