"""Reading a schedule in Zendesk's shape: minutes of the week, holidays as spans of dates."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from desktop.domain.errors import FieldError, InputError
from desktop.domain.sla.schedule import Schedule

_LONGEST_HOLIDAY = timedelta(days=2 * 366)


def parse_schedule(raw: Mapping[str, object]) -> Schedule:
    """Read a schedule in Zendesk's shape (``time_zone``, ``intervals``, optional ``holidays``).

    Raises:
        InputError: A key is missing or has the wrong type, or (as FieldError) the hours cannot be.
    """
    try:
        found = msgspec.convert(raw, _Raw)
    except msgspec.ValidationError as error:
        raise InputError(
            "This schedule cannot be read", str(error), "Correct the schedule."
        ) from error
    named = {
        day: holiday.name
        for place, holiday in enumerate(found.holidays)
        for day in _days(holiday, place)
    }
    return Schedule(
        zone=found.time_zone,
        windows=tuple(sorted((each.start_time, each.end_time) for each in found.intervals)),
        holidays=frozenset(named),
        named=tuple(sorted((day, name) for day, name in named.items() if name)),
        id=found.id,
        name=found.name,
    )


class _Interval(msgspec.Struct, frozen=True):
    start_time: int
    end_time: int


class _Holiday(msgspec.Struct, frozen=True):
    start_date: date
    end_date: date
    name: str = ""


class _Raw(msgspec.Struct, frozen=True):
    time_zone: str
    intervals: tuple[_Interval, ...] = ()
    holidays: tuple[_Holiday, ...] = ()
    id: int = 0
    name: str = ""


def _days(holiday: _Holiday, place: int) -> Iterator[date]:
    if not timedelta() <= holiday.end_date - holiday.start_date <= _LONGEST_HOLIDAY:
        told = (
            f"{holiday.start_date} to {holiday.end_date} ends before it starts, or lasts for years"
        )
        raise FieldError(f"holidays[{place}]", told, "This holiday cannot be")
    for offset in range((holiday.end_date - holiday.start_date).days + 1):
        yield holiday.start_date + timedelta(days=offset)
