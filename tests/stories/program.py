"""The real program as a child process: started as a user would, listened to, killed as fate would."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120.0
ENVIRONMENT = {**os.environ, "TRIAGEDECK_PASSPHRASE": "a passphrase of the tests"}


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What ``--json`` printed."""
        return json.loads(self.out)


def triagedeck(*words: str | Path, **environment: str) -> Ended:
    """Run one verb to its end. No traceback may ever reach the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**ENVIRONMENT, **environment},
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def mission(out: Path, *words: str | Path) -> Ended:
    """Run the headless mission on the sandbox with everything kept in ``out``."""
    return triagedeck("mission", "--sandbox", "--json", "--out", out, *words)


def kill_when(out: Path, reached: Callable[[list[str]], bool], *words: str | Path) -> list[str]:
    """Start the mission and SIGKILL it as soon as ``reached`` (the kinds of facts so far) says so.

    Returns the kinds that were committed. Fails when the program ended before.
    """
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "desktop",
            "mission",
            "--sandbox",
            "--out",
            str(out),
            *map(str, words),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    try:
        give_up = time.monotonic() + PATIENCE
        while not reached(kinds := facts(out)):
            assert child.poll() is None, "the mission ended before it could be killed"
            assert time.monotonic() < give_up
            time.sleep(0.002)
        return kinds
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()


def facts(out: Path) -> list[str]:
    """Return the kinds of facts committed so far, read from the database file by a stranger."""
    database = out / "deck.db"
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as reader:
        try:
            rows = reader.execute("SELECT body FROM facts ORDER BY chain DESC, seq").fetchall()
        except sqlite3.OperationalError:
            return []
    return [json.loads(body)["kind"] for (body,) in rows]
