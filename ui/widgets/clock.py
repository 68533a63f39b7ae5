"""A countdown: shape, colour and weight all say how pressing it is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.theme.fonts import line
from ui.theme.look import color
from ui.theme.plain import as_tip
from ui.theme.time_left import HOUR, Left, clock_words, spoken, time_left
from ui.theme.zones import zoned_deadline
from ui.widgets.painted import LEFT, follow_look, paint_words, smooth, width_of

MARK_TOKEN = {
    Left.BREACHED: "crit",
    Left.UNDER_30: "crit",
    Left.UNDER_90: "warn",
    Left.UNDER_4H: "text",
    Left.LATER: "text2",
    Left.PAUSED: "text2",
    Left.MET: "ok",
    Left.UNKNOWN: "text3",
}
"""The text token of each state, for its mark and its words."""

PRESSING = frozenset({Left.BREACHED, Left.UNDER_30, Left.UNDER_90, Left.MET})
"""What is written strong: under 90 minutes, over, or done."""


def clock_role(left: Left, role: str = "clock") -> str:
    """Return the role of a clock's words: strong where it presses."""
    return "clock_strong" if role == "clock" and left in PRESSING else role


def paint_mark(painter: QPainter, rect: QRectF, left: Left) -> None:
    """Draw the mark of a state in the middle of ``rect``, 12 px of its height being the full size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    size = min(rect.width(), rect.height()) / 12
    painter.scale(size, size)
    ink = color(MARK_TOKEN[left])
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[left](painter)
    painter.restore()


def _fill(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)


def _breached(painter: QPainter) -> None:
    _fill(painter)
    painter.drawRoundedRect(QRectF(-5.5, -5.5, 11, 11), 2, 2)
    painter.setPen(QPen(color("surface"), 1.6))
    painter.drawLine(QPointF(-2.3, -2.3), QPointF(2.3, 2.3))
    painter.drawLine(QPointF(-2.3, 2.3), QPointF(2.3, -2.3))


def _triangle(painter: QPainter) -> None:
    _fill(painter)
    painter.drawPolygon(QPolygonF([QPointF(0, -5.5), QPointF(5.6, 4.8), QPointF(-5.6, 4.8)]))


def _diamond(painter: QPainter) -> None:
    _fill(painter)
    corners = [QPointF(0, -5.6), QPointF(5.6, 0), QPointF(0, 5.6), QPointF(-5.6, 0)]
    painter.drawPolygon(QPolygonF(corners))


def _half(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(0, 0), 4.7, 4.7)
    _fill(painter)
    painter.drawPie(QRectF(-4.7, -4.7, 9.4, 9.4), -90 * 16, 180 * 16)


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(0, 0), 4.7, 4.7)


def _bars(painter: QPainter) -> None:
    _fill(painter)
    painter.drawRoundedRect(QRectF(-4, -5, 2.6, 10), 1, 1)
    painter.drawRoundedRect(QRectF(1.4, -5, 2.6, 10), 1, 1)


def _check(painter: QPainter) -> None:
    painter.setPen(QPen(painter.pen().color(), 2))
    painter.drawPolyline(QPolygonF([QPointF(-4.6, 0.4), QPointF(-1.4, 3.6), QPointF(4.8, -3.4)]))


def _dashes(painter: QPainter) -> None:
    pen = QPen(painter.pen().color(), 1.5)
    pen.setDashPattern([1.3, 1.3])
    painter.setPen(pen)
    painter.drawEllipse(QPointF(0, 0), 4.7, 4.7)


_SHAPES = {
    Left.BREACHED: _breached,
    Left.UNDER_30: _triangle,
    Left.UNDER_90: _diamond,
    Left.UNDER_4H: _half,
    Left.LATER: _ring,
    Left.PAUSED: _bars,
    Left.MET: _check,
    Left.UNKNOWN: _dashes,
}


class ClockLabel(QLabel):
    """A mark and the time left, painted from a deadline; shows nothing before the first tick."""

    def __init__(self, role: str = "clock") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._role, self._left = role, Left.UNKNOWN
        self._deadline, self._state = NO_DEADLINE, int(ClockState.UNKNOWN)
        self._now: int | None = None
        self._told: tuple[int, bool, bool, int] | None = None
        self.setAccessibleName("No target known")
        follow_look(self)

    def follow(self, deadline_ms: int, clock_state: int = ClockState.RUNNING) -> None:
        """Count down to this instant (epoch milliseconds)."""
        self._deadline, self._state = deadline_ms, clock_state
        if self._now is not None:
            self.tick(self._now)

    def tick(self, now_ms: int) -> None:
        """Show what is left at ``now_ms``; a screen reader is told only when its words change."""
        self._now = now_ms
        self._say_when(now_ms)
        self._left = time_left(self._deadline, self._state, now_ms)
        before = len(self.text())
        self.setText(clock_words(self._deadline, self._state, now_ms))
        said = spoken(self._deadline, self._state, now_ms)
        if said != self.accessibleName():
            self.setAccessibleName(said)
        if len(self.text()) != before:
            self.updateGeometry()

    def _say_when(self, now_ms: int) -> None:
        """Say the instant with its zone, once for each instant."""
        runs = self._state == ClockState.RUNNING and self._deadline < NO_DEADLINE
        known = (self._deadline, runs, now_ms >= self._deadline, now_ms // HOUR)
        if known == self._told:
            return
        self._told = known
        said = zoned_deadline(self._deadline, now_ms) if runs else ""
        self.setToolTip(as_tip(said))
        self.setAccessibleDescription(said)

    def sizeHint(self) -> QSize:
        """Mark, gap and words."""
        words = width_of(self.text() or "00:00:00", clock_role(self._left, self._role))
        return QSize(round(self._mark() + self._gap() + words) + 2, line(self._role))

    def minimumSizeHint(self) -> QSize:
        """A countdown is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark and the words."""
        if self._now is None:
            return
        painter, place, side = smooth(self), QRectF(self.rect()), self._mark()
        paint_mark(painter, QRectF(0, (place.height() - side) / 2, side, side), self._left)
        place.setLeft(side + self._gap())
        role, token = clock_role(self._left, self._role), MARK_TOKEN[self._left]
        paint_words(painter, place, self.text(), role, token, LEFT)
        painter.end()

    def _mark(self) -> float:
        return line(self._role) * (0.75 if self._role.startswith("clock") else 0.5)

    def _gap(self) -> float:
        return self._mark() * 0.5
