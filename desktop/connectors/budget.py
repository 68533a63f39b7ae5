"""Half of an account's limit is ours at most: the other half belongs to the people who work there."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Mapping

_WINDOW = 60.0
_HEADERS = ("x-rate-limit", "ratelimit-limit")
_SHARE = 0.5


class Budget:
    """Lets a request pass while fewer than half of the limit were sent within the last minute.

    Args:
        clock: Monotonic seconds.

    Attributes:
        limit: Requests per minute the account allows, as the service said last; None before it said.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sent: deque[float] = deque()
        self.limit: int | None = None

    @property
    def last_minute(self) -> int:
        """Requests sent within the last minute."""
        now = self._clock()
        return sum(now - sent < _WINDOW for sent in self._sent)

    async def take(self) -> None:
        """Wait until one more request is within the budget, and count it."""
        wait = self._wait()
        if wait > 0:
            await asyncio.sleep(wait)
            return await self.take()
        return self._sent.append(self._clock())

    def _wait(self) -> float:
        now = self._clock()
        while self._sent and now - self._sent[0] >= _WINDOW:
            self._sent.popleft()
        if self.limit is None or len(self._sent) < max(1, int(self.limit * _SHARE)):
            return 0.0
        return _WINDOW - (now - self._sent[0])

    def note(self, headers: Mapping[str, str]) -> None:
        """Learn the limit from an answer; what is no number changes nothing."""
        for name in _HEADERS:
            with contextlib.suppress(ValueError):
                told = int(headers.get(name, ""))
                if told > 0:
                    self.limit = told
                    return
