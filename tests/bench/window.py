"""The window as a whole: how soon it paints, how late its event loop is while a mission runs."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from desktop.domain.values import StageName
from tests.bench.measure import Entry
from tests.bench.watchdog import Watchdog
from tests.ui.player import Player, play
from tests.ui.stories.missions import by_mouse

_ROUNDS = 7
_PACE = 0.5
"""Seconds a quick hand rests between two acts."""
_ALLOWED_MS, _NEVER_MS = 25.0, 150.0
_BARE = """
import asyncio, sys, qasync
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
loop = qasync.QEventLoop(app)
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
print("painted", flush=True)
"""
_OURS = """
import sys
from pathlib import Path
from ui.app.window import Options, open_window
started = open_window(Options(folder=Path(sys.argv[1]), alone=True))
started.app.processEvents()
print("painted", flush=True)
"""


def first_paint() -> Entry:
    """A process from its start to its first painted window, beside a bare QMainWindow with qasync."""
    times: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as place:
        for number in range(_ROUNDS + 1):
            for kept, code in zip(times, (_OURS, _BARE), strict=True):
                spent = _until_painted(code, place)
                if number:
                    kept.append(spent)
    ours, bare = median(times[0]), median(times[1])
    return Entry("first_paint", ours, bare, 2.5, "ms", "a bare QMainWindow and qasync")


def _until_painted(code: str, place: str) -> float:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, place],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        spent = (time.perf_counter() - start) * 1000
    assert line.strip() == b"painted", f"the window did not paint: {line!r}"
    return spent


def loop_gap() -> Entry:
    """The loop's 99th percentile of lateness during a whole mission, beside the same window idle plus 25 ms."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("TRIAGEDECK_PASSPHRASE", "the bench's own")
    found: dict[str, Watchdog] = {}

    async def story(player: Player) -> None:
        await player.at(StageName.HOME)
        await player.primary_says("Start mission")
        await asyncio.sleep(1)
        async with Watchdog() as found["idle"]:
            await asyncio.sleep(5)
        async with Watchdog() as found["mission"]:
            await by_mouse(player)

    with tempfile.TemporaryDirectory() as place:
        play(story, Path(place), pace=_PACE)
    worst = max(found["mission"].gaps)
    sys.stdout.write(f"     worst gap {worst:.0f} ms (limit {_NEVER_MS:.0f})\n")
    for culprit in found["mission"].culprits:
        sys.stdout.write(f"     {culprit}\n")
    ours = found["mission"].p99() if worst <= _NEVER_MS else worst
    return Entry("loop_gap", ours, found["idle"].p99() + _ALLOWED_MS, 1.0, "ms", "idle p99 + 25 ms")


WINDOW = {"first_paint": first_paint, "loop_gap": loop_gap}
"""The measurements of this file by their names."""
