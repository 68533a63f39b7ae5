"""Time: the only file that asks the machine what time it is."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the core asks for the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own wall clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class RunningClock:
    """A clock that starts at a given instant and runs at real speed.

    The sandbox runs on one (it starts at the queue file's ``now``), and so does the deck while it
    is connected to the sandbox: set from the ``Date`` the service sends, monotonic in between.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._since = time.monotonic()

    def now(self) -> datetime:
        """Return start plus what has passed since, in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def set(self, instant: datetime) -> None:
        """Make the clock read ``instant`` now and run on from there."""
        self._start = instant
        self._since = time.monotonic()


@dataclass(frozen=True)
class Jump:
    """Time jumped under the program.

    Attributes:
        asleep: The computer slept (or the program stood still); otherwise its clock was set.
        seconds: How far, negative for a clock set back.
    """

    asleep: bool
    seconds: int


class Heartbeat:
    """Notices that time jumped between two beats.

    The wall clock is compared with one that cannot be set and goes on while the computer sleeps. A change of the
    time zone or of summer time moves neither.
    """

    def __init__(self, wall: Clock, steady: Callable[[], float] | None = None) -> None:
        self._wall, self._steady = wall, steady or steady_seconds
        self._last = (wall.now(), self._steady())

    def beat(self) -> Jump | None:
        """Return the jump since the last beat; None when time went on as it should."""
        before, self._last = self._last, (self._wall.now(), self._steady())
        passed = self._last[1] - before[1]
        drift = (self._last[0] - before[0]).total_seconds() - passed
        if abs(drift) > _DRIFT:
            return Jump(asleep=False, seconds=round(drift))
        return Jump(asleep=True, seconds=round(passed)) if passed > _STILL else None


_DRIFT = 2.0
"""Seconds the wall clock may differ from the steady one: time servers nudge it by less."""
_STILL = 10.0
"""Seconds between two beats that are taken for sleep; they come once a second."""


_PLATFORM: str = sys.platform


def steady_seconds() -> float:
    """Return seconds on a clock that nobody sets and that goes on in sleep; Python's own stops on Linux and macOS."""
    if _PLATFORM == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if _PLATFORM == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def parse_instant(text: str) -> datetime:
    """Read an RFC 3339 instant as UTC. Raises ValueError when it is none or names no zone."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return value.astimezone(UTC)


def format_instant(value: datetime) -> str:
    """Write an instant as the services do: RFC 3339, UTC, whole seconds (``2026-11-23T09:00:00Z``)."""
    return value.astimezone(UTC).isoformat(timespec="seconds")[: len("2026-11-23T09:00:00")] + "Z"
