"""However the program breaks, what it writes down of it holds no secret and nothing a customer wrote."""

import subprocess
import sys
from pathlib import Path

from tests.stories.canaries import find

PLANTED = {
    "token": "canary-token-41d7aa",
    "customer's text": "Nora's infusion pump beeps, canary 5521",
    "name": "Nora Canary-Nightingale",
    "e-mail": "nora.canary.77@clinic.example",
    "passphrase": "canary passphrase äöü 7319",
    "recovery key": "CANA-RY00-1111-2222-3333-4444-5555",
    "approver's secret": "CANARYMFRGGZDFMZTWQ2LK",
}


def test_crashes_everywhere_are_written_without_a_word_of_theirs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.stories.breaking", str(tmp_path), *PLANTED.values()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    crashes = (tmp_path / "crash.log").read_text("utf-8")
    # The two presses, a thread, an object that was collected.
    assert crashes.count("ValueError") == 3
    assert crashes.count("InputError") == 1
    log = (tmp_path / "deck.log").read_text("utf-8")
    assert "task failed unheard" in log
    assert "command failed" in log
    assert done.stderr.count("A worker of Triage Deck failed (ValueError)") == 2
    assert find(tmp_path, PLANTED) == []
    (tmp_path / "said").write_text(done.stdout + done.stderr, "utf-8")
    assert find(tmp_path, PLANTED) == []
