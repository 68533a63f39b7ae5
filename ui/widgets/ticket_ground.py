"""What lies under and over the cells of the tickets' table: a row's ground, the line below it, the focus ring."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from ui.theme.look import color
from ui.widgets.ticket_delegate import TicketDelegate

_BAR = 3
_RING = 2


def paint_grounds(painter: QPainter, view: QTableView, rows: TicketDelegate) -> None:
    """Fill the visible rows that are selected, ticked or under the pointer, and draw every line."""
    border = color("border")
    for row, place in _visible(view):
        if row == rows.selected or rows.is_checked(row):
            painter.fillRect(place, color("selected"))
        elif row == rows.hovered:
            painter.fillRect(place, color("hover"))
        if row == rows.selected:
            painter.fillRect(place.x(), place.y(), _BAR, place.height(), color("focus"))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, border)


def paint_ring(painter: QPainter, view: QTableView, row: int) -> None:
    """Draw the ring inside the row the keyboard stands on."""
    ink, wide = color("focus"), view.viewport().width()
    top, high = view.rowViewportPosition(row), view.rowHeight(row)
    painter.fillRect(0, top, wide, _RING, ink)
    painter.fillRect(0, top + high - _RING, wide, _RING, ink)
    painter.fillRect(0, top, _RING, high, ink)
    painter.fillRect(wide - _RING, top, _RING, high, ink)


def _visible(view: QTableView) -> Iterator[tuple[int, QRect]]:
    port, row = view.viewport(), max(0, view.rowAt(0))
    last = view.verticalHeader().count() - 1
    while row <= last and (top := view.rowViewportPosition(row)) < port.height():
        yield row, QRect(0, top, port.width(), view.rowHeight(row))
        row += 1
