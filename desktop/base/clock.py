"""Time: the only file that asks the machine what time it is."""

import time
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


def parse_instant(text: str) -> datetime:
    """Read an RFC 3339 instant as UTC. Raises ValueError when it is none or names no zone."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"{text!r} names no time zone")
    return value.astimezone(UTC)


def format_instant(value: datetime) -> str:
    """Write an instant as the services do: RFC 3339, UTC, whole seconds (``2026-11-23T09:00:00Z``)."""
    return value.astimezone(UTC).isoformat(timespec="seconds")[: len("2026-11-23T09:00:00")] + "Z"
