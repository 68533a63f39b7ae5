"""A few rows of plain words in the look of the tickets' table, each with one thing to do where wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout

from ui.theme.fonts import px
from ui.theme.look import color, look
from ui.widgets.painted import follow_look, smooth
from ui.widgets.text import Label, Link
from ui.widgets.ticket_clock import TicketClock


class SimpleTable(QFrame):
    """For what fits on a page: for thousands of rows there is ``TicketTable``.

    ``stretch`` is the column that takes the room, or the shares of the first two. ``acted`` tells the number of the row whose action was taken.
    """

    acted = Signal(int)

    def __init__(self, columns: Sequence[str], stretch: int | tuple[int, int] = 0) -> None:
        super().__init__()
        self._columns, self._rows = tuple(columns), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 1, 14, 1)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        if isinstance(stretch, int):
            self._grid.setColumnStretch(stretch, 1)
        else:
            for at, share in enumerate(stretch):
                self._grid.setColumnStretch(at, share)
        for at, title in enumerate(self._columns):
            self._grid.addWidget(Label(title, "caption_strong", "text3"), 0, at)
        look().changed.connect(self._measure)
        follow_look(self)
        self._measure()

    def show_rows(
        self,
        rows: Sequence[Sequence[str]],
        actions: Sequence[str] = (),
        mono: frozenset[int] = frozenset(),
        tickets: Sequence[Sequence[int]] = (),
    ) -> None:
        """Show these rows; ``actions`` gives each row its word, ``mono`` names columns of ids or hashes.

        ``tickets`` says whose countdown stands behind each row: of several the nearest.
        """
        self._clear()
        self._rows = len(rows)
        for number, row in enumerate(rows, 1):
            for at, words in enumerate(row):
                role, tone = ("mono", "text2") if at in mono else ("body", "text")
                self._grid.addWidget(Label(words, role, tone, elide=True), number, at)
            if tickets:
                self._grid.addWidget(TicketClock(*tickets[number - 1]), number, len(row))
            if actions and actions[number - 1]:
                link = self._link(actions[number - 1], number - 1, row)
                self._grid.addWidget(link, number, len(row) + bool(tickets))
        said = f"{len(rows)} rows: " + ", ".join(title for title in self._columns if title)
        self.setAccessibleName(said)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, head, lines between rows, border."""
        painter, box = smooth(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        painter.fillPath(shape, color("surface"))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width(), px(32) + 1), color("sunken"))
        for row in range(self._rows):
            painter.fillRect(QRectF(0, px(32) + 1 + row * px(36), self.width(), 1), color("border"))
        painter.setClipping(False)
        painter.setPen(color("border"))
        painter.drawPath(shape)
        painter.end()

    def _link(self, action: str, number: int, row: Sequence[str]) -> Link:
        link = Link(action)
        link.setAccessibleName(f"{action}: {row[0] if row else number}")
        link.clicked.connect(lambda: self.acted.emit(number))
        return link

    def _clear(self) -> None:
        for number in range(1, self._rows + 1):
            self._grid.setRowMinimumHeight(number, 0)
            for at in range(self._grid.columnCount()):
                item = self._grid.itemAtPosition(number, at)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()

    def _measure(self) -> None:
        self._grid.setRowMinimumHeight(0, px(32))
        for number in range(1, self._rows + 1):
            self._grid.setRowMinimumHeight(number, px(36))
        self.setFixedHeight(px(32) + self._rows * px(36) + 2)
