"""One clock for every countdown: told once a second, on the second. Painting rests while the window is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.base.clock import Heartbeat, SystemClock

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.base.clock import Clock


class Ticker(QObject):
    """The next tick is aligned to the next whole second.

    Signals:
        ticked: The present instant, for painting; not while nobody is looking.
        passed: The same, always: alerts do not rest.
        jumped: A ``Jump``: this computer slept, or its clock was set.
    """

    ticked = Signal(object)
    passed = Signal(object)
    jumped = Signal(object)

    def __init__(self, parent: QObject, heart: Heartbeat | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self._heart = heart or Heartbeat(SystemClock())
        self._rests = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def follow(self, clock: Clock | None) -> None:
        """Run on this clock from now on; None stops."""
        self._clock = clock
        # How long nothing was followed is no sleep.
        self._heart.beat()
        self.go()

    def now(self) -> datetime | None:
        """Return the present instant of the clock followed."""
        return self._clock.now() if self._clock else None

    def go(self) -> None:
        """Tick at once, then each second."""
        self._rests = False
        self._timer.stop()
        if self._clock is not None:
            self._tick()

    def rest(self) -> None:
        """Paint nothing until ``go``: nobody is looking."""
        self._rests = True

    def _tick(self) -> None:
        if self._clock is None:
            return
        now = self._clock.now()
        self._timer.start(1000 - now.microsecond // 1000)
        self.look()
        if not self._rests:
            self.ticked.emit(now)
        self.passed.emit(now)

    def look(self) -> None:
        """Notice now whether time jumped since the last look."""
        jump = self._heart.beat()
        if jump is not None:
            self.jumped.emit(jump)
