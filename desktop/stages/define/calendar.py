"""Days, weeks and parts of days as windows of instants, in UTC, seen from ``now``."""

from datetime import UTC, date, datetime, timedelta

from desktop.domain.scope import Window

_DAY = timedelta(days=1)


def day(now: datetime, ago: int) -> Window:
    """Return the whole day ``ago`` days back."""
    start = _midnight(now) - ago * _DAY
    return Window(start, start + _DAY)


def weekday(now: datetime, number: int, *, past: bool) -> Window:
    """Return the last such day, 0 for Monday: today counts, unless only ``past`` ones do."""
    ago = (now.weekday() - number) % 7
    return day(now, 7 if past and ago == 0 else ago)


def hours(of: Window, first: float, last: float) -> Window:
    """Return a day's part between two hours; an hour beyond 24 lies in the day after."""
    start = of.start or datetime.min.replace(tzinfo=UTC)
    return Window(start + timedelta(hours=first), start + timedelta(hours=last))


def dated(now: datetime, number: int, month: int, year: int | None) -> Window | None:
    """Return a date's day, the last such one where no year is said; None for the 31st of February."""
    try:
        said = date(year or now.year, month, number)
        if year is None and said > now.date():
            said = date(now.year - 1, month, number)
    except ValueError:
        return None
    start = datetime(said.year, said.month, said.day, tzinfo=UTC)
    return Window(start, start + _DAY)


def whole_month(now: datetime, month: int) -> Window:
    """Return the last such month."""
    year = now.year - (month > now.month)
    start = datetime(year, month, 1, tzinfo=UTC)
    return Window(start, _next_month(start))


def named(now: datetime, name: str) -> Window:
    """Return what "last night", "this week" and their like mean."""
    today, monday = _midnight(now), _midnight(now) - now.weekday() * _DAY
    month = today.replace(day=1)
    last_month = (month - _DAY).replace(day=1)
    return {
        "last_night": Window(today - timedelta(hours=6), today + timedelta(hours=6)),
        "yesterday_evening": Window(today - timedelta(hours=6), today),
        "this_week": Window(monday, monday + 7 * _DAY),
        "last_week": Window(monday - 7 * _DAY, monday),
        "this_month": Window(month, _next_month(month)),
        "last_month": Window(last_month, month),
        "weekend": _weekend(now, monday),
        "this_year": Window(month.replace(month=1), month.replace(month=1, year=month.year + 1)),
    }[name]


def _weekend(now: datetime, monday: datetime) -> Window:
    """The one that runs, on Saturday and Sunday; else the last one."""
    saturday = monday + 5 * _DAY if now.weekday() >= 5 else monday - 2 * _DAY
    return Window(saturday, saturday + 2 * _DAY)


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _next_month(start: datetime) -> datetime:
    return (start + 32 * _DAY).replace(day=1)
