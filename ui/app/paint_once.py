"""`--paint-once`: how `triagedeck self-test` learns that the window starts and paints on this machine."""

import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

_STEP = 8
_FEW = 8
"""An empty window shows one or two colours; one with a page on it, dozens."""


class PaintOnce(QObject):
    """Once the mission's first page is open: say in one line of JSON what was painted, and leave."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.followed.connect(lambda: QTimer.singleShot(0, self._look))

    def _look(self) -> None:
        picture = self._window.grab().toImage()
        width, height = picture.width(), picture.height()
        across, down = range(0, width, _STEP), range(0, height, _STEP)
        colours = {picture.pixel(x, y) for x in across for y in down}
        seen = {"painted": len(colours) > _FEW, "platform": QGuiApplication.platformName()}
        sys.stdout.write(json.dumps({**seen, "width": width, "height": height}) + "\n")
        sys.stdout.flush()
        self._window.leave()
