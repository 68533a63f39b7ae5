"""How much can be taken back: solid is reversible, hatched compensable, outlined final."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme.look import color
from ui.widgets.painted import follow_look, smooth
from ui.widgets.text import Label

KINDS = (("Reversible", "ok_mark"), ("Compensable", "info_mark"), ("Final", "crit_mark"))
"""The three kinds, in the order they are drawn, with their tokens."""

_HATCH = 7.0
_STROKE = 2.0


class Meter(QWidget):
    """The shares side by side, 10 high."""

    def __init__(self) -> None:
        super().__init__()
        self._counts = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_counts(0, 0, 0)
        follow_look(self)

    def show_counts(self, reversible: int, compensable: int, final: int) -> None:
        """Show how many changes are of each kind."""
        self._counts = (reversible, compensable, final)
        words = (f"{n} {kind.lower()}" for n, (kind, _) in zip(self._counts, KINDS, strict=True))
        self.setAccessibleName("Can be taken back: " + ", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """10 high."""
        return QSize(200, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each share as wide as its count, 2 px apart."""
        painter, total = smooth(self), sum(self._counts)
        if not total:
            _solid(painter, QRectF(self.rect()), "track")
        left = 0.0
        shown = sum(1 for count in self._counts if count)
        room = self.width() - 2 * max(0, shown - 1)
        for kind, count in enumerate(self._counts):
            if count:
                width = room * count / total
                paint_share(painter, QRectF(left, 0, width, self.height()), kind)
                left += width + 2
        painter.end()


class Swatch(QWidget):
    """A small square of one kind's pattern."""

    def __init__(self, kind: int) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(11, 11)
        follow_look(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pattern."""
        painter = smooth(self)
        paint_share(painter, QRectF(self.rect()), self._kind)
        painter.end()


class MeterLegend(QWidget):
    """The meter in words and numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = [Label("0", "label") for _ in KINDS]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (kind, _) in enumerate(KINDS):
            grid.addWidget(Swatch(row), row, 0)
            grid.addWidget(Label(kind), row, 1)
            grid.addWidget(self._numbers[row], row, 2, Qt.AlignmentFlag.AlignRight)

    def show_counts(self, reversible: int, compensable: int, final: int) -> None:
        """Show how many changes are of each kind."""
        for label, count in zip(self._numbers, (reversible, compensable, final), strict=True):
            label.say(str(count))


def paint_share(painter: QPainter, rect: QRectF, kind: int) -> None:
    """Draw one kind's pattern: 0 solid, 1 hatched, 2 outlined."""
    token = KINDS[kind][1]
    if kind == 0:
        _solid(painter, rect, token)
        return
    painter.save()
    if kind == 1:
        _hatch(painter, rect, token)
    painter.setPen(QPen(color(token), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
    painter.restore()


def _solid(painter: QPainter, rect: QRectF, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(token))
    painter.drawRoundedRect(rect, 3, 3)


def _hatch(painter: QPainter, rect: QRectF, token: str) -> None:
    """Own lines: Qt's hatch brush does not grow with the screen's scale."""
    path = QPainterPath()
    path.addRoundedRect(rect, 3, 3)
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(color(token), _STROKE))
    left = rect.left() - rect.height()
    while left < rect.right():
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(left + rect.height(), rect.top()))
        left += _HATCH * 0.7 if rect.width() < 20 else _HATCH
    painter.restore()
