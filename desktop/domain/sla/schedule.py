"""Business hours: when a schedule is open, how long it was open, and when a target runs out.

Real seconds are counted, never wall-clock differences, so a 23- or 25-hour day is worth 23 or 25 hours.
Where the public suites disagree we answer the earlier instant: a window used up exactly ends at its close,
not at the next opening, because a warning too early harms nobody.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec

from desktop.domain.errors import FieldError
from desktop.domain.sla.ruler import SECOND, Ruler, lay

DAY = 24 * 60
WEEK = 7 * DAY

Hours = tuple[tuple[int, int], ...]
"""Opening hours as (start, end) in minutes, end excluded; ordered, none overlapping."""

Window = tuple[datetime, datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# How far ahead a deadline is looked for, in years: most lie in the first; beyond the last is a mistake.
_AHEAD = (1, 5, 20)


class Schedule(msgspec.Struct, frozen=True):
    """Opening hours in one time zone.

    Attributes:
        zone: IANA name, for example ``Europe/Berlin``.
        windows: The weekly hours in minutes since Sunday 00:00 local time.
        holidays: Local dates that are closed all day.
        overrides: Dates with hours of their own, in minutes of that day; they win over the week and a holiday.
        breaks: Dates with times cut out of their hours, in minutes of that day.
        named: The holidays' names, by date, where they are known.
        id: The service's own number; 0 when it has none.
        name: The service's own name; may be empty.

    Raises:
        FieldError: The zone is unknown, hours overlap, are empty, or lie outside their day or week, or the week
            never opens.
    """

    zone: str
    windows: Hours
    holidays: frozenset[date] = frozenset()
    overrides: tuple[tuple[date, Hours], ...] = ()
    breaks: tuple[tuple[date, Hours], ...] = ()
    named: tuple[tuple[date, str], ...] = ()
    id: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        get_zone(self.zone)
        check_hours("windows", self.windows, WEEK)
        for field, dated in (("overrides", self.overrides), ("breaks", self.breaks)):
            for day, hours in dated:
                check_hours(f"{field}[{day}]", hours, DAY)
        if not self.windows and not any(hours for _, hours in self.overrides):
            raise FieldError("windows", "the week is empty: it never opens", _TITLE)


_DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_TITLE = "These business hours cannot be"


def check_hours(field: str, hours: Hours, most: int) -> None:
    """Raise FieldError unless each window ends after its start, within ``most`` minutes, and none overlap."""
    for place, (opens, closes) in enumerate(hours):
        told = f"{_clock(opens, most)} to {_clock(closes, most)}"
        if opens >= closes:
            raise FieldError(f"{field}[{place}]", f"{told} does not end after its start", _TITLE)
        if opens < 0 or closes > most:
            raise FieldError(
                f"{field}[{place}]", f"{told} lies outside of the {_whole(most)}", _TITLE
            )
    for place, (one, other) in enumerate(pairwise(hours), start=1):
        if other[0] < one[1]:
            told = (
                f"{_clock(other[0], most)} is before {_clock(one[1], most)}, where the last ended"
            )
            raise FieldError(f"{field}[{place}]", told, _TITLE)


def _whole(most: int) -> str:
    return "week" if most == WEEK else "day"


def _clock(minutes: int, most: int) -> str:
    hours, rest = divmod(minutes, 60)
    if most == DAY or not 0 <= minutes <= WEEK:
        return f"{hours:02}:{rest:02}"
    return f"{_DAYS[hours // 24 % 7]} {hours % 24:02}:{rest:02}"


def get_zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name. Raises FieldError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        told = f"{name!r} is no time zone. Use an IANA name such as Europe/Berlin"
        raise FieldError("zone", told, "This time zone is unknown") from error


def elapsed(schedule: Schedule | None, start: datetime, end: datetime) -> int:
    """Return the whole business seconds from ``start`` to ``end``; 0 when ``end`` is not later.

    Without a schedule every second counts (calendar time).
    """
    # Two instants of one zone are subtracted by the wall clock in Python: first to UTC, then compare.
    first, last = to_micros(start), to_micros(end)
    if last <= first:
        return 0
    if schedule is None:
        return (last - first) // SECOND
    ruler = ruler_of(schedule, start.year - 1, end.year + 1)
    return (ruler.position(last) - ruler.position(first)) // SECOND


def deadline(schedule: Schedule | None, start: datetime, seconds: int) -> datetime:
    """Return the first UTC instant at which ``seconds`` of business time have passed since ``start``.

    Raises:
        FieldError: The schedule does not open for that long within twenty years.
    """
    if schedule is None or seconds <= 0:
        return start.astimezone(UTC) + timedelta(seconds=seconds)
    for years in _AHEAD:
        ruler = ruler_of(schedule, start.year - 1, min(start.year + years, date.max.year))
        wanted = ruler.position(to_micros(start)) + seconds * SECOND
        if wanted <= ruler.length:
            return from_micros(ruler.earliest(wanted))
    told = f"{seconds} s of business time are not reached within twenty years"
    raise FieldError("windows", told, "This schedule never opens long enough")


def start_for(schedule: Schedule | None, end: datetime, seconds: int) -> datetime:
    """Return the last UTC instant from which ``seconds`` of business time lead to ``end``: ``deadline`` backwards.

    Raises:
        FieldError: The schedule was not open for that long within twenty years.
    """
    if schedule is None or seconds <= 0:
        return end.astimezone(UTC) - timedelta(seconds=seconds)
    for years in _AHEAD:
        ruler = ruler_of(schedule, max(end.year - years, date.min.year), end.year + 1)
        wanted = ruler.position(to_micros(end)) - seconds * SECOND
        if wanted >= 0:
            return from_micros(ruler.latest(wanted))
    told = f"{seconds} s of business time are not found within twenty years"
    raise FieldError("windows", told, "This schedule never opens long enough")


def is_open(schedule: Schedule, instant: datetime) -> bool:
    """Say whether business time runs at that instant; a closing time itself is closed."""
    return ruler_of(schedule, instant.year - 1, instant.year + 1).is_open(to_micros(instant))


def openings(schedule: Schedule, since: datetime, until: datetime) -> Iterator[Window]:
    """Yield the opening hours between two instants, in order, as UTC instants cut to them."""
    ruler = ruler_of(schedule, since.year - 1, until.year + 1)
    first, last = to_micros(since), to_micros(until)
    for opens, closes in zip(ruler.opens, ruler.closes, strict=True):
        if opens >= last:
            return
        if closes > first:
            yield from_micros(max(opens, first)), from_micros(min(closes, last))


@lru_cache(maxsize=256)
def ruler_of(schedule: Schedule, first: int, last: int) -> Ruler:
    """Return the ruler over the local years ``first`` to ``last``."""
    return lay(window for year in range(first, last + 1) for window in _year(schedule, year))


@lru_cache(maxsize=1024)
def _year(schedule: Schedule, year: int) -> Sequence[tuple[int, int]]:
    zone, day = get_zone(schedule.zone), date(year, 1, 1)
    overrides, breaks = dict(schedule.overrides), dict(schedule.breaks)
    found: list[tuple[int, int]] = []
    while day.year == year:
        hours = _hours_on(day, schedule, overrides)
        if hours and _was(day, zone):
            cut = _without(hours, breaks.get(day, ()))
            found += [(_instant(day, start, zone), _instant(day, end, zone)) for start, end in cut]
        if day == date.max:
            break
        day += timedelta(days=1)
    return found


def _hours_on(day: date, schedule: Schedule, overrides: dict[date, Hours]) -> Hours:
    if day in overrides:
        return overrides[day]
    if day in schedule.holidays:
        return ()
    midnight = (day.weekday() + 1) % 7 * DAY
    pieces = (
        (max(opens - midnight, 0), min(closes - midnight, DAY))
        for opens, closes in schedule.windows
    )
    return tuple((opens, closes) for opens, closes in pieces if opens < closes)


def _was(day: date, zone: ZoneInfo) -> bool:
    """A date that never was (Apia, 2011-12-30) has no opening hours."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _without(hours: Hours, breaks: Hours) -> Hours:
    for begins, ends in breaks:
        hours = tuple(
            (start, end)
            for opens, closes in hours
            for start, end in ((opens, min(closes, begins)), (max(opens, ends), closes))
            if start < end
        )
    return hours


def _instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return to_micros(wall.replace(tzinfo=zone))


def to_micros(instant: datetime) -> int:
    """Write an aware instant as microseconds since the epoch, exactly."""
    return (instant.astimezone(UTC) - _EPOCH) // _MICROSECOND


def from_micros(value: int) -> datetime:
    """Read microseconds since the epoch as an aware instant in UTC."""
    return _EPOCH + value * _MICROSECOND
