"""Answers that arrive broken: cut, dripping, swollen, of the wrong length, or twice. The work itself is done."""

import asyncio
import gzip
import socket
from collections.abc import Awaitable, Callable
from functools import lru_cache
from http import HTTPStatus

from starlette.types import Message, Scope, Send

from desktop.sandbox.queue_shapes import Fault

Work = Callable[[Send], Awaitable[None]]
Play = Callable[[Fault, Scope, Send, Work], Awaitable[None]]

_BOMB_BYTES = 96 * 1024 * 1024


async def _truncate(fault: Fault, scope: Scope, send: Send, work: Work) -> None:
    """Promise the whole answer, send part of it."""
    start, body = await _answer(work)
    await send(start)
    part = body[: int(len(body) * fault.part)]
    await send({"type": "http.response.body", "body": part, "more_body": True})
    await _hang_up(scope)


async def _drip(fault: Fault, _: Scope, send: Send, work: Work) -> None:
    """Send a byte at a time: every wait is short, all of them are long."""
    start, body = await _answer(work)
    await send(start)
    for byte in body:
        await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
        await asyncio.sleep(fault.delay_seconds or 1)
    await send({"type": "http.response.body", "body": b""})


async def _bomb(_: Fault, __: Scope, send: Send, work: Work) -> None:
    """Send a small body that unpacks to a very large one."""
    await _answer(work)
    body = _swollen()
    headers = [(b"content-type", b"application/json"), (b"content-encoding", b"gzip")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _long(_: Fault, scope: Scope, send: Send, work: Work) -> None:
    """Promise more than there is, and hang up."""
    start, body = await _answer(work)
    await _write(scope, send, start, body, len(body) + 100)
    await _hang_up(scope)


async def _short(_: Fault, scope: Scope, send: Send, work: Work) -> None:
    """Promise less than there is, and send it all."""
    start, body = await _answer(work)
    await _write(scope, send, start, body, max(0, len(body) - 20))
    await _hang_up(scope)


async def _twice(_: Fault, scope: Scope, send: Send, work: Work) -> None:
    """Send the answer, and the same answer again behind it."""
    start, body = await _answer(work)
    _cork(scope, closed=True)  # both leave together: apart, the next question might come in between
    await _write(scope, send, start, body, len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})
    _cork(scope, closed=False)


def _cork(scope: Scope, closed: bool) -> None:
    transport, option = scope.get("sandbox.transport"), getattr(socket, "TCP_CORK", None)
    if transport is not None and option is not None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, int(closed))


async def _write(scope: Scope, send: Send, start: Message, body: bytes, length: int) -> None:
    """Write to the socket itself: the server would never let a wrong length pass."""
    transport = scope.get("sandbox.transport")
    if transport is None:
        await send(start)
        await send({"type": "http.response.body", "body": body[:length]})
        return
    status = HTTPStatus(start["status"])
    rows = [(name, value) for name, value in start["headers"] if name != b"content-length"]
    rows.append((b"content-length", str(length).encode()))
    lines = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
    lines += [name + b": " + value for name, value in rows]
    transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)


async def _answer(work: Work) -> tuple[Message, bytes]:
    """Do the work; return the start of its answer and the whole body."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await work(keep)
    return messages[0], b"".join(each.get("body", b"") for each in messages[1:])


async def _hang_up(scope: Scope) -> None:
    transport = scope.get("sandbox.transport")
    if transport is not None:
        transport.close()
        await asyncio.sleep(0)
        raise ConnectionAbortedError


@lru_cache(maxsize=1)
def _swollen() -> bytes:
    return gzip.compress(b" " * _BOMB_BYTES, 1)


KINDS: dict[str, Play] = {
    "truncated": _truncate,
    "drip": _drip,
    "bomb": _bomb,
    "length_long": _long,
    "length_short": _short,
    "twice": _twice,
}
"""How each kind of broken answer is played."""
