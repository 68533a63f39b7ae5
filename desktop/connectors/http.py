"""One way of asking for every service: safe retries, half the account's limit, errors in words.

What may be retried: reads, and writes the service refused before any effect (429). A write without a clear
answer (time-out, 5xx, cut or unreadable body) raises UnknownOutcomeError: the journal reads it back.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec
import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from desktop.base.log import get_log
from desktop.connectors import limits
from desktop.connectors.access import Fixed
from desktop.connectors.answers import exhausted, moved, refusal, unclear, unreadable
from desktop.connectors.budget import Budget
from desktop.connectors.carrier import Answer, Ask, Carrier
from desktop.connectors.direct import Direct
from desktop.domain.errors import ServiceError, UnknownOutcomeError

T = TypeVar("T")

_LONGEST_WAIT = 60.0
_PATIENCE = 5


def _note_retry(details: RetryDetails) -> None:
    get_log("http").info("asking again", attempt=details.retry_num)


# A read that is asked again is everyday life: in our log, at our level, and with no arguments in it.
set_on_retry_hooks([_note_retry])


class Http:
    """Talks to one service.

    Args:
        service: The service's name for people, like ``Zendesk``.
        carrier: What carries each request.
        patience: How often a request that came too soon is sent again after the pause it was asked for.

    Attributes:
        stage: Asked at each request which stage it is spent in.
        spent_in: Requests sent so far, by stage.
    """

    def __init__(self, service: str, carrier: Carrier, patience: int = _PATIENCE) -> None:
        self.service = service
        self.carrier = carrier
        self._patience = patience
        self.stage: Callable[[], str] = str
        self.spent_in: Counter[str] = Counter()
        self.budget = Budget(time.monotonic)

    @classmethod
    def at(
        cls, service: str, base_url: str, token: str, timeout: float = 20.0, proxy: str = ""
    ) -> "Http":
        """Return a client for a fixed address and token."""
        return cls(service, Direct(service, Fixed(base_url, token), timeout, proxy=proxy))

    @property
    def spent(self) -> int:
        """Requests sent so far."""
        return self.spent_in.total()

    async def close(self) -> None:
        """Close the connections."""
        await self.carrier.close()

    async def get(self, path: str, kind: type[T], **params: str | int) -> T:
        """Read, up to three times. Raises ServiceError or RefusedError."""
        async for attempt in stamina.retry_context(
            on=UnknownOutcomeError, attempts=3, wait_initial=0.1, wait_max=2.0, timeout=60.0
        ):
            with attempt:
                return await self._ask(Ask("GET", path, params), kind)
        raise AssertionError("unreachable")

    async def write(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: Mapping[str, Any],
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Change something, once. Raises RefusedError (no effect) or UnknownOutcomeError (read back)."""
        return await self.send(method, path, kind, msgspec.json.encode(body), headers)

    async def send(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Change something with a body that is no JSON; ``headers`` say what it is."""
        return await self._ask(Ask(method, path, body=body, headers=headers), kind)

    async def get_with_headers(self, path: str, kind: type[T]) -> tuple[T, Mapping[str, str]]:
        """Read once, with what stands in the answer's headers. Raises ServiceError."""
        ask = Ask("GET", path)
        answer = await self._patiently(ask)
        return self._read(ask, kind, answer), answer.headers

    async def create(
        self, path: str, kind: type[T], body: Mapping[str, Any], idempotency_key: str
    ) -> T:
        """Make something the service makes once for a key however often it is asked, so it is asked again."""
        headers = {"Idempotency-Key": idempotency_key}
        async for attempt in stamina.retry_context(
            on=UnknownOutcomeError, attempts=3, wait_initial=0.1, wait_max=2.0, timeout=60.0
        ):
            with attempt:
                return await self.write("POST", path, kind, body, headers)
        raise AssertionError("unreachable")

    async def _ask(self, ask: Ask, kind: type[T]) -> T:
        return self._read(ask, kind, await self._patiently(ask))

    async def _patiently(self, ask: Ask) -> Answer:
        answer = await self._send(ask)
        for attempt in range(self._patience):
            if answer.status != 429:
                break
            seconds = limits.pause(answer.headers, attempt)
            if seconds > _LONGEST_WAIT:
                raise exhausted(self.service, seconds, answer.content, ask.where)
            await asyncio.sleep(seconds)
            answer = await self._send(ask)
        return answer

    async def _send(self, ask: Ask) -> Answer:
        await self.budget.take(ask.where)
        self.spent_in[self.stage()] += 1
        since = time.monotonic()
        try:
            answer = await self.carrier.carry(ask)
        except ServiceError as failed:
            self._log(ask, "failed", since, failed=type(failed).__name__)
            raise
        self.budget.note(answer.headers, ask.where)
        self._log(ask, "answered", since, status=answer.status, size=len(answer.content))
        return answer

    def _log(self, ask: Ask, event: str, since: float, **more: str | int) -> None:
        """Write one line: no query, no right, no body."""
        path, took = ask.path.partition("?")[0], round((time.monotonic() - since) * 1000)
        get_log("http").info(
            event, service=self.service, method=ask.method, path=path, took_ms=took, **more
        )

    def _read(self, ask: Ask, kind: type[T], answer: Answer) -> T:
        status = answer.status
        if status >= 500 or status in (408, 425):
            raise unclear(self.service, f"status {status} on {ask.where}", status)
        if status >= 400:
            raise refusal(self.service, status, answer.content, ask.where)
        if status >= 300:
            raise moved(self.service, status, answer.headers.get("location", ""), ask.where)
        try:
            return msgspec.json.decode(answer.content or b"{}", type=kind)
        except (msgspec.DecodeError, RecursionError) as nonsense:
            raise unreadable(self.service, answer.content, ask.where) from nonsense
