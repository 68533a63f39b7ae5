"""The sandbox as a process: served in one, started and ended from another."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from desktop.base.paths import resource
from desktop.domain.errors import QueueFileError, ServiceError
from desktop.sandbox.app import make_app
from desktop.sandbox.queue_file import Queue
from desktop.sandbox.state import open_sandbox

SANDBOX_FLAG = "--sandbox-process"
"""The first argument by which the packaged program is asked to be the sandbox; the entry routes it."""

_READY_SECONDS = 30.0
_CLOSE_SECONDS = 5.0
_QUEUE_FILE_WRONG = 3


def serve(
    queue: Queue,
    port: int = 0,
    token: str | None = None,
    state: Path | None = None,
    follow_stdin: bool = False,
) -> None:
    """Serve a queue on 127.0.0.1 until asked to end; write one ready line, ``{"url", "port"}``.

    Args:
        queue: What to serve.
        port: 0 for any free one.
        token: The only bearer token accepted; none accepts any.
        state: Where every change is written before it is answered, and continued from.
        follow_stdin: End when standard input does, so as never to outlive the parent.
    """
    config = uvicorn.Config(
        _WithTransport(make_app(open_sandbox(queue, state, token))),
        host="127.0.0.1",
        port=port,
        http=_Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    if follow_stdin:
        threading.Thread(target=_follow_stdin, args=(server,), daemon=True).start()
    server.run()


class _Server(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            ready = {"url": f"http://127.0.0.1:{port}", "port": port}
            sys.stdout.write(json.dumps(ready) + "\n")
            sys.stdout.flush()


_open: dict[tuple[str, int], Any] = {}
"""The connections of this process by peer, so that a planned fault can cut its own."""


class _Protocol(H11Protocol):
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        _open[transport.get_extra_info("peername")[:2]] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _open.pop(self.transport.get_extra_info("peername")[:2], None)
        super().connection_lost(exc)


class _WithTransport:
    """Hands each request its connection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = tuple(scope.get("client") or ())
        await self._app({**scope, "sandbox.transport": _open.get(client)}, receive, send)


def _follow_stdin(server: uvicorn.Server) -> None:
    # Not the buffered stream: its lock would be held when the interpreter ends.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.should_exit = True


class SandboxProcess:
    """A sandbox running in its own process. Closing it, or the end of this process, ends it."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        self._process, self.url = process, url

    @property
    def pid(self) -> int:
        """The process id, for tests that kill it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the sandbox and wait until it has; a second call does nothing."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def start_sandbox(
    queue: Path | None = None, state: Path | None = None, token: str | None = None
) -> SandboxProcess:
    """Start a sandbox and wait until it serves. May be called from any thread.

    Args:
        queue: The queue file; the shipped one by default.
        state: Where it keeps its state; nothing is kept by default.
        token: The only token it accepts; any by default.

    Raises:
        QueueFileError: The queue file breaks the format.
        ServiceError: The sandbox did not come up.
    """
    command = [*_program(), "--follow-stdin"]
    command += ["--queue", str(queue or default_queue())]
    command += ["--state", str(state)] if state else []
    command += ["--token", token] if token else []
    process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    child = SandboxProcess(process, "")
    line = _read_line(process.stdout) if process.stdout else ""
    answer = _parse(line)
    if "url" not in answer:
        child.close()
        raise _failure(answer)
    child.url = str(answer["url"])
    return child


def _program() -> list[str]:
    """Return how the sandbox is started: a packaged program has no ``-m`` and becomes the sandbox itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, SANDBOX_FLAG]
    return [sys.executable, "-m", "desktop.sandbox"]


def default_queue() -> Path:
    """Return the shipped queue file."""
    return resource("queues", "default.json")


@contextmanager
def reporting_broken_files() -> Iterator[None]:
    """Turn a broken queue or state file into one line on standard output and exit code 3."""
    try:
        yield
    except QueueFileError as error:
        message = error.message.removeprefix(f"{error.where}: ")
        sys.stdout.write(json.dumps({"error": {"where": error.where, "message": message}}) + "\n")
        sys.exit(_QUEUE_FILE_WRONG)


def _read_line(stream: IO[str]) -> str:
    """Return the first line, or nothing when the deadline passes first."""
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(_READY_SECONDS)
    return lines[0] if lines else ""


def _parse(line: str) -> dict[str, Any]:
    try:
        return dict(msgspec.json.decode(line or "{}", type=dict[str, Any]))
    except msgspec.DecodeError:
        return {}


def _failure(answer: dict[str, Any]) -> QueueFileError | ServiceError:
    if "error" in answer:
        return QueueFileError(answer["error"]["where"], answer["error"]["message"])
    return ServiceError(
        "The sandbox did not start",
        f"it was not ready within {_READY_SECONDS:.0f} seconds or ended before",
        "Start again; if it happens again, run the command `triagedeck sandbox` to see why.",
    )
