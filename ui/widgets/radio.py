"""The mark of a choice that is made elsewhere: a ring, filled when it is the one."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.look import color, look


class RadioMark(QWidget):
    """16 px; the control it belongs to says the words."""

    def __init__(self, on: bool) -> None:
        super().__init__()
        self._on = on
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.update)

    def put(self, on: bool) -> None:
        """Fill it, or empty it."""
        self._on = on
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token, width = ("accent_fill", 5.0) if self._on else ("border_control", 1.2)
        painter.setPen(QPen(color(token), width))
        inset = width / 2 + 0.5
        painter.drawEllipse(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()
