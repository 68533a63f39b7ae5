"""Keeps clocks from being missed: raises what came to a threshold, and catches up after the computer slept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shell.jumps import jump_words

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.base.clock import Jump
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem
    from ui.shell.main_window import MainWindow

_CROSS, _WAKE = "clocks.cross", "clocks.wake"
_AGAIN = timedelta(seconds=10)


class ClockWatch(QObject):
    """Goes on while the window is hidden: it hears every second that passes, not only those that are painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jump: Jump | None = None
        self._next_wake: datetime | None = None
        self._crossed: datetime | None = None
        self._next_cross: datetime | None = None
        window.ticker.passed.connect(self._pass)
        window.ticker.jumped.connect(self._slept)

    def forget(self) -> None:
        """Another mission comes: what was passed in the last one is not its own."""
        self._jump = self._next_wake = self._crossed = self._next_cross = None

    # Crossing.

    def _pass(self, now: datetime) -> None:
        if self._window.desk is None or self._window.looks_on:
            return
        if self._jump is not None and self._next_wake is not None and now >= self._next_wake:
            self._wake(self._window.desk)
        elif self._is_due(now):
            self._cross(self._window.desk)

    def _is_due(self, now: datetime) -> bool:
        """Whether a threshold was passed that was not looked at yet; one look to each, unless it failed."""
        at = self._window.view.crosses_at if self._window.view else None
        if at is None or now < at or self._window.tasks.runs(_WAKE):
            return False
        if self._next_cross is not None:
            return now >= self._next_cross
        return at != self._crossed and not self._window.tasks.runs(_CROSS)

    def _cross(self, desk: ScreenDesk) -> None:
        view = self._window.view
        self._crossed, self._next_cross = view.crosses_at if view else None, None
        self._window.tasks.start(self._raise(desk), _CROSS, self._not_raised)

    async def _raise(self, desk: ScreenDesk) -> None:
        await desk.clocks.cross()
        if self._window.around is not None:
            self._window.around.refresh()

    def _not_raised(self, problem: Problem) -> None:
        now = self._window.ticker.now()
        if now is not None:
            self._next_cross = now + _AGAIN
            self._window.status.tell(f"Clocks could not be checked: {problem.title}", now)

    # Waking.

    def _slept(self, jump: Jump) -> None:
        if self._window.desk is not None and not self._window.looks_on:
            self._jump = jump
            self._wake(self._window.desk)

    def _wake(self, desk: ScreenDesk) -> None:
        if self._jump is not None:
            self._next_wake = None
            self._window.tasks.start(self._catch_up(desk, self._jump), _WAKE, self._not_awake)

    async def _catch_up(self, desk: ScreenDesk, jump: Jump) -> None:
        self._window.status.tell(f"{jump_words(jump)}: the queue is being read", desk.clock.now())
        await desk.clocks.wake(jump)
        self._jump = None
        self._window.status.tell(f"{jump_words(jump)}: the queue was read again", desk.clock.now())
        if self._window.around is not None:
            self._window.around.refresh()

    def _not_awake(self, problem: Problem) -> None:
        """A network takes its time to come back: it is tried again until the queue was read."""
        now = self._window.ticker.now()
        if now is None or self._jump is None:
            return
        self._next_wake = now + _AGAIN
        words = f"{jump_words(self._jump)}. {problem.title}: the queue is read again in 10 s"
        self._window.status.tell(words, now)
