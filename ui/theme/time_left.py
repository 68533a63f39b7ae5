"""How much time a ticket has left: the one rule that marks, words and colours follow."""

from collections.abc import Sequence
from enum import StrEnum

from desktop.domain.standing import NO_DEADLINE, ClockState

MINUTE = 60_000
HOUR = 60 * MINUTE


class Left(StrEnum):
    """How pressing a clock is; each has its own shape, colour and weight."""

    BREACHED = "breached"
    UNDER_30 = "under_30"
    UNDER_90 = "under_90"
    UNDER_4H = "under_4h"
    LATER = "later"
    PAUSED = "paused"
    MET = "met"
    UNKNOWN = "unknown"


LIMITS = ((0, Left.BREACHED), (30 * MINUTE, Left.UNDER_30), (90 * MINUTE, Left.UNDER_90), (4 * HOUR, Left.UNDER_4H))  # fmt: skip
"""(milliseconds left, what a clock is at that moment or nearer): where a ticket changes its mark."""

_STANDING = {
    ClockState.PAUSED: (Left.PAUSED, "Paused", "paused"),
    ClockState.MET: (Left.MET, "Met", "answered in time"),
    ClockState.UNKNOWN: (Left.UNKNOWN, "--:--:--", "no target known"),
}


def time_left(deadline_ms: int, clock_state: int, now_ms: int) -> Left:
    """Say how pressing a clock is. Instants in epoch milliseconds; a deadline reached is breached."""
    standing = _standing(deadline_ms, clock_state)
    if standing is not None:
        return standing[0]
    left = deadline_ms - now_ms
    # At its very deadline a clock is over; at 30 minutes to the dot it is not under 30 yet.
    if left <= 0:
        return Left.BREACHED
    return next((state for limit, state in LIMITS if left < limit), Left.LATER)


def clock_words(deadline_ms: int, clock_state: int, now_ms: int) -> str:
    """Write what is left: ``00:27:48``, over ``-00:04:12``, above 99 hours ``5 d 03 h``."""
    standing = _standing(deadline_ms, clock_state)
    if standing is not None:
        return standing[1]
    over, seconds = _seconds(deadline_ms, now_ms)
    return ("-" if over and seconds else "") + span_words(seconds)


def span_words(seconds: int) -> str:
    """Write a span: ``00:27:48``, above 99 hours ``5 d 03 h``."""
    hours, rest = divmod(seconds, 3600)
    if hours > 99:
        return f"{hours // 24} d {hours % 24:02} h"
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def business_left(openings: Sequence[tuple[int, int]], now_ms: int) -> int:
    """Return how many milliseconds of the open hours lie ahead; ``openings`` end at the deadline."""
    return sum(max(0, end - max(start, now_ms)) for start, end in openings)


def short_words(millis: int) -> str:
    """Write a span to the minute: ``00:42``, above 99 hours ``5 d 03 h``."""
    words = span_words(max(0, millis) // 1000)
    return words[:-3] if words.count(":") == 2 else words


def spoken(deadline_ms: int, clock_state: int, now_ms: int) -> str:
    """Say what is left in words for a screen reader: ``27 minutes left``, ``over by 4 minutes``."""
    standing = _standing(deadline_ms, clock_state)
    if standing is not None:
        return standing[2]
    over, seconds = _seconds(deadline_ms, now_ms)
    words = _said(seconds)
    return f"over by {words}" if over else f"{words} left"


def _standing(deadline_ms: int, clock_state: int) -> tuple[Left, str, str] | None:
    if clock_state == ClockState.RUNNING and deadline_ms >= NO_DEADLINE:
        clock_state = ClockState.UNKNOWN
    return _STANDING.get(ClockState(clock_state))


def _seconds(deadline_ms: int, now_ms: int) -> tuple[bool, int]:
    """Whether it is over, and by how much; the last second shows as 1, the deadline itself as 0."""
    if now_ms >= deadline_ms:
        return True, (now_ms - deadline_ms) // 1000
    return False, -((now_ms - deadline_ms) // 1000)


def _said(seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    hours, minutes = rest // 3600, rest % 3600 // 60
    parts = [(days, "day"), (hours, "hour"), (minutes if not days else 0, "minute")]
    said = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in parts if n]
    return " ".join(said) or "less than a minute"
