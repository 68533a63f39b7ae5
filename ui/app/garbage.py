"""Cycles are collected in the main thread only: elsewhere a dying Qt object would take the process with it.

Python collects in whichever thread happens to allocate, and we have several (database, pages, sign-ins). A widget
that hangs in a cycle would then be destroyed there; Qt answers with "timers cannot be started from another thread"
and a segmentation fault, rarely and far from its cause.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_YOUNG, _MIDDLE, _OLD = 2_000, 10, 20
"""Allocations, then collections of the younger generation, before the next older one is looked at."""


class MainThreadGarbage(QObject):
    """Switches Python's own collections off and does them here, a little at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.collect()
        # What start-up made stays: looking at it again at every old collection would only cost time.
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Give Python its own collections back: nothing of Qt is left to be hurt."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Collect the generation whose turn it is; most looks find nothing to do."""
        young, middle, old = gc.get_count()
        if old > _OLD:
            gc.collect(2)
        elif middle > _MIDDLE:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)
