"""The screen for tests: a real one, of the size that was asked for, and nothing of it stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.display import display

LOOK = """
import json
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(300, 200)
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
size = app.primaryScreen().size()
seen = [app.platformName(), size.width(), size.height(), window.grab().width()]
print(json.dumps(seen))
"""


def children() -> set[str]:
    """The processes whose parent is this one."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        if rest.split()[1] == str(os.getpid()):
            found.add(name)
    return found


def test_a_window_is_shown_on_a_screen_of_that_size() -> None:
    with display(1280, 720) as environment:
        seen = subprocess.run(
            [sys.executable, "-c", LOOK],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert seen.returncode == 0, seen.stderr
    assert json.loads(seen.stdout) == ["xcb", 1280, 720, 300]


def test_two_screens_at_once_do_not_meet() -> None:
    with display(800, 600) as one, display(640, 480) as other:
        assert one["DISPLAY"] != other["DISPLAY"]


def test_nothing_of_it_stays_even_when_the_test_fails() -> None:
    before, environment = children(), dict(os.environ)
    with pytest.raises(ZeroDivisionError), display():
        assert len(children() - before) == 2
        raise ZeroDivisionError
    assert children() == before
    assert dict(os.environ) == environment
