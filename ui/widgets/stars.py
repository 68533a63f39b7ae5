"""One to five stars, by pointer or keyboard."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.icons import paint_icon
from ui.widgets.painted import follow_look, smooth

_STAR = 22
_STEP = 30
_MOST = 5


class Stars(QWidget):
    """A rating; 0 until one is chosen. Arrow keys and the digits 1 to 5 choose."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._value = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.put(0)
        follow_look(self)

    def value(self) -> int:
        """Return how many stars, 0 for none yet."""
        return self._value

    def put(self, value: int) -> None:
        """Show so many without telling."""
        self._value = min(max(value, 0), _MOST)
        said = f"{self._value} of {_MOST} stars" if self._value else "not rated"
        self.setAccessibleName(f"Rating: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Five stars, each a target of 30."""
        return QSize(_STEP * _MOST, _STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrow keys or a digit."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(self._value + step)
        elif event.text() in {"1", "2", "3", "4", "5"}:
            self._choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the star under the pointer."""
        self._choose(int(event.position().x() // _STEP) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the stars, the chosen ones filled."""
        painter, edge = smooth(self), (_STEP - _STAR) / 2
        for star in range(_MOST):
            spot = QRectF(star * _STEP + edge, edge, _STAR, _STAR)
            full = star < self._value
            name, token = ("star-filled", "warn_mark") if full else ("star", "border_control")
            paint_icon(painter, spot, name, token)
        painter.end()

    def _choose(self, value: int) -> None:
        self.put(min(max(value, 1), _MOST))
        self.chosen.emit(self._value)
