"""Follows a mission that another window works on, and notices when that one has ended."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.bridge.tasks import Tasks

if TYPE_CHECKING:
    from ui.app.opened import Opened
    from ui.bridge.problems import Problem
    from ui.shell.read_only import ReadOnlyBanner

_KEY = "looking"
_EVERY_MS = 3_000


class Looking(QObject):
    """Looks every few seconds, one look at a time."""

    def __init__(self, banner: "ReadOnlyBanner", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._banner, self._tasks = banner, tasks
        self._opened: Opened | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def follow(self, opened: "Opened") -> None:
        """Look at this one from now on."""
        self._opened = opened
        self._banner.show_busy()
        self._timer.start()

    def end(self) -> None:
        """Nothing is looked at any more."""
        self._timer.stop()
        self._tasks.cancel(_KEY)
        self._opened = None
        self._banner.hide()

    def look(self) -> None:
        """Look now."""
        if self._opened is not None and not self._tasks.runs(_KEY):
            self._tasks.start(self._look(self._opened), _KEY, self._missed)

    async def _look(self, opened: "Opened") -> None:
        if await opened.look_again():
            self._banner.show_free()
        else:
            self._banner.show_busy()

    def _missed(self, _: "Problem") -> None:
        """What was seen last stays; it is looked again in a moment."""
