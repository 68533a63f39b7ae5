"""Everything about entered service levels that cannot be, each at its field and in words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desktop.domain.errors import FieldError
from desktop.domain.sla.levels import (
    Alerting,
    EnteredHours,
    EnteredTarget,
    OwnHours,
    ServiceLevels,
)
from desktop.domain.sla.public_holidays import public_holidays
from desktop.domain.sla.runs import METRICS
from desktop.domain.sla.schedule import get_zone
from desktop.domain.sla.windows import read_time, read_windows
from desktop.domain.ticket import Priority

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAST, _MOST = 0.25, 366 * 24 * 60.0
"""Minutes of a target: Zendesk's own least is 15 s; more than a year is a slip of the finger."""
_WEEKS = 52
_WARNED = range(1, 7 * 24 * 60 + 1)
_TITLE = "These service levels cannot be"


def find_problems(levels: ServiceLevels) -> Iterator[FieldError]:
    """Yield each problem, in the order of the form."""
    yield from _of_hours(levels.hours)
    yield from _of_emptiness(levels)
    yield from _of_targets(levels)
    yield from _of_alerting(levels.alerting)


def day_of(text: str) -> date:
    """Return a date written ``2026-12-24``. Raises ValueError when it is none."""
    if not _DATE.fullmatch(text.strip()):
        raise ValueError(text)
    return date.fromisoformat(text.strip())


def _wrong(field: str, message: str) -> FieldError:
    return FieldError(field, message, _TITLE)


def _moved(field: str, error: FieldError) -> FieldError:
    """Return another rule's error at the form's own field."""
    return _wrong(field, error.message.removeprefix(f"{error.field}: "))


def _of_hours(hours: EnteredHours) -> Iterator[FieldError]:
    try:
        get_zone(hours.zone.strip())
    except FieldError as error:
        yield _moved("hours.zone", error)
    if len(hours.week) != 7:
        yield _wrong(
            "hours.week", f"seven days are needed, Monday first: here are {len(hours.week)}"
        )
    for place, line in enumerate(hours.week):
        yield from _of_windows(f"hours.week[{place}]", line)
    yield from _of_country(hours)
    yield from _of_dates(hours.dates)


def _of_windows(field: str, text: str) -> Iterator[FieldError]:
    yield from (_wrong(field, words) for words in read_windows(text)[1])


def _of_country(hours: EnteredHours) -> Iterator[FieldError]:
    if not hours.country:
        if hours.subdivision:
            told = f"{hours.subdivision!r} is a part of a country: choose the country first"
            yield _wrong("hours.subdivision", told)
        return
    try:
        public_holidays(hours.country, hours.subdivision, range(0))
    except FieldError as error:
        yield _moved(f"hours.{error.field}", error)


def _of_dates(dates: Sequence[OwnHours]) -> Iterator[FieldError]:
    seen: set[date] = set()
    for place, own in enumerate(dates):
        field = f"hours.dates[{place}]"
        try:
            day = day_of(own.date)
        except ValueError:
            yield _wrong(f"{field}.date", f"{own.date!r} is no date: write 2026-12-24")
        else:
            if day in seen:
                yield _wrong(f"{field}.date", f"{day} stands here twice")
            seen.add(day)
        yield from _of_windows(f"{field}.hours", own.hours)


def _of_emptiness(levels: ServiceLevels) -> Iterator[FieldError]:
    counting = sum(target.business_hours for target in levels.targets)
    if counting and not any(line.strip() for line in levels.hours.week):
        which = "one target counts" if counting == 1 else f"{counting} targets count"
        yield _wrong("hours.week", f"the week is empty, and {which} business hours")


def _of_targets(levels: ServiceLevels) -> Iterator[FieldError]:
    before: Counter[tuple[str, str]] = Counter()
    week = sum(
        closes - opens for line in levels.hours.week for opens, closes in read_windows(line)[0]
    )
    for place, target in enumerate(levels.targets):
        field, promise = f"targets[{place}]", (target.metric, target.priority)
        if target.metric not in METRICS:
            yield _wrong(f"{field}.metric", f"{target.metric!r} is no metric: {', '.join(METRICS)}")
        elif before[promise]:
            yield _wrong(
                f"{field}.metric", f"{target.metric} at {target.priority} stands here twice"
            )
        before[promise] += 1
        if target.priority not in list(Priority):
            told = f"{target.priority!r} is no priority: {', '.join(Priority)}"
            yield _wrong(f"{field}.priority", told)
        if words := _of_minutes(target, week):
            yield _wrong(f"{field}.minutes", words)


def _of_minutes(target: EnteredTarget, week: int) -> str:
    """Say what is wrong with a target's minutes; ``week`` is how many a week is open. Empty: nothing."""
    if not target.minutes >= _LEAST:  # "not a number" is not, either
        return f"{target.minutes:g} is too little: a target is at least 15 seconds, 0.25 minutes"
    if target.minutes > _MOST:
        return f"{target.minutes:g} is more than a year"
    if target.business_hours and 0 < week * _WEEKS < target.minutes:
        return f"{target.minutes:g} take more than a year: a week is open for {week} minutes"
    return ""


def _of_alerting(alerting: Alerting) -> Iterator[FieldError]:
    for place, minutes in enumerate(alerting.minutes):
        field = f"alerting.minutes[{place}]"
        if minutes not in _WARNED:
            yield _wrong(field, f"{minutes} minutes: an alert comes 1 to {_WARNED[-1]} before")
        elif minutes in alerting.minutes[:place]:
            yield _wrong(field, f"{minutes} stands here twice")
    yield from _of_quiet(alerting.quiet_from, alerting.quiet_until)


def _of_quiet(begins: str, ends: str) -> Iterator[FieldError]:
    for name, text, other in (("quiet_from", begins, ends), ("quiet_until", ends, begins)):
        if text and (len(text) != 5 or read_time(text) in (None, 24 * 60)):
            yield _wrong(f"alerting.{name}", f"{text} is no time of day: write 07:30")
        elif not text and other:
            yield _wrong(f"alerting.{name}", "say both when it begins and when it ends, or neither")
    if begins and begins == ends:
        yield _wrong("alerting.quiet_until", f"from {begins} to {ends} is no time at all")
