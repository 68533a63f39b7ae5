"""What stands between the network and the desk: forgery tokens, limits, and a bounded way to the deck's loop."""

import asyncio
import hashlib
import hmac
from collections import deque
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from desktop.base.clock import Clock
from desktop.domain.errors import TriageError

T = TypeVar("T")


class TooManyError(TriageError):
    """More answers came than a person types."""


class LostAnswerError(TriageError):
    """The deck did not answer in time; what was asked of it may still happen."""


class Limit:
    """At most ``count`` times in ``span``, over a sliding window. Raises TooManyError beyond."""

    def __init__(self, clock: Clock, count: int, span: timedelta) -> None:
        self._clock, self._count, self._span = clock, count, span
        self._times: deque[datetime] = deque()

    def check(self) -> None:
        """Raise TooManyError when the window is full."""
        now = self._clock.now()
        while self._times and now - self._times[0] >= self._span:
            self._times.popleft()
        if len(self._times) >= self._count:
            raise TooManyError(
                "Too many answers at once",
                f"At most {self._count} are taken in {self._span // timedelta(minutes=1)} minutes.",
                "Nothing was decided. Wait a little, then answer again.",
            )

    def note(self) -> None:
        """Count one."""
        self._times.append(self._clock.now())


class Forms:
    """Forgery tokens: a form is ours when it carries the keyed hash of the reader's own link."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, link: str) -> str:
        """Return the token of the form shown for ``link``."""
        return hmac.new(self._secret, link.encode(), hashlib.sha256).hexdigest()

    def fits(self, link: str, token: str) -> bool:
        """Tell whether a form with ``token`` was made for ``link``."""
        return hmac.compare_digest(self.token(link).encode(), token.encode())


class Crossing:
    """Runs the desk's work on the deck's loop and waits for it here, but never longer than ``seconds``."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._loop, self._seconds = loop, seconds

    async def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what the deck answers. Raises its TriageError, or LostAnswerError after the time-out.

        The work is not cancelled then: an answer half recorded would be worse than one seen late.
        """
        if self._loop.is_closed():
            work.close()
            raise _lost("Triage Deck was closed.")
        told = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))
        done, _ = await asyncio.wait([told], timeout=self._seconds)
        if not done:
            raise _lost("Triage Deck is busy and did not answer in time.")
        return await told


def _lost(why: str) -> LostAnswerError:
    return LostAnswerError(
        "We do not know yet",
        f"{why} What you did may or may not have arrived.",
        "Open the link again in a minute: it says what was recorded.",
    )
