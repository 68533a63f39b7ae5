"""Sandboxes for tests: the same server in a process of its own, forked from one that has imported it already.

A new interpreter would need ten times as long, and there are hundreds of them. How the program itself starts a
sandbox is tested in ``tests/desktop/sandbox/test_process.py`` and by every story.
"""

import json
import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop.sandbox.process import SandboxProcess, default_queue

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["desktop.sandbox.__main__", "tests.faults.child"])

_READY_SECONDS = 30.0


def start_sandbox(
    queue: Path | None = None, state: Path | None = None, token: str | None = None
) -> SandboxProcess:
    """Start a sandbox and wait until it serves; the arguments are those of the real one."""
    given = ["--queue", str(queue or default_queue())]
    given += ["--state", str(state)] if state else []
    given += ["--token", token] if token else []
    line, told = processes.Pipe()
    child: Any = processes.Process(target=_serve, args=(given, told), daemon=True)
    child.start()
    told.close()
    ready = json.loads(line.recv()) if line.poll(_READY_SECONDS) else {}
    forked: Any = _Forked(child, line)
    sandbox = SandboxProcess(forked, ready.get("url", ""))
    if not sandbox.url:
        sandbox.close()
        raise AssertionError(f"the sandbox did not start: {ready}")
    return sandbox


def _serve(given: Sequence[str], told: Connection) -> None:
    from desktop.sandbox.__main__ import main

    sys.stdout = _Line(told)  # type: ignore[assignment]
    threading.Thread(target=_end_with_the_parent, args=(told,), daemon=True).start()
    main(given)


def _end_with_the_parent(told: Connection) -> None:
    try:
        told.recv()
    except (EOFError, OSError):
        os._exit(0)


class _Line:
    """Hands the ready line over."""

    def __init__(self, told: Connection) -> None:
        self._told = told

    def write(self, text: str) -> None:
        self._told.send(text)

    def flush(self) -> None:
        """Nothing waits."""


class _Forked:
    """A forked process with the words of ``subprocess``: what ``SandboxProcess`` asks of its own."""

    stdout = None

    def __init__(self, child: Any, line: Connection) -> None:
        self._child, self.stdin = child, line
        self.pid = child.pid

    def poll(self) -> int | None:
        code: int | None = self._child.exitcode
        return code

    def wait(self, _: float | None = None) -> None:
        """Every change is on disk before it is answered: nothing is lost by a quick end."""
        self._child.kill()
        self._child.join()

    def kill(self) -> None:
        self._child.kill()
