"""The head of the tickets' table: quiet words, a chevron where it is sorted."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.widgets.painted import follow_look, paint_words, width_of

_FIRST = 14
_CELL = 10
_CHEVRON = 14


class TicketHead(QHeaderView):
    """Titles left over their words; a click sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Columns: a click sorts")
        follow_look(self)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """Write the title and, on the sorted column, the way it is sorted."""
        title = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        place = QRectF(rect).adjusted(_FIRST if logical == 0 else _CELL, 0, -4, 0)
        painter.save()
        paint_words(painter, place, title, "caption_strong", "text3")
        if self.isSortIndicatorShown() and logical == self.sortIndicatorSection():
            down = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            left = place.x() + (width_of(title, "caption_strong") + 6 if title else 0)
            spot = QRectF(left, (rect.height() - _CHEVRON) / 2, _CHEVRON, _CHEVRON)
            paint_icon(painter, spot, "chevron-down" if down else "chevron-up", "text3")
        painter.restore()

    def measure(self) -> None:
        """Take the height of the present text size."""
        self.setFixedHeight(px(32))
