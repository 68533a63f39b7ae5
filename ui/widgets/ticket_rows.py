"""The rows of the tickets' table: Qt's own view, with our keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.widgets.ticket_delegate import TicketDelegate
from ui.widgets.ticket_ground import paint_grounds, paint_ring
from ui.widgets.ticket_head import TicketHead

_OPEN = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TicketRows(QTableView):
    """Qt's table with our keys: Enter opens, Space ticks, letters are left to the shortcuts."""

    opened = Signal()
    ticked = Signal()
    hovered = Signal(int)
    left = Signal()
    focused = Signal()

    def __init__(self, parent: QFrame) -> None:
        super().__init__(parent)
        self.keyed = False
        self.head = TicketHead(self)
        self.setHorizontalHeader(self.head)
        self.head.setSortIndicatorShown(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(10)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        # Qt would fill a selected row itself, over the ground that is already there.
        calm = self.palette()
        calm.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(calm)
        self.setAccessibleName("Tickets")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds, the cells, and the ring where the keyboard stands."""
        rows = self.itemDelegate()
        if not isinstance(rows, TicketDelegate):
            return
        rows.begin(self.devicePixelRatioF())
        painter = QPainter(self.viewport())
        paint_grounds(painter, self, rows)
        painter.end()
        super().paintEvent(event)
        if rows.ringed >= 0:
            painter = QPainter(self.viewport())
            paint_ring(painter, self, rows.ringed)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, tick with Space, leave letters alone."""
        self.keyed = True
        if Qt.Key(event.key()) in _OPEN:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.ticked.emit()
        elif event.text() and event.text().isprintable():
            # A letter is a shortcut of the window, never a search of the table.
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.focused.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The keyboard does not lead any more."""
        self.keyed = False
        super().mousePressEvent(event)
        self.focused.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the row under the pointer."""
        self.hovered.emit(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        self.hovered.emit(-1)
        super().leaveEvent(event)
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard stands."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere: what waited may move."""
        super().focusOutEvent(event)
        self.focused.emit()
        self.left.emit()
