"""Half of an account's limit is ours at most: the other half belongs to the people who work there."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping

from desktop.connectors import limits

_WINDOW = 60.0
_SHARE = 0.5
_RESERVE = 0.1
"""Below this share of the limit left, others have used up our half as well: we hold back until it starts anew."""
_LONGEST = 60.0
_SLOW = 1.0


class _Window:
    """What was sent within the last minute."""

    def __init__(self) -> None:
        self._sent: deque[float] = deque()

    def within(self, now: float) -> int:
        while self._sent and now - self._sent[0] >= _WINDOW:
            self._sent.popleft()
        return len(self._sent)

    def wait(self, now: float, most: int | None) -> float:
        sent = self.within(now)
        if most is None or sent < max(1, int(most * _SHARE)):
            return 0.0
        return _WINDOW - (now - self._sent[0])

    def count(self, now: float) -> None:
        self._sent.append(now)


class Budget:
    """Lets a request pass while fewer than half of the limit were sent within the last minute.

    Args:
        clock: Monotonic seconds.

    Attributes:
        limit: Requests per minute the account allows, as the service said last; None before it said.
        rates: Requests per minute by the last word of the path, where a service publishes them but sends none.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._all, self._by_word = _Window(), defaultdict[str, _Window](_Window)
        self._resume = 0.0
        self._closed: dict[str, float] = {}
        self.limit: int | None = None
        self.rates: Mapping[str, int] = {}

    @property
    def last_minute(self) -> int:
        """Requests sent within the last minute."""
        return self._all.within(self._clock())

    async def take(self, where: str = "") -> None:
        """Wait until one more request is within the budget, and count it; ``where`` is method and path."""
        word = where.rpartition("/")[2]
        wait = self._wait(where, word)
        if wait > 0:
            await asyncio.sleep(wait)
            return await self.take(where)
        self._all.count(self._clock())
        if word in self.rates:
            self._by_word[word].count(self._clock())
        return None

    def _wait(self, where: str, word: str) -> float:
        now = self._clock()
        own = self._by_word[word].wait(now, self.rates[word]) if word in self.rates else 0.0
        closed = max(self._resume, self._closed.get(where, 0.0)) - now
        return max(self._all.wait(now, self.limit), own, closed)

    def note(self, headers: Mapping[str, str], where: str = "") -> None:
        """Learn from an answer; what is no number changes nothing."""
        told = limits.account(headers)
        self.limit = told.limit or self.limit
        self._hold_back(told)
        self._hold_back(limits.quota(headers))
        if limits.near(headers):
            self._resume = max(self._resume, self._clock() + _SLOW)
        for _, bucket in limits.buckets(headers):
            if bucket.remaining == 0 and bucket.resets:
                self._closed[where] = self._clock() + min(bucket.resets, _LONGEST)

    def _hold_back(self, told: limits.Told) -> None:
        """Rest until the limit starts anew, a minute at most, when little of it is left to anybody."""
        if told.limit is None or told.remaining is None or told.remaining > told.limit * _RESERVE:
            return
        rest = min(told.resets if told.resets is not None else _SLOW, _LONGEST)
        self._resume = max(self._resume, self._clock() + rest)
