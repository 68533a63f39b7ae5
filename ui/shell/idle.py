"""How long nobody has touched the window: input is only stamped, one timer looks at the stamp now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.base.clock import steady_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_MS = 2_000
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """``due`` tells that nobody touched any window of the program for ``minutes``; time asleep counts.

    What people do comes in through the system's windows, which are few and hear little else: a filter over every
    event of the application would be paid for at every repaint.
    """

    due = Signal()

    def __init__(self, parent: QObject, steady: Callable[[], float] = steady_seconds) -> None:
        super().__init__(parent)
        self.minutes = 10
        self._steady = steady
        self._touched = steady()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Count from now on."""
        self._touched = self._steady()
        self._listen()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def look(self) -> None:
        """Tell when it is due; each look hears the windows that were opened since the last."""
        self._listen()
        if self._steady() - self._touched >= 60 * self.minutes:
            self._touched = self._steady()
            self.due.emit()

    def _listen(self) -> None:
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)  # asked twice it still hears once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stamp what a hand did; nothing is kept back."""
        if event.type() in _HANDS:
            self._touched = self._steady()
        return False
