"""Another profile is another window in a process of its own: nothing of one can reach the other."""

import subprocess
import sys
from pathlib import Path


def open_profile(profile: str) -> None:
    """Start the window of another profile; where one is open it comes to the front."""
    if getattr(sys, "frozen", False):
        command = [sys.executable]
    else:
        command = [sys.executable, "-m", "ui.entry"]
    place = Path(__file__).resolve().parents[2]
    # The same program with a profile of a fixed list: nothing of a stranger's is in the command.
    subprocess.Popen([*command, "window", "--profile", profile], cwd=place, start_new_session=True)  # noqa: S603
