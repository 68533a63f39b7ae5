"""How far: a line 4 high, with the numbers for a screen reader."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.painted import follow_look, paint_box, smooth


class ProgressLine(QWidget):
    """A line that fills; it moves at once, without easing."""

    def __init__(self, name: str = "Progress") -> None:
        super().__init__()
        self._name, self._share, self._tone = name, 0.0, "bar"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(0, 0)
        follow_look(self)

    def show_value(self, done: int, total: int, tone: str = "bar") -> None:
        """Show ``done`` of ``total``; ``tone`` is a mark's token, ``ok_mark`` when complete."""
        self._share = min(max(done / total, 0.0), 1.0) if total else 0.0
        self._tone = tone
        self.setAccessibleName(f"{self._name}: {done} of {total}")
        self.update()

    def sizeHint(self) -> QSize:
        """4 high."""
        return QSize(80, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and what is filled."""
        painter, place = smooth(self), QRectF(self.rect())
        paint_box(painter, place, 2, "track")
        if self._share:
            place.setWidth(max(4.0, place.width() * self._share))
            paint_box(painter, place, 2, self._tone)
        painter.end()
