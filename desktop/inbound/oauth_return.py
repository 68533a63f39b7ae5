"""Where the browser comes back to after a consent page: one address, one answer, then the door is shut.

Source: RFC 8252 §7.3 and §8.10. An answer without our state is nobody's: it is refused and we go on waiting, so that
a page in another tab can neither sign us in as somebody else nor end the sign-in.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.inbound.pages import Pages
from desktop.inbound.server import InboundServer
from desktop.ports import ReturnDoor

_LONGEST = 4_000


class Door:
    """Implements ``desktop.ports.ReturnDoor``."""

    def __init__(self, redirect: str, answer: "asyncio.Future[Mapping[str, str]]") -> None:
        self.redirect, self._answer = redirect, answer

    async def answer(self) -> Mapping[str, str]:
        """Wait for the browser."""
        return await self._answer


class BrowserReturns:
    """Implements ``desktop.ports.Returns`` with a server in a thread of its own."""

    @asynccontextmanager
    async def open(
        self, host: str, path: str, ports: Sequence[int], state: str
    ) -> AsyncIterator[ReturnDoor]:
        """Listen at the first free of the registered ports. Raises ServerError when all are taken."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Mapping[str, str]] = loop.create_future()
        page = _ReturnPage(loop, answer, state)
        app = Starlette(routes=[Route(path, page.come_back)])
        server = InboundServer(
            app, ports, "The way back from the browser", both=host == "localhost"
        )
        try:
            url = await asyncio.to_thread(server.start)
            yield Door(f"http://{host}:{urlsplit(url).port}{path}", answer)
        finally:
            await asyncio.to_thread(server.close)


class _ReturnPage:
    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        answer: "asyncio.Future[Mapping[str, str]]",
        state: str,
    ) -> None:
        self._loop, self._answer, self._state = loop, answer, state
        self._pages = Pages()

    async def come_back(self, request: Request) -> Response:
        """GET with ``code`` and ``state``, or ``error`` and ``state``."""
        said = dict(request.query_params)
        ours = hmac.compare_digest(said.get("state", "").encode(), self._state.encode())
        if not ours or len(request.url.query) > _LONGEST:
            return self._pages.came_back("stranger", 400)
        self._loop.call_soon_threadsafe(self._take, said)
        return self._pages.came_back("code" if "code" in said else "refused", 200)

    def _take(self, said: Mapping[str, str]) -> None:
        if not self._answer.done():
            self._answer.set_result(said)
