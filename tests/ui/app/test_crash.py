"""When we break, the places go to a file, the values nowhere, and a person is told in words."""

import faulthandler
import subprocess
import sys
from pathlib import Path

BREAK = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, qWarning
from desktop.base.paths import Folder
from ui.app.crash import watch_for_crashes

app = QCoreApplication([])
watch_for_crashes(Folder(Path(sys.argv[1])), lambda problem: print("told:", problem.title))

def fails(secret):
    raise ValueError(secret)

def beside():
    fails("a thread's secret")

thread = threading.Thread(target=beside)
thread.start()
thread.join()
qWarning("Qt is worried")
fails("anna@clinic.example")
"""


def test_a_crash_is_told_and_written_without_a_value(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAK, str(tmp_path)], capture_output=True, text=True, check=False
    )
    log = (tmp_path / "crash.log").read_text("utf-8")
    assert done.stdout.splitlines() == ["told: Something in Triage Deck broke"]
    assert log.count("ValueError") == 2
    assert "fails" in log
    assert "Qt is worried" in log
    for said in (log, done.stderr, done.stdout):
        assert "secret" not in said
        assert "anna" not in said
    assert faulthandler.is_enabled(), "pytest's own is untouched"
