"""Serves pages on 127.0.0.1 from a thread with its own event loop, so that a busy deck never stalls a reader."""

import asyncio
import contextlib
import errno
import socket
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import uvicorn

from desktop.domain.errors import TriageError

if TYPE_CHECKING:
    from starlette.applications import Starlette

_START_SECONDS, _GRACE_SECONDS, _END_SECONDS = 5.0, 0.4, 0.5


class ServerError(TriageError):
    """This machine did not let us serve a page."""


class InboundServer:
    """Serves one application until it is closed.

    Args:
        app: What answers.
        ports: The ports to try in turn; 0 lets the system choose a free one.
        page: What is served, for people.
        both: Listen on ``::1`` too, for a browser that takes ``localhost`` for that.
    """

    def __init__(
        self,
        app: "Starlette",
        ports: Sequence[int] = (0,),
        page: str = "The approval page",
        *,
        both: bool = False,
    ) -> None:
        # log_config None: uvicorn must not touch the program's logging, nor print to its terminal.
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off")
        self._server = _Server(config)
        self._ports, self._page, self._both = ports, page, both
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Serve; return the address, like ``http://127.0.0.1:51234``. Raises ServerError."""
        listening, port = self._listen()
        self._thread = threading.Thread(
            target=self._run, args=(listening,), name="inbound", daemon=True
        )
        self._thread.start()
        self._server.ready.wait(_START_SECONDS)
        return f"http://127.0.0.1:{port}"

    def _listen(self) -> tuple[list[socket.socket], int]:
        why = ""
        for port in self._ports:
            try:
                return _sockets(port, both=self._both)
            except OSError as taken:
                why = taken.strerror or str(taken)
        tried = ", ".join(str(port) for port in self._ports)
        raise ServerError(
            f"{self._page} cannot be served",
            f"Port {tried} on this machine: {why}.",
            "Close the program that uses the port, or choose another.",
        )

    def _run(self, listening: list[socket.socket]) -> None:
        # Not the main thread, so uvicorn leaves the process's signal handlers alone.
        with contextlib.ExitStack() as stack:
            for one in listening:
                stack.enter_context(one)
            asyncio.run(self._server.serve(sockets=listening))

    def close(self) -> None:
        """Stop serving; answers under way get a moment, then are cut. Ends within a second."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_GRACE_SECONDS)
            self._server.force_exit = True
            self._thread.join(_END_SECONDS)


def _sockets(port: int, *, both: bool) -> tuple[list[socket.socket], int]:
    first = socket.create_server(("127.0.0.1", port))
    port = first.getsockname()[1]
    if not both or not socket.has_ipv6:
        return [first], port
    try:
        return [first, socket.create_server(("::1", port), family=socket.AF_INET6)], port
    except OSError as failed:
        if failed.errno == errno.EADDRINUSE:
            # Somebody else would get the browser's answer there.
            first.close()
            raise
        return [first], port  # no such address here: nobody can listen on it either


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
