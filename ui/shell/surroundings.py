"""What surrounds the pages, kept up to date: asks for the ``WatchView`` whenever something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.watch.contract import WatchView
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.relay import Relay
    from ui.bridge.tasks import Tasks

_KEY = "surroundings"


class Surroundings(QObject):
    """``shown`` tells each fresh ``WatchView``; ``view`` is the last one."""

    shown = Signal(object)

    def __init__(self, desk: ScreenDesk, tasks: Tasks, relay: Relay) -> None:
        super().__init__()
        self.view: WatchView | None = None
        self._desk = desk
        self._tasks = tasks
        self._again = False
        relay.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask anew; asked while an answer is under way, once more after it."""
        self._again = self._tasks.runs(_KEY)
        if not self._again:
            self._tasks.start(self._load(), _KEY)

    async def _load(self) -> None:
        self._again = True
        while self._again:
            self._again = False
            self.view = await self._desk.watch.view()
            self.shown.emit(self.view)
