"""The seven steps: where the mission stands, and the way to each page."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from desktop.domain.values import StageName
from ui.shell.rooms import ORDER, ROOMS, Room
from ui.theme.fonts import font, px
from ui.theme.icons import paint_icon
from ui.theme.look import color, look

_CIRCLE, _GAP, _HIGH = 20, 6, 32


class StepState(StrEnum):
    """How a step is drawn."""

    DONE = "done"
    LOCKED = "locked"
    CURRENT = "current"
    BLOCKED = "waits for something"
    AHEAD = "ahead"


_STANDS = ("accent_soft", "accent_fill")
"""Where the mission stands while another page is open."""
_CIRCLES = {
    StepState.DONE: ("accent_soft", "accent_line"),
    StepState.LOCKED: ("accent_soft", "accent_line"),
    StepState.CURRENT: ("accent_fill", "accent_fill"),
    StepState.BLOCKED: ("warn_soft", "warn_line"),
    StepState.AHEAD: ("bg", "border_control"),
}


class StepButton(QAbstractButton):
    """One step: circle and word."""

    def __init__(self, number: int, room: Room) -> None:
        super().__init__()
        self.room = room
        self._number = number
        self._state = StepState.AHEAD
        self._wide = True
        self._open = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_as(StepState.AHEAD, is_open=False)
        look().changed.connect(self.updateGeometry)

    def show_as(self, state: StepState, *, is_open: bool) -> None:
        """Draw the state; ``is_open`` is the page on the screen."""
        self._state, self._open = state, is_open
        here = ", this page" if is_open else ""
        self.setAccessibleName(f"Step {self._number}, {self.room.word}: {state.value}{here}")
        self.updateGeometry()
        self.update()

    def widen(self, wide: bool) -> None:
        """Show the word, or the circle alone."""
        self._wide = wide
        self.updateGeometry()
        self.update()

    @property
    def _worded(self) -> bool:
        return self._wide or self._open

    def sizeHint(self) -> QSize:
        """Circle, and the word where it is shown."""
        role = "label" if self._open else "name"
        words = QFontMetrics(font(role)).horizontalAdvance(self.room.word) if self._worded else 0
        return QSize(_CIRCLE + (_GAP + words if words else 0) + 4, px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """As the hint: a step is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows belong to the row: Qt's button would send the keyboard out of it at its ends."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle, mark and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = StepState.CURRENT if self._open else self._state
        elsewhere = state is StepState.CURRENT and not self._open
        ground, line = _STANDS if elsewhere else _CIRCLES[state]
        circle = QRectF(2, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        painter.setPen(QPen(color(line), 1.5))
        painter.setBrush(color(ground))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        self._mark(painter, circle, state, "accent_text" if elsewhere else "on_accent")
        if self._worded:
            painter.setFont(font("label" if self._open else "name"))
            painter.setPen(color("text" if self._open else "text2"))
            at = QRectF(circle.right() + _GAP, 0, self.width(), self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.room.word)
        painter.end()

    def _mark(self, painter: QPainter, circle: QRectF, state: StepState, now: str) -> None:
        icons = {StepState.DONE: "check", StepState.LOCKED: "lock"}
        if state in icons:
            paint_icon(painter, circle.adjusted(4, 4, -4, -4), icons[state], "accent_text")
            return
        words = "!" if state is StepState.BLOCKED else str(self._number)
        tones = {StepState.CURRENT: now, StepState.BLOCKED: "warn"}
        painter.setFont(font("count"))
        painter.setPen(color(tones.get(state, "text2")))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, words)


class _Line(QWidget):
    """The line between two steps: coloured once the step before it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._done = False
        self.setMinimumWidth(12)

    def finish(self, done: bool) -> None:
        self._done = done
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color("bar" if self._done else "border_strong"))
        y = self.height() / 2
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.end()


class Stepper(QWidget):
    """All seven; left and right arrows move between them. ``chosen`` tells the step that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Steps of the mission")
        self.steps = [StepButton(number, room) for number, room in enumerate(ROOMS, start=1)]
        self._lines = [_Line() for _ in ROOMS[1:]]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, step in enumerate(self.steps):
            row.addWidget(step)
            if place < len(self._lines):
                row.addWidget(self._lines[place], 1)
            step.clicked.connect(lambda _=False, stage=step.room.stage: self.chosen.emit(stage))

    def show_steps(
        self, stands: StageName, is_open: StageName, *, locked: bool, sealed: bool, waits: bool
    ) -> None:
        """Draw where the mission stands and which page is open."""
        at = ORDER.index(stands)
        for place, step in enumerate(self.steps):
            state = StepState.DONE if place < at or sealed else StepState.AHEAD
            if state is StepState.DONE and step.room.stage is StageName.DEFINE and locked:
                state = StepState.LOCKED
            if place == at and not sealed:
                state = StepState.BLOCKED if waits else StepState.CURRENT
            step.show_as(state, is_open=step.room.stage is is_open)
        for place, line in enumerate(self._lines):
            line.finish(place < at or sealed)

    def widen(self, wide: bool) -> None:
        """Show every word, or only the open page's."""
        for step in self.steps:
            step.widen(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the focus along the steps."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = moves.get(Qt.Key(event.key()))
        focused = [place for place, step in enumerate(self.steps) if step.hasFocus()]
        if move is None or not focused:
            super().keyPressEvent(event)
            return
        place = min(max(focused[0] + move, 0), len(self.steps) - 1)
        self.steps[place].setFocus(Qt.FocusReason.TabFocusReason)
