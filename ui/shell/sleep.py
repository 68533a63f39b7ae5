"""Keeping the computer awake while replies are held: a sleeping one cannot send them in time."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess

_CONTINUOUS, _SYSTEM = 0x80000000, 0x00000001


class Awake(QObject):
    """Asks the system not to sleep, where it allows it; asking twice changes nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self.on = False

    def keep(self, on: bool) -> None:
        """Keep awake from now on, or no longer."""
        if on == self.on:
            return
        self.on = on
        windows: Any = getattr(ctypes, "windll", None)
        if windows is not None:
            windows.kernel32.SetThreadExecutionState(_CONTINUOUS | (_SYSTEM if on else 0))
        elif on:
            self._start()
        else:
            self._stop()

    def _start(self) -> None:
        command = _command()
        if command is None:
            return
        self._process = QProcess(self)
        self._process.start(command[0], command[1:])

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(1000)
            self._process.deleteLater()
            self._process = None


def _command() -> list[str] | None:
    """Return the system's own tool; it ends with us."""
    if sys.platform == "darwin":
        return ["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())]
    tool = shutil.which("systemd-inhibit")
    # Only where systemd runs: elsewhere the tool fails at once.
    if tool is None or not os.path.isdir("/run/systemd/system"):  # noqa: PTH112 - a look, no path work
        return None
    why = "--why=Held replies leave in time"
    return [
        tool,
        "--what=sleep:idle",
        "--who=Triage Deck",
        why,
        "tail",
        f"--pid={os.getpid()}",
        "-f",
        os.devnull,
    ]
