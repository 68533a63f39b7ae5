"""An icon on its own: drawn from its token, so that it follows the theme."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.look import look


class Icon(QWidget):
    """Says the same as the words beside it; ``name`` given, a screen reader says it too."""

    def __init__(self, icon: str, token: str = "text2", size: int = 16, name: str = "") -> None:
        super().__init__()
        self._icon, self._token, self._size = icon, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        look().changed.connect(self.update)

    def show_icon(self, icon: str, token: str) -> None:
        """Show another one."""
        self._icon, self._token = icon, token
        self.update()

    def sizeHint(self) -> QSize:
        """A square at the text size."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, self._token)
        painter.end()
