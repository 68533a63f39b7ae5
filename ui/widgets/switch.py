"""On or off, and more or less."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QSlider

from ui.theme.fonts import px
from ui.theme.look import color
from ui.widgets.painted import follow_look, paint_box, smooth


class Switch(QAbstractButton):
    """A switch, on or off at once; ``name`` is what a screen reader says."""

    def __init__(self, name: str, checked: bool = False) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def sizeHint(self) -> QSize:
        """24 high as a target; the track is 18."""
        return QSize(px(34), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and the knob: right and filled when on."""
        painter = smooth(self)
        track = QRectF(0, (self.height() - px(18)) / 2, self.width(), px(18))
        on, radius = self.isChecked(), track.height() / 2
        fill, border = ("accent_fill", "accent_fill") if on else ("surface", "border_control")
        if not self.isEnabled():
            fill, border = "sunken", "border_strong"
        paint_box(painter, track, radius, fill, border)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("on_accent" if on and self.isEnabled() else "border_control"))
        across = track.right() - radius if on else track.left() + radius
        painter.drawEllipse(QPointF(across, track.center().y()), radius - 4, radius - 4)
        painter.end()


class Slider(QSlider):
    """More or less, across; arrow keys and a click on the track work too."""

    def __init__(self, low: int, high: int, value: int, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(low, high)
        self.setValue(value)
        self.setAccessibleName(name)
        follow_look(self)

    def sizeHint(self) -> QSize:
        """24 high as a target."""
        return QSize(160, px(24))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the track is pressed."""
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._go(event.position().x())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, what is reached, and the knob."""
        painter, middle = smooth(self), self.height() / 2
        knob = self._knob()
        track = QRectF(0, middle - 2, self.width(), 4)
        paint_box(painter, track, 2, "track")
        track.setRight(knob)
        paint_box(painter, track, 2, "bar" if self.isEnabled() else "border_strong")
        painter.setPen(QPen(color("border_control"), 1.2))
        painter.setBrush(color("surface"))
        painter.drawEllipse(QPointF(knob, middle), 7, 7)
        painter.end()

    def _knob(self) -> float:
        reach = max(1, self.maximum() - self.minimum())
        return 8 + (self.value() - self.minimum()) / reach * (self.width() - 16)

    def _go(self, across: float) -> None:
        share = min(max((across - 8) / max(1, self.width() - 16), 0), 1)
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))
