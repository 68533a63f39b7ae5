"""One clock for every countdown: told once a second, on the second, and not while the window is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.base.clock import Clock


class Ticker(QObject):
    """``ticked`` tells the present instant; the next tick is aligned to the next whole second."""

    ticked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def follow(self, clock: Clock | None) -> None:
        """Run on this clock from now on; None stops."""
        self._clock = clock
        self.go()

    def now(self) -> datetime | None:
        """Return the present instant of the clock followed."""
        return self._clock.now() if self._clock else None

    def go(self) -> None:
        """Tick at once, then each second."""
        self._timer.stop()
        if self._clock is not None:
            self._tick()

    def rest(self) -> None:
        """Stop until ``go``: nobody is looking."""
        self._timer.stop()

    def _tick(self) -> None:
        if self._clock is None:
            return
        now = self._clock.now()
        self._timer.start(1000 - now.microsecond // 1000)
        self.ticked.emit(now)
