"""A piece of Python under a session bus of its own with a real gnome-keyring (a Secret Service)."""

import os
import subprocess
import sys
from pathlib import Path

from tests.parts import find_part

ROOT = Path(__file__).parents[1]
_UNLOCK = 'printf %s "$KEYRING_PASSWORD" | {daemon} --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
_LEAVE_LOCKED = '{daemon} --start --components=secrets >/dev/null 2>&1; exec "$@"'


def run_with_keyring(code: str, home: Path, *arguments: str, unlocked: bool = True) -> str:
    """Run ``code`` and return what it printed.

    Args:
        code: Python source; ``arguments`` are its ``sys.argv[1:]``.
        home: The home folder: the keyring's file lives in it from run to run.
        unlocked: Whether somebody logged in; else the keyring stays locked.
    """
    daemon, runtime = find_part("gnome-keyring-daemon"), home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    script = (_UNLOCK if unlocked else _LEAVE_LOCKED).format(daemon=daemon)
    done = subprocess.run(
        [
            find_part("dbus-run-session"),
            "--",
            "sh",
            "-c",
            script,
            "sh",
            sys.executable,
            "-c",
            code,
            *arguments,
        ],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(ROOT),
            "KEYRING_PASSWORD": "test-password",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def wipe_keyring(home: Path) -> None:
    """Delete the keyring's files, as a reset account would."""
    for path in (home / ".local/share/keyrings").glob("*"):
        path.unlink()
