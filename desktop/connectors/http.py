"""One HTTP client for every service: time-outs, safe retries, body cap, errors in words.

What may be retried: reads, and writes the service refused before any effect (429). A write without a clear
answer (time-out, 5xx, cut or unreadable body) raises UnknownOutcomeError: the journal reads it back.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping
from typing import Any, TypeVar

import httpx
import msgspec
import stamina
import truststore
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from desktop.base.log import get_log
from desktop.connectors.answers import refusal, too_many, unclear, unreachable
from desktop.connectors.budget import Budget
from desktop.domain.errors import UnknownOutcomeError

T = TypeVar("T")

_BODY_CAP = 32 * 1024 * 1024
_LONGEST_WAIT = 60.0
_PATIENCE = 5


def _note_retry(details: RetryDetails) -> None:
    get_log("http").info("asking again", attempt=details.retry_num)


# A read that is asked again is everyday life: in our log, at our level, and with no arguments in it.
set_on_retry_hooks([_note_retry])


class Http:
    """Talks to one service. Never follows a redirect: a token must not travel to another host.

    Args:
        service: The service's name for people, like ``Zendesk``.
        base_url: Where it is; every path is under it.
        token: Bearer token, or empty.
        timeout: Seconds for one request.
    """

    def __init__(self, service: str, base_url: str, token: str, timeout: float = 20.0) -> None:
        self.service = service
        self.base_url = base_url.rstrip("/")
        self.spent = 0
        self.budget = Budget(time.monotonic)
        headers = {"Accept": "application/json", "User-Agent": "TriageDeck"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=timeout,
            follow_redirects=False,
            verify=_trust(self.base_url),
            trust_env=not self.base_url.startswith("http://127.0.0.1"),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def get(self, path: str, kind: type[T], **params: str | int) -> T:
        """Read, up to three times. Raises ServiceError or RefusedError."""
        async for attempt in stamina.retry_context(
            on=UnknownOutcomeError, attempts=3, wait_initial=0.1, wait_max=2.0, timeout=60.0
        ):
            with attempt:
                # Not {}: httpx takes it as "no query", and would cut the one a next link holds.
                return await self._ask("GET", path, kind, params=params or None)
        raise AssertionError("unreachable")

    async def write(self, method: str, path: str, kind: type[T], body: Mapping[str, Any]) -> T:
        """Change something, once. Raises RefusedError (no effect) or UnknownOutcomeError (read back)."""
        return await self._ask(method, path, kind, content=msgspec.json.encode(body))

    async def _ask(self, method: str, path: str, kind: type[T], **sent: Any) -> T:
        response = await self._send(method, path, **sent)
        for _ in range(_PATIENCE):
            if response.status_code != 429:
                break
            await asyncio.sleep(too_many(response.headers.get("Retry-After"), _LONGEST_WAIT))
            response = await self._send(method, path, **sent)
        return self._read(method, path, kind, response)

    async def _send(self, method: str, path: str, **sent: Any) -> httpx.Response:
        await self.budget.take()
        self.spent += 1
        headers = {"Content-Type": "application/json"} if "content" in sent else None
        try:
            response = await self._client.request(
                method, self.base_url + path, headers=headers, **sent
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as failed:
            raise unreachable(self.service, self.base_url) from failed
        except (httpx.HTTPError, httpx.InvalidURL) as failed:
            raise unclear(self.service, f"{type(failed).__name__} on {method} {path}") from failed
        self.budget.note(response.headers)
        get_log("http").info(
            "answered", service=self.service, method=method, path=path, status=response.status_code
        )
        return response

    def _read(self, method: str, path: str, kind: type[T], response: httpx.Response) -> T:
        status, where = response.status_code, f"{method} {path}"
        if status >= 500 or status in (408, 425):
            raise unclear(self.service, f"status {status} on {where}", status)
        if status >= 300:
            raise refusal(self.service, status, response.content, where)
        if len(response.content) > _BODY_CAP:
            raise unclear(self.service, f"an answer of {len(response.content)} bytes on {where}")
        try:
            return msgspec.json.decode(response.content or b"{}", type=kind)
        except (msgspec.DecodeError, RecursionError) as nonsense:
            raise unclear(self.service, f"an answer we cannot read on {where}") from nonsense


def _trust(base_url: str) -> ssl.SSLContext | bool:
    """Use the operating system's certificate store (hospitals inspect TLS with their own roots)."""
    if base_url.startswith("http://"):
        return False
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
