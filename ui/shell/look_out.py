"""Looks now and then whether the surge goes on, and who answered: gently, while a mission could take tickets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.domain.values import StageName

if TYPE_CHECKING:
    from ui.bridge.desk import ScreenDesk
    from ui.shell.main_window import MainWindow

_EVERY_MILLIS = 120_000
_WHILE = (StageName.PLAN, StageName.APPROVE, StageName.EXECUTE, StageName.REFLECT)
_KEY, _LISTEN = "look_out", "look_out.listen"


class LookOut(QObject):
    """Reads the queue every two minutes while the window can be seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MILLIS)
        self._timer.timeout.connect(self.look)

    def follow(self) -> None:
        """A mission is on the screen: look from now on."""
        self._timer.start()

    def rest(self) -> None:
        """No mission is open any more."""
        self._timer.stop()
        for key in (_KEY, _LISTEN):
            self._window.tasks.cancel(key)

    def look(self) -> None:
        """Look now. A service that is away is told elsewhere; what was seen last stays."""
        window = self._window
        view = window.view
        if (
            view is None
            or view.sealed
            or window.looks_on
            or view.stage not in _WHILE
            or window.isMinimized()
        ):
            return
        if window.desk is not None and not window.tasks.runs(_KEY):
            # One service away must not keep the other from being asked.
            window.tasks.start(self._look(window.desk), _KEY, lambda _: None)
            window.tasks.start(window.desk.execute.listen(), _LISTEN, lambda _: None)

    async def _look(self, desk: ScreenDesk) -> None:
        await desk.watch.look_out()
        if self._window.around is not None:
            self._window.around.refresh()
