"""The bands of a chart in words, each behind its own shape."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme.fonts import font, line
from ui.theme.look import color, look

_MARK = 5.0
_GAP = 16.0


class Legend(QWidget):
    """Shape and words, side by side, in as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[tuple[str, str, str], ...] = ()
        look().changed.connect(self._measure)
        self._measure()

    def show_counts(self, parts: Sequence[tuple[str, str, str]]) -> None:
        """Show (symbol, colour token, words) each."""
        self._parts = tuple(parts)
        self.setAccessibleName(", ".join(words for _, _, words in self._parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them from the left; what does not fit is left out whole."""
        painter, left = QPainter(self), 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = font("caption")
        painter.setFont(style)
        metrics = QFontMetricsF(style)
        for symbol, token, words in self._parts:
            width = metrics.horizontalAdvance(words)
            if left + width + 16 > self.width():
                break
            self._mark(painter, symbol, token, QPointF(left + _MARK + 1, self.height() / 2))
            painter.setPen(color("text2"))
            place = QRectF(left + 16, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 16 + _GAP
        painter.end()

    def _mark(self, painter: QPainter, symbol: str, token: str, at: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(token))
        shape = _SHAPES.get(symbol)
        if shape is None:
            painter.drawEllipse(at, _MARK - 1, _MARK - 1)
        else:
            painter.drawPolygon(QPolygonF([at + QPointF(x * _MARK, y * _MARK) for x, y in shape]))

    def _measure(self) -> None:
        self.setFixedHeight(line("caption"))
        self.update()


_SHAPES = {
    "s": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    "t1": ((0, -1), (1, 0.9), (-1, 0.9)),
    "d": ((0, -1), (1, 0), (0, 1), (-1, 0)),
}
