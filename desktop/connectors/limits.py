"""What an answer's headers say about limits, in every spelling met.

Zendesk: ``x-rate-limit(-remaining)`` (old), ``ratelimit-limit/-remaining/-reset`` (new), and
``zendesk-ratelimit-<bucket>: total=; remaining=; resets=`` where one kind of request has a limit of its own.
Atlassian: ``X-RateLimit-Limit/-Remaining/-Reset`` (an instant) and ``X-RateLimit-NearLimit``. All: ``Retry-After``.
"""

import contextlib
import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

from desktop.base.clock import parse_instant

_BUCKETS = ("zendesk-ratelimit-", "zendesk-rate-limit-")
_UNTOLD, _LONGEST_UNTOLD = 1.0, 8.0
_PART = re.compile(r"(\w+)\s*=\s*(\d{1,9})")


class Told(Struct, frozen=True):
    """One limit as told: how many pass, how many are left, seconds until it starts anew; None where not said."""

    limit: int | None = None
    remaining: int | None = None
    resets: float | None = None


def account(headers: Mapping[str, str]) -> Told:
    """Return the account's limit per minute, as Zendesk tells it."""
    return Told(
        _count(headers, "x-rate-limit") or _count(headers, "ratelimit-limit"),
        _count(headers, "x-rate-limit-remaining", "ratelimit-remaining"),
        _seconds(headers, "ratelimit-reset"),
    )


def quota(headers: Mapping[str, str]) -> Told:
    """Return Atlassian's quota: its window is not a minute, so only what is left of it counts."""
    return Told(
        _count(headers, "x-ratelimit-limit"),
        _count(headers, "x-ratelimit-remaining"),
        _seconds(headers, "x-ratelimit-reset"),
    )


def near(headers: Mapping[str, str]) -> bool:
    """Whether the service says that little is left."""
    return headers.get("x-ratelimit-nearlimit", "").strip().lower() == "true"


def buckets(headers: Mapping[str, str]) -> Iterator[tuple[str, Told]]:
    """Yield each limit that holds for this kind of request alone, by its name."""
    for name in headers:
        for prefix in _BUCKETS:
            if name.lower().startswith(prefix):
                found = dict(_PART.findall(headers[name]))
                numbers = [found.get(key) for key in ("total", "remaining", "resets")]
                total, left, resets = (int(n) if n else None for n in numbers)
                yield name.lower().removeprefix(prefix), Told(total, left, resets)


def pause(headers: Mapping[str, str], attempt: int) -> float:
    """Return how many seconds a 429 asks us to wait; where it does not say, twice as long each time."""
    asked = _seconds(headers, "retry-after")
    if asked is None:
        closed = [told.resets for _, told in buckets(headers) if told.remaining == 0]
        asked = next((seconds for seconds in closed if seconds), None)
    if asked is None:
        asked = _seconds(headers, "x-ratelimit-reset")
    floor = 0.05 * (1 << attempt)
    return (
        max(floor, asked) if asked is not None else min(_LONGEST_UNTOLD, _UNTOLD * (1 << attempt))
    )


def _count(headers: Mapping[str, str], *names: str) -> int | None:
    for name in names:
        with contextlib.suppress(ValueError):
            told = int(headers.get(name, ""))
            if told >= 0:
                return told
    return None


def _seconds(headers: Mapping[str, str], name: str) -> float | None:
    """Return seconds from now: a number is one (a very large one an instant), a date counts from ``Date``."""
    text = headers.get(name, "").strip()
    with contextlib.suppress(ValueError):
        seconds = float(text)
        return max(0.0, seconds) if math.isfinite(seconds) else None
    until, now = _instant(text), _instant(headers.get("date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _instant(text: str) -> datetime | None:
    for read in (parse_instant, parsedate_to_datetime):
        with contextlib.suppress(ValueError):
            found = read(text)
            return found if found.tzinfo else None
    return None
