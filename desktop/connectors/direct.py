"""Our own connection to a service: the only file that knows httpx.

Never follows a redirect: a token must not travel to another host. What goes on the wire is not logged here.
"""

import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import truststore

from desktop.connectors.answers import unclear, unreachable
from desktop.connectors.carrier import Answer, Ask
from desktop.ports import Access, Reach

_BODY_CAP = 32 * 1024 * 1024
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def refused_401(answer: Answer) -> bool:
    """Say whether the service does not know our token, as most say it."""
    return answer.status == 401


class Direct:
    """Implements ``Carrier`` over HTTP.

    Args:
        service: The service's name for people.
        access: Asked before each request where to go and with which right.
        timeout: Seconds for connecting, and for each wait for more of an answer.
        refuses: Says whether an answer means that our token has run out.
    """

    def __init__(
        self,
        service: str,
        access: Access,
        timeout: float = 20.0,
        refuses: Callable[[Answer], bool] = refused_401,
    ) -> None:
        self._service, self._access, self._timeout = service, access, timeout
        self._refuses = refuses
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def base_url(self) -> str:
        """Return where the service is."""
        return (await self._access.reach()).base_url

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients.values():
            await client.aclose()

    async def carry(self, ask: Ask) -> Answer:
        """Send once; a refused token is renewed and tried again, once."""
        reach = await self._access.reach()
        answer = await self._send(ask, reach)
        if self._refuses(answer) and await self._access.renew(reach):
            answer = await self._send(ask, await self._access.reach())
        return answer

    async def _send(self, ask: Ask, reach: Reach) -> Answer:
        headers = {**reach.headers, **(ask.headers or {})}
        if ask.body is not None:
            headers.setdefault("Content-Type", "application/json")
        client = self._client(reach.base_url)
        # Not {}: httpx takes it as "no query", and would cut the one a next link holds.
        params = dict(ask.params) if ask.params else None
        try:
            response = await client.request(
                ask.method,
                reach.base_url + ask.path,
                params=params,
                content=ask.body,
                headers=headers,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as failed:
            raise unreachable(self._service, reach.base_url) from failed
        except (httpx.HTTPError, httpx.InvalidURL) as failed:
            raise unclear(self._service, f"{type(failed).__name__} on {ask.where}") from failed
        if len(response.content) > _BODY_CAP:
            raise unclear(self._service, f"an answer of {len(response.content)} bytes")
        return Answer(response.status_code, response.headers, response.content)

    def _client(self, base_url: str) -> httpx.AsyncClient:
        """This computer is asked without the system's proxy and certificates; everybody else with them."""
        local = urlsplit(base_url).hostname in _LOOPBACK
        if local not in self._clients:
            self._clients[local] = httpx.AsyncClient(
                headers={"Accept": "application/json", "User-Agent": "TriageDeck"},
                timeout=self._timeout,
                follow_redirects=False,
                verify=False if local else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                trust_env=not local,
            )
        return self._clients[local]
