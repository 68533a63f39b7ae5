"""A plain area in one token's colour: the page's surface, a dock's ground."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import color, look


class Ground(QWidget):
    """Fills itself with a token; ``lines`` names the edges that carry a hairline ("t", "r", "b", "l")."""

    def __init__(self, token: str, lines: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._edges = lines
        look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, then draw the hairlines."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(self._token))
        painter.setPen(color("border"))
        right, bottom = self.width() - 1, self.height() - 1
        edges = {"t": (0, 0, right, 0), "b": (0, bottom, right, bottom)}
        edges |= {"l": (0, 0, 0, bottom), "r": (right, 0, right, bottom)}
        for edge in self._edges:
            painter.drawLine(*edges[edge])
        painter.end()
