"""Our own connection to a service: the only file that knows httpx.

Never follows a redirect, and asks no host but the services' own: a token must not travel anywhere else. What goes on
the wire is not logged here. A body is read as it comes and dropped at its cap, so that a small bomb stays small.
"""

import asyncio
import importlib.util
import ssl
import sys
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import httpx
import truststore

from desktop.connectors.answers import unclear
from desktop.connectors.carrier import Answer, Ask
from desktop.connectors.hosts import checked
from desktop.connectors.unreached import proxy_refused, proxy_unusable, unreached
from desktop.ports import Access, Reach

if importlib.util.find_spec("sniffio") is None:
    # httpcore asks that package at every request which loop runs; one that is not installed is searched for each time,
    # which takes longer than all else a request costs us. Named as absent, it is known to be.
    sys.modules["sniffio"] = None  # type: ignore[assignment]

_BODY_CAP = 32 * 1024 * 1024
_PLAIN = ("", "identity", "gzip", "deflate")
"""Encodings we read, one at a time: a bomb inside a bomb would grow a million times."""
_WHOLE = 3
_TOGETHER = 6


def refused_401(answer: Answer) -> bool:
    """Say whether the service does not know our token, as most say it."""
    return answer.status == 401


class Direct:
    """Implements ``Carrier`` over HTTP.

    Args:
        service: The service's name for people.
        access: Asked before each request where to go and with which right.
        timeout: Seconds for connecting, and for each wait for more of an answer; three times that for all of it.
        refuses: Says whether an answer means that our token has run out.
        proxy: The proxy to use; the system's when empty. Never for this computer itself.
        may: Returns an address a request may go to, or raises InputError.
    """

    def __init__(
        self,
        service: str,
        access: Access,
        timeout: float = 20.0,
        refuses: Callable[[Answer], bool] = refused_401,
        proxy: str = "",
        may: Callable[[str], str] = checked,
    ) -> None:
        self._service, self._access, self._timeout = service, access, timeout
        self._refuses, self._proxy, self._may = refuses, proxy, may
        self._clients: dict[bool, httpx.AsyncClient] = {}
        self._writers: dict[bool, httpx.AsyncClient] = {}

    async def base_url(self) -> str:
        """Return where the service is."""
        return (await self._access.reach()).base_url

    async def close(self) -> None:
        """Close the connections."""
        for client in (*self._clients.values(), *self._writers.values()):
            await client.aclose()

    async def carry(self, ask: Ask) -> Answer:
        """Send once; a refused token is renewed and tried again, once."""
        reach = await self._access.reach()
        answer = await self._send(ask, reach)
        if self._refuses(answer) and await self._access.renew(reach):
            answer = await self._send(ask, await self._access.reach())
        return answer

    async def _send(self, ask: Ask, reach: Reach) -> Answer:
        host = urlsplit(self._may(reach.base_url)).hostname or ""
        client, request = self._prepare(ask, reach)
        try:
            async with asyncio.timeout(self._timeout * _WHOLE):
                return await self._exchange(client, request, ask)
        except httpx.ProxyError as failed:
            raise proxy_refused(self._service, host, str(failed)) from failed
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as failed:
            raise unreached(self._service, host, failed) from failed
        except (httpx.HTTPError, TimeoutError, ssl.SSLError) as failed:
            raise unclear(self._service, f"{type(failed).__name__} on {ask.where}") from failed

    def _prepare(self, ask: Ask, reach: Reach) -> tuple[httpx.AsyncClient, httpx.Request]:
        headers = {**reach.headers, **(ask.headers or {})}
        if ask.body is not None:
            headers.setdefault("Content-Type", "application/json")
        writes = ask.method != "GET"
        if writes:
            headers["Connection"] = "close"
        client = self._client(reach.base_url, self._writers if writes else self._clients)
        url = _address(reach.base_url, ask)
        try:
            request = client.build_request(ask.method, url, content=ask.body, headers=headers)
        except (httpx.InvalidURL, UnicodeError) as wrong:
            raise unclear(self._service, f"a link we cannot follow on {ask.where}") from wrong
        return client, request

    async def _exchange(
        self, client: httpx.AsyncClient, request: httpx.Request, ask: Ask
    ) -> Answer:
        response = await client.send(request, stream=True)
        try:
            if response.headers.get("content-encoding", "").strip().lower() not in _PLAIN:
                raise unclear(self._service, f"an answer in an unknown encoding on {ask.where}")
            parts, size = [], 0
            async for part in response.aiter_bytes():
                parts.append(part)
                size += len(part)
                if size > _BODY_CAP:
                    raise unclear(self._service, f"more than {_BODY_CAP} bytes on {ask.where}")
        finally:
            await response.aclose()
        await _drop_talkative(client)
        return Answer(response.status_code, response.headers, b"".join(parts))

    def _client(self, base_url: str, kept: dict[bool, httpx.AsyncClient]) -> httpx.AsyncClient:
        """Plain HTTP stays on this computer: without the system's proxy and certificates; the rest has both.

        A write has a connection of its own: what a broken server says twice to a read is never taken for its answer.
        """
        plain = base_url.startswith("http:")
        if plain not in kept:
            try:
                kept[plain] = self._open(plain)
            except (ImportError, ValueError) as wrong:
                raise proxy_unusable(type(wrong).__name__) from wrong
        return kept[plain]

    def _open(self, plain: bool) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
                "User-Agent": "TriageDeck",
            },
            timeout=httpx.Timeout(self._timeout),
            limits=httpx.Limits(max_connections=_TOGETHER),
            follow_redirects=False,
            verify=False if plain else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=not plain,
            proxy=None if plain else self._proxy or None,
        )


def _address(base_url: str, ask: Ask) -> str:
    """Return the whole address; httpx would look at each character of a long query four times to put it there."""
    url = base_url + ("" if ask.path.startswith("/") else "/") + ask.path
    if not ask.params:
        return url
    return url + ("&" if "?" in url else "?") + urlencode(ask.params, safe=",")


async def _drop_talkative(client: httpx.AsyncClient) -> None:
    """Close a connection on which more was said than asked: it would be read as the answer to the next question.

    httpx looks at the socket before it uses a connection again, not at what it has read from it already.
    """
    pool = getattr(client._transport, "_pool", None)  # noqa: SLF001 - there is no public way to it
    for connection in getattr(pool, "connections", ()):
        state = getattr(getattr(connection, "_connection", None), "_h11_state", None)
        if state is not None and connection.is_idle() and state.trailing_data[0]:
            await connection.aclose()
