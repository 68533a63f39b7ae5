"""How every service of the sandbox answers: JSON, refusals, what a request asks for."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.domain.errors import RefusedError
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

Endpoint = Callable[[Request], Awaitable[Response]]
_JSON = "application/json; charset=utf-8"


class RefusalError(RefusedError):
    """A request the sandbox answers with an error status and the service's own error body."""

    def __init__(self, status: int, body: Json, headers: Mapping[str, str] | None = None) -> None:
        super().__init__("The sandbox refused a request", str(body), "Correct the request.", status)
        self.body, self.headers = body, dict(headers or {})


def answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON answer."""
    content = msgspec.json.encode(body)
    return Response(content, status, dict(headers or {}), media_type=_JSON)


async def on_refusal(_: Request, error: Exception) -> Response:
    """Turn a refusal into its answer."""
    refusal = cast("RefusalError", error)
    return answer(refusal.body, refusal.status, refusal.headers)


def sandbox_of(request: Request) -> Sandbox:
    """Return the sandbox a request is for."""
    return cast("Sandbox", request.app.state.sandbox)


async def read_json(request: Request) -> Json:
    """Return the JSON object a request carries. Raises RefusalError when it is none."""
    body = await request.body()
    try:
        found = msgspec.json.decode(body or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusalError(
            400, {"error": "InvalidJSON", "description": "The body is not a JSON object"}
        )
    return found


async def read_arguments(request: Request) -> Json:
    """Return what a request to a token endpoint carries, as JSON or as form. Raises RefusalError."""
    if "json" in request.headers.get("content-type", ""):
        return await read_json(request)
    text = (await request.body()).decode("utf-8", "replace")
    return dict(parse_qsl(text, keep_blank_values=True))


def base_url(request: Request) -> str:
    """Return where the sandbox is reached, for the links it sends."""
    return str(request.base_url).rstrip("/")


def invalid(field: str, message: str) -> RefusalError:
    """Return Zendesk's 422 about one field."""
    details = {field: [{"description": message, "error": "InvalidValue"}]}
    body = {"error": "RecordInvalid", "description": "Record validation errors", "details": details}
    return RefusalError(422, body)


def not_found() -> RefusalError:
    """Return Zendesk's 404 about a wrong id."""
    return RefusalError(404, {"error": "RecordNotFound", "description": "Not found"})
