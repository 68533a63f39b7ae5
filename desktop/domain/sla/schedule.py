"""Business hours: how long a schedule was open, and when a target runs out.

Real seconds are counted, never wall-clock differences, so a 23- or 25-hour day is worth 23 or 25 hours.
Where the public suites disagree we answer the earlier instant: a window used up exactly ends at its close,
not at the next opening, because a warning too early harms nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from desktop.domain.errors import InputError

_DAY = 24 * 60
_WEEK = 7 * _DAY
# A schedule that holds no opening in twenty years is a mistake, not a long wait.
_HORIZON_DAYS = 20 * 366

Window = tuple[datetime, datetime]


class Schedule(msgspec.Struct, frozen=True):
    """Weekly opening hours in one time zone.

    Attributes:
        zone: IANA name, for example ``Europe/Berlin``.
        windows: Opening hours as (start, end) in minutes since Sunday 00:00 local time, end excluded.
        holidays: Local dates that are closed all day.

    Raises:
        InputError: The zone is unknown or a window is empty or outside the week.
    """

    zone: str
    windows: tuple[tuple[int, int], ...]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        get_zone(self.zone)
        for opens, closes in self.windows:
            if not 0 <= opens < closes <= _WEEK:
                raise InputError(
                    "These business hours cannot be",
                    f"the window {opens} to {closes} is empty or outside the week (0 to {_WEEK} minutes)",
                    "Correct the schedule's intervals.",
                )


def parse_schedule(raw: Mapping[str, object]) -> Schedule:
    """Read a schedule in Zendesk's shape (``time_zone``, ``intervals``, optional ``holidays``).

    Raises:
        InputError: A key is missing or has the wrong type, or the hours cannot be.
    """
    try:
        found = msgspec.convert(raw, _Raw)
    except msgspec.ValidationError as error:
        raise InputError(
            "This schedule cannot be read", str(error), "Correct the schedule."
        ) from error
    closed = {day for holiday in found.holidays for day in _days(holiday)}
    windows = tuple(sorted((each.start_time, each.end_time) for each in found.intervals))
    return Schedule(found.time_zone, windows, frozenset(closed))


def get_zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name. Raises InputError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(
            "This time zone is unknown", repr(name), "Use an IANA name such as Europe/Berlin."
        ) from error


def elapsed(schedule: Schedule | None, start: datetime, end: datetime) -> int:
    """Return the whole business seconds from ``start`` to ``end``; 0 when ``end`` is not later.

    Without a schedule every second counts (calendar time).
    """
    if end <= start:
        return 0
    if schedule is None:
        return int((end - start).total_seconds())
    total = timedelta()
    for opens, closes in openings(schedule, start):
        if opens >= end:
            break
        total += max(timedelta(), min(closes, end) - max(opens, start))
    return int(total.total_seconds())


def deadline(schedule: Schedule | None, start: datetime, seconds: int) -> datetime:
    """Return the UTC instant at which ``seconds`` of business time have passed since ``start``.

    Raises:
        InputError: The schedule does not open for that long within twenty years.
    """
    left = timedelta(seconds=seconds)
    if schedule is None or seconds <= 0:
        return start.astimezone(UTC) + left
    for opens, closes in openings(schedule, start):
        begins = max(opens, start)
        if closes - begins >= left:
            return begins.astimezone(UTC) + left
        left -= max(timedelta(), closes - begins)
    raise InputError(
        "This schedule never opens long enough",
        f"{seconds} s of business time are not reached within twenty years",
        "Correct the schedule's intervals or its holidays.",
    )


def openings(schedule: Schedule, since: datetime) -> Iterator[Window]:
    """Yield the opening hours as UTC instants in order, from the local day before ``since`` on."""
    zone, last = get_zone(schedule.zone), datetime.min.replace(tzinfo=UTC)
    day = since.astimezone(zone).date() - timedelta(days=1)
    for _ in range(_HORIZON_DAYS if schedule.windows else 0):
        for opens, closes in _on(day, schedule, zone):
            # Spring can push a close past the next opening; no second is counted twice.
            if closes > max(opens, last):
                yield max(opens, last), closes
                last = closes
        day += timedelta(days=1)


def _on(day: date, schedule: Schedule, zone: ZoneInfo) -> Sequence[Window]:
    noon = datetime.combine(day, time(12), zone)
    # A date that never was (Apia, 2011-12-30) has no opening hours.
    if day in schedule.holidays or noon.astimezone(UTC).astimezone(zone).date() != day:
        return ()
    midnight = (day.weekday() + 1) % 7 * _DAY
    pieces = (
        (max(opens - midnight, 0), min(closes - midnight, _DAY))
        for opens, closes in schedule.windows
    )
    return [
        (_instant(day, opens, zone), _instant(day, closes, zone))
        for opens, closes in sorted(pieces)
        if opens < closes
    ]


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone).astimezone(UTC)


class _Interval(msgspec.Struct, frozen=True):
    start_time: int
    end_time: int


class _Holiday(msgspec.Struct, frozen=True):
    start_date: date
    end_date: date


class _Raw(msgspec.Struct, frozen=True):
    time_zone: str
    intervals: tuple[_Interval, ...] = ()
    holidays: tuple[_Holiday, ...] = ()


def _days(holiday: _Holiday) -> Iterator[date]:
    for offset in range((holiday.end_date - holiday.start_date).days + 1):
        yield holiday.start_date + timedelta(days=offset)
