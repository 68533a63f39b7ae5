"""The hours of one day as a person writes them: ``09:00-12:30, 13:00-17:00``."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from desktop.domain.sla.schedule import DAY, Hours

_WINDOW = re.compile(r"([0-9]{1,3}:[0-9]{1,3})\s*[-–]\s*([0-9]{1,3}:[0-9]{1,3})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def read_windows(text: str) -> tuple[Hours, tuple[str, ...]]:
    """Return a day's windows in order, in minutes, and every reason why they cannot be, in words.

    Both kinds of dash and any spaces are taken; ``24:00`` is the end of the day. An empty text is a closed day.
    """
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    read = [_read(part) for part in parts]
    wrong = [found for found in read if isinstance(found, str)]
    windows = sorted(found for found in read if not isinstance(found, str))
    return tuple(windows), (*wrong, *_overlaps(windows))


def read_time(text: str) -> int | None:
    """Return a time of day in minutes, ``24:00`` included; None when it is none."""
    found = _TIME.fullmatch(text)
    if not found or int(found[2]) > 59:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= DAY else None


def _read(part: str) -> tuple[int, int] | str:
    found = _WINDOW.fullmatch(part)
    if not found:
        return f"{part!r} is no window: write 09:00-17:00, and a comma before the next"
    for text in (found[1], found[2]):
        if read_time(text) is None:
            return f"{text} is no time of day"
    opens, closes = read_time(found[1]) or 0, read_time(found[2]) or 0
    if opens >= closes:
        return _backwards(found[1], found[2])
    return opens, closes


def _backwards(opens: str, closes: str) -> str:
    if opens == closes:
        return f"{opens} to {closes} has no length: a whole day is 00:00-24:00"
    shift = f"{opens}-24:00 on this day and 00:00-{closes} on the next"
    if read_time(closes) == 0:
        shift = f"{opens}-24:00"
    return (
        f"{opens} to {closes} ends before it starts. A night shift? Split it at midnight: {shift}"
    )


def _overlaps(windows: Sequence[tuple[int, int]]) -> Iterator[str]:
    for one, other in pairwise(windows):
        if other[0] < one[1]:
            yield f"{_words(other)} overlaps {_words(one)}"


def _words(window: tuple[int, int]) -> str:
    opens, closes = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in window)
    return f"{opens}–{closes}"
