"""What all charts share: a plot without ornaments, a line of words below it, arrow keys along the values."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from ui.theme.fonts import font, line, px
from ui.theme.look import color, look

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class Words(QLabel):
    """Plain words below or beside a plot."""

    def __init__(self, role: str = "caption", token: str = "text2") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._token = role, token

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write them, cut where there is no room."""
        painter = QPainter(self)
        painter.setFont(font(self._role))
        painter.setPen(color(self._token))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def measure(self) -> None:
        """Take the height of the present text size; any width will do."""
        self.setFixedHeight(line(self._role))
        self.setMinimumWidth(40)


class Chart(QFrame):
    """A plot that can be focused and read value by value.

    A subclass draws in ``_draw`` from what it was shown, and names its values with ``_tell``.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._values: Sequence[str] = ()
        self._at = -1
        self.plot: Any = pg.PlotWidget(background=None)
        self.read_out = Words()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.plot, 1)
        self.column.addWidget(self.read_out)
        _strip(self.plot)
        self._tell("", ())
        look().changed.connect(self._renew)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the values with the arrow keys, Home and End."""
        key = Qt.Key(event.key())
        if not self._values or key not in {*_STEPS, *_ENDS}:
            super().keyPressEvent(event)
            return
        last = len(self._values) - 1
        at = _ENDS[key] % (last + 1) if key in _ENDS else self._at + _STEPS[key]
        self._read(min(max(at, 0), last))

    def _tell(self, summary: str, values: Sequence[str]) -> None:
        """Say the whole in one sentence, and each value in words."""
        self._values, self._at = values, -1
        self.read_out.setText(summary)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(". ".join([summary, ", ".join(values)]).strip(". "))

    def _read(self, at: int) -> None:
        self._at = at
        self.read_out.setText(self._values[at])
        self.setAccessibleName(f"{self._name}: {self._values[at]}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._values[at]))
        self._point(at)

    def _point(self, at: int) -> None:
        """Mark a value in the plot; a chart without marks leaves it."""

    def _renew(self) -> None:
        self._dress()
        self._draw()

    def _draw(self) -> None:
        raise NotImplementedError

    def _dress(self) -> None:
        self.read_out.measure()
        axis = self.plot.getAxis("bottom")
        axis.setStyle(
            tickFont=font("caption"), tickLength=0, tickTextOffset=4, hideOverlappingLabels=False
        )
        axis.setHeight(px(20))
        axis.setPen(pg.mkPen(color("border_strong")))
        axis.setTextPen(pg.mkPen(color("text3")))
        self.plot.setMinimumHeight(px(96))


def _strip(plot: Any) -> None:
    """No menu, no dragging, no wheel, no second axis: a chart here is looked at, not steered."""
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.hideAxis("left")
    plot.setFrameShape(QFrame.Shape.NoFrame)
    plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    for part in (plot, plot.viewport()):
        part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAntialiasing(True)
    plot.getViewBox().setDefaultPadding(0)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    # Qt fills a plot with the window's ground; the card's own shall show.
    plot.setStyleSheet("background: transparent")


def caption(text: str, token: str, anchor: tuple[float, float]) -> Any:
    """Return words to put into a plot, in the type of captions."""
    item = pg.TextItem(color=color(token), anchor=anchor)
    item.setFont(font("caption"))
    item.setPlainText(text)
    return item


def pen(token: str, width: float = 1.0, dashed: bool = False) -> Any:
    """Return a pen in a token's colour."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return pg.mkPen(color(token), width=width, style=style)


def count_words(number: int, noun: str = "ticket") -> str:
    """Return ``1 ticket``, ``2 tickets``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
