"""The replay strip: the whole mission on one line, true to time; play, step, go to the next exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.fonts import font
from ui.theme.look import color, look
from ui.widgets.button import IconButton
from ui.widgets.ground import Ground
from ui.widgets.segments import Segments
from ui.widgets.text import Label

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.evidence.contract import FactLine

HIGH = 72
_SPEEDS = [("1", "1×", None), ("10", "10×", None), ("60", "60×", None)]


class Track(QWidget):
    """Segments are stages, ticks are facts, diamonds what needed a person; a press goes there."""

    stepped = Signal(int)

    def __init__(self, facts: tuple[FactLine, ...]) -> None:
        super().__init__()
        self._facts = facts
        self._step = len(facts)
        self.setMinimumHeight(44)
        self.setAccessibleName("Time line of the mission")
        look().changed.connect(self.update)

    def show_step(self, step: int) -> None:
        """Move the head."""
        self._step = step
        self.update()

    def _across(self, at: datetime) -> float:
        first, last = self._facts[0].at, self._facts[-1].at
        whole = max((last - first).total_seconds(), 1.0)
        share = min(max((at - first).total_seconds() / whole, 0.0), 1.0)
        return 6 + (self.width() - 12) * share

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the last fact before the place that was pressed."""
        before = [
            n
            for n, fact in enumerate(self._facts, 1)
            if self._across(fact.at) <= event.position().x()
        ]
        self.stepped.emit(before[-1] if before else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw segments, ticks, marks and the head."""
        if not self._facts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_stages(painter)
        for number, fact in enumerate(self._facts, 1):
            x = self._across(fact.at)
            painter.setPen(QPen(color("bar" if number <= self._step else "border_control"), 1.5))
            painter.drawLine(QPointF(x, 21), QPointF(x, 29))
            if fact.exception:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("warn_mark"))
                painter.drawPolygon(
                    [QPointF(x, 34), QPointF(x + 4, 38), QPointF(x, 42), QPointF(x - 4, 38)]
                )
        head = self._across(self._facts[max(0, self._step - 1)].at)
        painter.setPen(QPen(color("focus"), 2))
        painter.drawLine(QPointF(head, 14), QPointF(head, 40))
        painter.end()

    def _paint_stages(self, painter: QPainter) -> None:
        painter.setFont(font("count"))
        starts: list[tuple[str, float]] = []
        for fact in self._facts:
            if not starts or starts[-1][0] != fact.stage:
                starts.append((fact.stage, self._across(fact.at)))
        now = self._facts[max(0, self._step - 1)].stage
        ends = [x for _, x in starts[1:]] + [self.width() - 6.0]
        written = 0.0
        for (stage, x), end in zip(starts, ends, strict=True):
            here = stage == now
            painter.fillRect(
                QRectF(x, 18, max(end - x - 2, 1), 14), color("bar_soft" if here else "accent_soft")
            )
            if x >= written:
                painter.setPen(color("text" if here else "text2"))
                painter.drawText(QPointF(x, 12), stage.capitalize())
                written = x + 54


class Replay(Ground):
    """Play, back, forward, speed. ``stepped`` tells the step to show."""

    stepped = Signal(int)

    def __init__(self, facts: tuple[FactLine, ...]) -> None:
        super().__init__("surface", "b")
        self.setFixedHeight(HIGH)
        self._facts, self.step = facts, len(facts)
        self._track = Track(facts)
        self._track.stepped.connect(self.go)
        self._play = IconButton("play", "Play")
        self._play.clicked.connect(self.toggle)
        self._clock, self._spent = Label("", "mono"), Label("", "caption", "text2")
        self._speed = Segments(_SPEEDS)
        self._speed.choose("10")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._advance)
        self._lay_out()

    def _lay_out(self) -> None:
        back, forward = (
            IconButton("skip-back", "One fact back"),
            IconButton("skip-forward", "One fact on"),
        )
        back.clicked.connect(lambda: self.go(self.step - 1))
        forward.clicked.connect(lambda: self.go(self.step + 1))
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self._clock, self._spent):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for button in (back, self._play, forward):
            row.addWidget(button)
        row.addLayout(words)
        row.addWidget(self._track, 1)
        row.addWidget(self._speed)

    def go(self, step: int) -> None:
        """Show the mission after so many facts."""
        self.step = min(max(step, 0), len(self._facts))
        self._track.show_step(self.step)
        if self._facts:
            at = self._facts[max(0, self.step - 1)].at
            spent = int((at - self._facts[0].at).total_seconds())
            # A fact that cannot be read has no time of its own.
            known = spent >= 0
            self._clock.say(f"{at.astimezone():%H:%M:%S}" if known else "--:--:--")
            since = f"{spent // 60}:{spent % 60:02} in" if known else "time unknown"
            self._spent.say(f"{since}, fact {self.step}")
        self.stepped.emit(self.step)

    def toggle(self) -> None:
        """Play, or stop."""
        if self._timer.isActive():
            self.stop()
            return
        if self.step >= len(self._facts):
            self.go(0)
        self._play.show_as("pause", "Stop")
        self._advance()

    def stop(self) -> None:
        """Stop playing."""
        self._timer.stop()
        self._play.show_as("play", "Play")

    def _advance(self) -> None:
        self.go(self.step + 1)
        if self.step >= len(self._facts):
            self.stop()
        else:
            gap = self._facts[self.step].at - self._facts[self.step - 1].at
            pause = int(gap.total_seconds() * 1000 / int(self._speed.key()))
            self._timer.start(min(max(pause, 15), 1500))

    def next_exception(self) -> None:
        """Go to the next fact that needed a person."""
        later = [n for n, fact in enumerate(self._facts, 1) if n > self.step and fact.exception]
        if later:
            self.go(later[0])

    def take_key(self, event: QKeyEvent) -> bool:
        """Space plays, arrows step, Shift with the right arrow finds the next exception."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Space:
            self.toggle()
        elif key == Qt.Key.Key_Right and shift:
            self.next_exception()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.go(self.step + (1 if key == Qt.Key.Key_Right else -1))
        else:
            return False
        return True
