"""Asking the sandbox's own services from inside: no socket, but every door a request from outside passes."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import msgspec
from starlette.requests import Request
from starlette.types import Message, Scope

from desktop.sandbox.queue_shapes import Json


class Said(msgspec.Struct, frozen=True):
    """What a service answered; ``data`` is its JSON, or its text where it is none."""

    status: int
    headers: dict[str, str]
    data: Any


async def ask_inside(
    request: Request, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> Said:
    """Send one request to the application that serves ``request`` and return the answer.

    A connection that a planned failure cuts is an answer with the status 502.
    """
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        heard.append(message)

    scope = _scope(request, method, path, query, headers)
    try:
        await request.app(scope, receive, send)
    except ConnectionError:
        return Said(502, {}, "the connection was cut")
    content = b"".join(each.get("body", b"") for each in heard[1:])
    shown = {name.decode(): value.decode() for name, value in heard[0]["headers"]}
    return Said(heard[0]["status"], shown, _read(content))


def _scope(
    request: Request, method: str, path: str, query: str, headers: Mapping[str, str]
) -> Scope:
    kept = {key: request.scope[key] for key in ("asgi", "http_version", "scheme", "server")}
    pairs = {"host": request.headers.get("host", ""), **headers}
    return {
        **kept,
        "type": "http",
        "method": method,
        "path": unquote(path),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "client": request.scope.get("client"),
        "headers": [(name.lower().encode(), value.encode()) for name, value in pairs.items()],
    }


def _read(content: bytes) -> Json | list[Any] | str | None:
    try:
        found: Json | list[Any] | str | None = msgspec.json.decode(content or b"null")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return content.decode("utf-8", "replace")
    return found
