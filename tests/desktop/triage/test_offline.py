"""Nothing of triage opens a socket beyond this machine, neither when imported nor when run."""

import subprocess
import sys

from tests.parts import find_part


def run(what: str) -> tuple[str, str]:
    """Run it in a network without a single route; return what was tried in Python, and what the kernel counted."""
    command = [
        find_part("unshare"),
        "-rn",
        sys.executable,
        "-m",
        "tests.desktop.triage.offline",
        what,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    tried, unrouted = done.stdout.split()
    return tried, unrouted


def test_triage_reaches_out_to_nobody() -> None:
    assert run("triage") == ("0", "0")


def test_who_reaches_out_is_heard_twice() -> None:
    assert run("betray") == ("1", "1")
