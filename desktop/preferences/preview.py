"""What service levels mean: the days ahead as they would be counted."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from desktop.domain.sla.entered import problems, read_hours
from desktop.domain.sla.levels import ServiceLevels
from desktop.domain.sla.schedule import Schedule, get_zone, openings
from desktop.preferences.contract import FreeDay, OpenDay, Preview

_DAYS, _HOLIDAYS = 7, 5
_DAY = timedelta(days=1)


def look_ahead(levels: ServiceLevels, now: datetime) -> Preview:
    """Return the next seven days' opening hours, the next five holidays, and what is wrong."""
    wrong = problems(levels)
    if any(error.field.startswith("hours.") for error in wrong):
        return Preview(problems=wrong)
    # Five holidays may take more than a year where there are few.
    hours = read_hours(levels.hours, range(now.year - 1, now.year + 4))
    if hours is None:
        return Preview(problems=wrong)
    zone = get_zone(hours.zone)
    today = now.astimezone(zone).date()
    days = tuple(_day(hours, today + place * _DAY, zone) for place in range(_DAYS))
    return Preview(days, tuple(islice(_closed(hours, today), _HOLIDAYS)), wrong)


def _day(hours: Schedule, day: date, zone: ZoneInfo) -> OpenDay:
    start, end = (datetime.combine(one, time(), zone) for one in (day, day + _DAY))
    windows = ((a.astimezone(zone), b.astimezone(zone)) for a, b in openings(hours, start, end))
    return OpenDay(day, tuple(windows), dict(hours.named).get(day, ""))


def _closed(hours: Schedule, today: date) -> Iterator[FreeDay]:
    own = {day for day, windows in hours.overrides if windows}
    return (FreeDay(day, name) for day, name in hours.named if day >= today and day not in own)
