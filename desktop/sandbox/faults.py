"""Planned failures: which request they hit, and what the client then sees."""

import asyncio
import socket
import struct

from starlette.types import Message, Scope, Send

from desktop.sandbox import broken
from desktop.sandbox.queue_shapes import Fault
from desktop.sandbox.state import Sandbox

SERVICES = {
    "zendesk": ("/api/v2", "/oauth"),
    "slack": ("/slack/api", "/slack/oauth"),
    "confluence": ("/wiki", "/atlassian"),
    "composio": ("/composio",),
}
ELSEWHERE = "https://elsewhere.example/signin?next=home"
"""Where a redirect leads."""

_HTML = b"<!doctype html><title>Just a moment...</title><p>Checking your browser"
_NONSENSE = b'{"moon": [1, 2, {"cheese": null}]}'
_BODIES = {
    "zendesk": b'{"error":"InternalError","description":"The sandbox was told to fail"}',
    "slack": b'{"ok":false,"error":"internal_error"}',
    "confluence": b'{"statusCode":500,"message":"The sandbox was told to fail"}',
    "composio": b'{"error":{"message":"The sandbox was told to fail","status":500}}',
}


def service_of(path: str) -> str:
    """Return the service a path belongs to, empty for the control door."""
    return next((name for name, roots in SERVICES.items() if path.startswith(roots)), "")


def pick(sandbox: Sandbox, method: str, path: str) -> Fault | None:
    """Return the fault this request runs into, counting it down."""
    for fault in sandbox.state.faults:
        alike = fault.service == service_of(path) and fault.method.upper() in ("", method)
        if not alike or not path.startswith(fault.path) or (fault.skip, fault.count) == (0, 0):
            continue
        sandbox.dirty = True
        if fault.skip:
            fault.skip -= 1
            continue
        fault.count -= 1
        return fault
    return None


async def play(fault: Fault, scope: Scope, send: Send, work: broken.Work) -> None:
    """Answer a request the way the fault wants; ``work`` is the honest answer."""
    if fault.kind == "delay":
        await asyncio.sleep(fault.delay_seconds)
        await work(send)
    elif fault.kind == "reset_before":
        _cut(scope)
    elif fault.kind == "reset_after":
        await work(_swallow)
        _cut(scope)
    elif fault.kind == "half_open":
        await asyncio.sleep(fault.delay_seconds or 600)
        _cut(scope)
    elif fault.kind in broken.KINDS:
        await broken.KINDS[fault.kind](fault, scope, send, work)
    else:
        await _say(fault, send)


_WORDS = {
    401: b'{"error":"Couldn\'t authenticate you"}',
    403: b'{"error":{"title":"Forbidden","message":"You do not have access to this page."}}',
    404: b'{"error":"RecordNotFound","description":"Not found"}',
    409: b'{"error":"UpdateConflict","description":"The sandbox was told to refuse"}',
    422: b'{"error":"RecordInvalid","description":"Record validation errors","details":{}}',
    429: b'{"error":"APIRateLimitExceeded","description":"Number of allowed API requests exceeded"}',
}


async def _say(fault: Fault, send: Send) -> None:
    kinds = {
        "html": (200, "text/html", _HTML),
        "nonsense": (200, "application/json", _NONSENSE),
        "redirect": (302, "text/plain", b""),
    }
    body = _BODIES[fault.service]
    if fault.service == "zendesk":
        body = _WORDS.get(fault.status, body)
    elif fault.service == "slack" and fault.status == 429:
        body = b'{"ok":false,"error":"ratelimited"}'
    status, kind, body = kinds.get(fault.kind, (fault.status, "application/json", body))
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    if fault.kind == "redirect":
        headers.append((b"location", ELSEWHERE.encode()))
    if fault.retry_after is not None:
        headers.append((b"retry-after", str(fault.retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _swallow(_: Message) -> None:
    """Drop an answer that never reaches the client."""


def _cut(scope: Scope) -> None:
    """Reset the connection. Raises ConnectionResetError where there is no socket to reset."""
    transport = scope.get("sandbox.transport")
    if transport is None:
        raise ConnectionResetError
    peer = transport.get_extra_info("socket")
    # Lingering for zero seconds makes the kernel send a reset instead of a polite end.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    raise ConnectionAbortedError
