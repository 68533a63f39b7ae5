"""The door every request passes: who asks, how often, what fails, what time it is, and the saving."""

import base64
import binascii
from email.utils import format_datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.sandbox import faults, limits
from desktop.sandbox.answers import answer
from desktop.sandbox.state import Sandbox

_OPEN = ("/api/v2/users/me",)


class Front:
    """Wraps the services. Nothing is answered before what it changed is on disk."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app, self._sandbox = app, sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        scope = {**scope, "asked_path": path, "path": path.removesuffix(".json")}
        scope["raw_path"] = scope["path"].encode()
        fault = faults.pick(self._sandbox, scope["method"], scope["path"])

        async def work(then: Send) -> None:
            await self._serve(scope, receive, self._stamped(then))

        if fault is None:
            await work(send)
            return
        try:
            await faults.play(fault, scope, self._stamped(send), work)
        except ConnectionAbortedError:
            self._sandbox.save()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        service = faults.service_of(scope["path"])
        more: dict[str, str] = {}
        if service == "zendesk":
            buckets = limits.count(self._sandbox, scope["method"], scope["path"])
            more = limits.headers(buckets)
            if "retry-after" in more:
                body = {
                    "error": "APIRateLimitExceeded",
                    "description": "Number of allowed API requests exceeded",
                }
                await answer(body, 429, more)(scope, receive, send)
                return
        if not self._is_known(service, scope):
            await _refuse(service)(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send, more))

    def _is_known(self, service: str, scope: Scope) -> bool:
        """Say whether the credentials will do; Slack looks at its own, which may be in the body."""
        token, given = self._sandbox.token, Headers(scope=scope).get("authorization", "")
        if service not in ("zendesk", "confluence"):
            return True
        if not given:
            # A public knowledge base may be read by anybody, and Zendesk's /users/me always answers.
            return (service == "confluence" and token is None) or scope["path"] in _OPEN
        return token is None or read_credential(given) == token

    def _stamped(self, send: Send) -> Send:
        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._sandbox.save()
                now = self._sandbox.now()
                MutableHeaders(scope=message)["date"] = format_datetime(now, usegmt=True)
            await send(message)

        return stamped


def read_credential(header: str) -> str:
    """Return the token of an Authorization header: a bearer's own, or the password of basic auth."""
    kind, _, value = header.partition(" ")
    if kind.lower() != "basic":
        return value.strip()
    try:
        return base64.b64decode(value).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _refuse(service: str) -> ASGIApp:
    if service == "confluence":
        return answer({"statusCode": 401, "message": "Unauthorized"}, 401)
    return answer({"error": "Couldn't authenticate you"}, 401)


def _with_headers(send: Send, more: dict[str, str]) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(more)
        await send(message)

    return dressed
