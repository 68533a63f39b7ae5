"""A way between the program and the sandbox that fails as planned: plain HTTP/1.1, byte by byte, on 127.0.0.1."""

import asyncio
import contextlib
import socket
import struct
import threading
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

from tests.faults.failures import End, Failure, Heard, How, Plan, Raw, meddle

_LATENCY, _SILENCE = 0.15, 0.3
"""Seconds; whoever waits for an answer that never comes is let go sooner than its own time-out would."""

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class FaultProxy:
    """Passes requests on to ``target`` in a thread of its own; ``/sandbox`` is never touched."""

    def __init__(self, target: str) -> None:
        self._host, self._port = urlsplit(target).hostname, urlsplit(target).port
        self._plan = Plan()
        self._ready: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="proxy")
        self._thread.start()
        self.url = self._ready.result(10)

    def plan(self, failures: tuple[Failure, ...]) -> None:
        """Let exchanges fail from now on."""
        self._loop.call_soon_threadsafe(setattr, self, "_plan", Plan(failures))

    @property
    def met(self) -> int:
        """How many exchanges failed so far."""
        return self._plan.met

    def close(self) -> None:
        """Hang up on everybody."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._ready.set_result(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await self._over.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._talk((reader, writer)))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _talk(self, ours: Streams) -> None:
        """Carry requests of one connection until it ends; a killed child just is gone."""
        gone = (OSError, asyncio.IncompleteReadError)
        with contextlib.suppress(*gone, asyncio.CancelledError):
            while await self._exchange(ours):
                pass
        ours[1].close()

    async def _exchange(self, ours: Streams) -> bool:
        head, body = await _message(ours[0])
        method, address = head.decode("latin-1").split(" ", 2)[:2]
        path = address.partition("?")[0]
        how = self._plan.pick(method, path)
        if how is How.LATENCY:
            await asyncio.sleep(_LATENCY)
        ask = partial(self._ask, head + body)
        heard = await meddle(how, path, ask) if how else Heard(await ask())
        return await _answer(ours[1], heard)

    async def _ask(self, request: bytes) -> Raw:
        """Ask the sandbox, each time on a connection of its own."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(request)
            return _read(*await _message(reader))
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Read one message by its length, as both sides of ours always tell it."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:-2])
    return head, await reader.readexactly(int(lines.get(b"content-length", b"0")))


def _read(head: bytes, body: bytes) -> Raw:
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    pairs = (line.split(":", 1) for line in lines)
    return Raw(int(first.split(" ")[1]), tuple((n.lower(), v.strip()) for n, v in pairs), body)


async def _answer(writer: asyncio.StreamWriter, heard: Heard) -> bool:
    """Say what is to be heard; return whether the connection goes on."""
    if heard.answer is None:
        if heard.end is End.SILENT:
            await asyncio.sleep(_SILENCE)
        _reset(writer)
        return False
    whole = heard.part == 1.0
    body = heard.answer.body[: int(len(heard.answer.body) * heard.part)]
    writer.write((_head(heard.answer) + body) * heard.times)
    await writer.drain()
    return whole


def _head(answer: Raw) -> bytes:
    """Write the head; its length is that of the whole body, however much of it follows."""
    named = [(n, v) for n, v in answer.headers if n != "content-length"]
    named.append(("content-length", str(len(answer.body))))
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in named]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _reset(writer: asyncio.StreamWriter) -> None:
    # Lingering for zero seconds makes the kernel send a reset instead of a polite end.
    peer = writer.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
