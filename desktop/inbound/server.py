"""Serves pages on 127.0.0.1 from a thread with its own event loop, so that a busy deck never stalls a reader."""

import asyncio
import socket
import threading
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
        port: The port on 127.0.0.1; 0 lets the system choose a free one.
    """

    def __init__(self, app: "Starlette", port: int = 0) -> None:
        # log_config None: uvicorn must not touch the program's logging, nor print to its terminal.
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", lifespan="off")
        self._server = _Server(config)
        self._port = port
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Serve; return the address, like ``http://127.0.0.1:51234``. Raises ServerError."""
        try:
            listening = socket.create_server(("127.0.0.1", self._port))
        except OSError as taken:
            raise ServerError(
                "The approval page cannot be served",
                f"Port {self._port} on this machine: {taken.strerror}.",
                "Close the program that uses the port, or choose another.",
            ) from taken
        port = listening.getsockname()[1]
        self._thread = threading.Thread(
            target=self._run, args=(listening,), name="inbound", daemon=True
        )
        self._thread.start()
        self._server.ready.wait(_START_SECONDS)
        return f"http://127.0.0.1:{port}"

    def _run(self, listening: socket.socket) -> None:
        # Not the main thread, so uvicorn leaves the process's signal handlers alone.
        with listening:
            asyncio.run(self._server.serve(sockets=[listening]))

    def close(self) -> None:
        """Stop serving; answers under way get a moment, then are cut. Ends within a second."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_GRACE_SECONDS)
            self._server.force_exit = True
            self._thread.join(_END_SECONDS)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
