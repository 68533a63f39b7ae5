"""What was entered, made into what clocks are computed from. What cannot be is an error at its field, never a clock."""

from datetime import date

from desktop.domain.errors import FieldError
from desktop.domain.sla.entered_problems import day_of, find_problems
from desktop.domain.sla.levels import EnteredHours, EnteredTarget, ServiceLevels
from desktop.domain.sla.policy import Policy, Target
from desktop.domain.sla.public_holidays import public_holidays
from desktop.domain.sla.schedule import DAY, WEEK, Hours, Schedule
from desktop.domain.sla.terms import Agreements
from desktop.domain.sla.windows import read_windows

TITLE = "Service levels entered here"
"""The one policy's."""


def problems(levels: ServiceLevels) -> tuple[FieldError, ...]:
    """Return everything that cannot be, each at its field, in the order of the form; none when all is well."""
    return tuple(find_problems(levels))


def read_levels(levels: ServiceLevels, years: range) -> Agreements:
    """Return one policy that holds for every ticket, and the schedule its business hours mean.

    Args:
        levels: As entered.
        years: For which public holidays are laid down; beyond them every day of the week counts.

    Raises:
        FieldError: The first of ``problems``.
    """
    for problem in find_problems(levels):
        raise problem
    targets = tuple(_target(entered) for entered in levels.targets)
    policies = (Policy(0, TITLE, 0, (), (), targets),) if targets else ()
    hours = read_hours(levels.hours, years)
    return Agreements(policies, (hours,) if hours else (), entered=True)


def read_hours(hours: EnteredHours, years: range) -> Schedule | None:
    """Return hours without a problem as a schedule; None when the week is empty."""
    windows = _week(hours.week)
    if not windows:
        return None
    free = _days_off(hours, years)
    return Schedule(
        zone=hours.zone.strip(),
        windows=windows,
        holidays=frozenset(day for day, _ in free),
        overrides=tuple((day_of(one.date), read_windows(one.hours)[0]) for one in hours.dates),
        named=free,
    )


def _target(entered: EnteredTarget) -> Target:
    seconds = round(entered.minutes * 60)
    return Target(entered.metric, entered.priority, seconds, entered.business_hours)


def _week(lines: tuple[str, ...]) -> Hours:
    """Return the week in minutes since Sunday 00:00; the lines begin on Monday."""
    return tuple(
        sorted(
            ((place + 1) * DAY % WEEK + opens, (place + 1) * DAY % WEEK + closes)
            for place, line in enumerate(lines)
            for opens, closes in read_windows(line)[0]
        )
    )


def _days_off(hours: EnteredHours, years: range) -> tuple[tuple[date, str], ...]:
    return public_holidays(hours.country, hours.subdivision, years) if hours.country else ()
