"""The door every request passes: who asks, how often, what fails, what time it is, and the saving."""

from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.sandbox import faults, limits
from desktop.sandbox.answers import answer
from desktop.sandbox.credentials import refusal_of
from desktop.sandbox.state import Sandbox


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
        served = refusal_of(self._sandbox, scope) or self._app
        await served(scope, receive, _with_headers(send, more))

    def _stamped(self, send: Send) -> Send:
        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._sandbox.save()
                now = self._sandbox.now()
                MutableHeaders(scope=message)["date"] = format_datetime(now, usegmt=True)
            await send(message)

        return stamped


def _with_headers(send: Send, more: dict[str, str]) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(more)
        await send(message)

    return dressed
