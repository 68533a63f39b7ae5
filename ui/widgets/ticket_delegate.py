"""One delegate paints every column of the tickets' table: no data per role, no style sheet, no markup."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.fonts import font, px
from ui.theme.icons import pixmap
from ui.theme.look import color, look
from ui.theme.plain import one_line
from ui.theme.ticket_row import TicketColumn, TicketRow, age_words
from ui.theme.time_left import Left, clock_words, time_left
from ui.widgets.clock import MARK_TOKEN, clock_role
from ui.widgets.painted import LEFT
from ui.widgets.ticket_paint import cut, mark_picture, priority_picture, tag_picture

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST = 14
_CELL = 10
_STAR = 14


class RowSource(Protocol):
    """Where the delegate reads its rows: the model, by one call per row."""

    def row_at(self, row: int) -> TicketRow:
        """Return what a row shows."""
        ...


class TicketDelegate(QStyledItemDelegate):
    """Paints a row from its values and the time.

    Attributes:
        now: Epoch milliseconds of the last tick.
        checked: Ids of the ticked tickets.
        selected: The selected row, -1 for none; it keeps its risk colours and gains a bar.
        selected_ticket: Its id, 0 for none.
        hovered: The row under the pointer, -1 for none.
        ringed: The row the keyboard stands on, -1 for none.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = 0
        self.checked: set[int] = set()
        self.selected = self.hovered = self.ringed = -1
        self.selected_ticket = 0
        self._source: RowSource | None = None
        self._rows: dict[int, TicketRow] = {}
        self._ratio = 1.0
        self._fonts: dict[str, QFont] = {}
        self._cells: dict[int, Callable[[QPainter, QRect, TicketRow], None]] = {
            TicketColumn.TIME_LEFT: self._time,
            TicketColumn.PRIORITY: self._priority,
            TicketColumn.TICKET: self._ticket,
            TicketColumn.ORGANISATION: self._organisation,
            TicketColumn.CLUSTER: self._cluster,
            TicketColumn.STEP: self._step,
            TicketColumn.AGE: self._age,
            TicketColumn.OWNER: self._owner,
        }
        look().changed.connect(self._fonts.clear)

    def read_from(self, source: RowSource) -> None:
        """Read rows from this model."""
        self._source = source

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # fmt: skip
        """36 high."""
        return QSize(px(100), px(36))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell; grounds, lines and ring are the view's."""
        row = index.row()
        values = self._rows.get(row)
        if values is None and self._source is not None:
            values = self._rows[row] = self._source.row_at(row)
        if values is not None:
            self._cells[index.column()](painter, option.rect, values)

    def begin(self, ratio: float) -> None:
        """A frame begins, on a screen with so many pixels to a logical one: read every row again, once."""
        self._rows.clear()
        self._ratio = ratio

    def is_checked(self, row: int) -> bool:
        """Say whether a row's ticket is ticked."""
        if not self.checked or self._source is None:
            return False
        return self._source.row_at(row).ticket in self.checked

    # ------------------------------------------------------------------ the columns

    def _time(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        left = time_left(row.deadline, row.clock, self.now)
        mark = mark_picture(left, self._ratio)
        side = px(12)
        painter.drawPixmap(rect.x() + _FIRST, rect.y() + (rect.height() - side) // 2, mark)
        words = clock_words(row.deadline, row.clock, self.now)
        place = rect.adjusted(_FIRST + side + 6, 0, 0, 0)
        self._write(painter, place, words, clock_role(left), MARK_TOKEN[left])

    def _priority(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        sign = priority_picture(row.priority, row.ticket in self.checked, self._ratio)
        top = rect.y() + (rect.height() - px(13)) // 2
        painter.drawPixmap(rect.x() + _CELL, top, sign)

    def _ticket(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        number = f"#{row.ticket}"
        _, width = cut(number, "mono", 1000)
        place = rect.adjusted(_CELL, 0, -_CELL, 0)
        self._write(painter, place, number, "mono", "text3")
        place.setLeft(place.x() + round(width) + 6)
        done = self._left(row) == Left.MET
        role = "name" if self._is_selected(row) else "body"
        words, _ = cut(one_line(row.subject), role, place.width())
        self._write(painter, place, words, role, "text2" if done else "text")

    def _organisation(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        place = rect.adjusted(_CELL, 0, -_CELL, 0)
        room = place.width() - (_STAR + 6 if row.vip else 0)
        words, width = cut(one_line(row.organisation, 120), "body", room)
        done = self._left(row) == Left.MET
        self._write(painter, place, words, "body", "text2" if done else "text")
        if row.vip:
            star = pixmap("star-filled", _STAR, "vip", self._ratio)
            top = rect.y() + (rect.height() - _STAR) // 2
            painter.drawPixmap(place.x() + round(width) + 6, top, star)

    def _cluster(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        self._plain(painter, rect, one_line(row.cluster, 120))

    def _step(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        tag = tag_picture(row.state, self._is_selected(row), self._ratio)
        painter.drawPixmap(rect.x() + _CELL, rect.y() + (rect.height() - px(20)) // 2, tag)

    def _age(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        self._plain(painter, rect, age_words(row.created, self.now))

    def _owner(self, painter: QPainter, rect: QRect, row: TicketRow) -> None:
        self._plain(painter, rect, one_line(row.owner, 80))

    # ------------------------------------------------------------------ inside

    def _plain(self, painter: QPainter, rect: QRect, text: str) -> None:
        place = rect.adjusted(_CELL, 0, -_CELL, 0)
        words, _ = cut(text, "body", place.width())
        self._write(painter, place, words, "body", "text2")

    def _write(self, painter: QPainter, place: QRect, text: str, role: str, token: str) -> None:
        style = self._fonts.get(role)
        if style is None:
            style = self._fonts[role] = font(role)
        painter.setFont(style)
        painter.setPen(color(token))
        if text.isascii():
            painter.drawText(place, LEFT, text)
            return
        # Signs may be piled up to any height: they stay in their cell.
        painter.setClipRect(place)
        painter.drawText(place, LEFT, text)
        painter.setClipping(False)

    def _left(self, row: TicketRow) -> Left:
        return time_left(row.deadline, row.clock, self.now)

    def _is_selected(self, row: TicketRow) -> bool:
        return row.ticket == self.selected_ticket
