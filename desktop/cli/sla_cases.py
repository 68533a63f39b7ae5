"""Running SLA cases by others: a JSON file of schedules, instants and what its authors expect.

Kinds: ``within`` (business seconds from ``start`` to ``end``), ``within_minutes_floor`` (the same in whole
minutes), ``add`` and ``sub`` (the instant ``seconds`` of business time after or before ``start``), ``active``
(whether ``start`` is open) and ``periods`` (the first openings from ``start`` on).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from desktop.base.clock import format_instant, parse_instant
from desktop.domain.errors import FieldError, InputError
from desktop.domain.sla.clock import due
from desktop.domain.sla.runs import Span
from desktop.domain.sla.schedule import (
    DAY,
    Hours,
    Schedule,
    elapsed,
    is_open,
    openings,
    start_for,
)
from desktop.domain.sla.terms import Term

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_PERIODS_WITHIN = timedelta(days=3 * 366)
Dated = dict[date, list[tuple[str, str]]]


class Case(Struct, frozen=True):
    """One case as its file has it; ``alt_expected`` counts as well, ``tolerance`` is in seconds."""

    id: str
    kind: str
    tz: str
    hours: dict[str, list[tuple[str, str]]]
    start: str
    expected: Any
    end: str = ""
    seconds: int = 0
    holidays: tuple[date, ...] = ()
    shifts: Dated = {}
    breaks: Dated = {}
    pauses: tuple[tuple[str, str], ...] = ()
    alt_expected: Any = None
    tolerance: float = 0


class CaseResult(Struct, frozen=True):
    """What came of one case; ``got`` is an error's words where the case itself cannot be."""

    id: str
    ok: bool
    expected: Any
    got: Any


class CaseResults(Struct, frozen=True):
    """All of them."""

    passed: int
    failed: int
    cases: tuple[CaseResult, ...]

    def in_words(self) -> str:
        """Return the failures and the count."""
        wrong = [f"FAIL {c.id}: expected {c.expected}, got {c.got}" for c in self.cases if not c.ok]
        return "\n".join((*wrong, f"{self.passed} passed, {self.failed} failed"))


def run_cases(path: Path) -> CaseResults:
    """Run every case of a file. Raises InputError when it cannot be read as cases."""
    try:
        content = msgspec.json.decode(path.read_bytes())
        rows = msgspec.convert(
            content["cases"] if isinstance(content, dict) else content, list[dict[str, Any]]
        )
    except (msgspec.MsgspecError, KeyError, OSError) as wrong:
        told = getattr(wrong, "strerror", None) or wrong
        raise InputError(
            "These cases cannot be read",
            f"{path.name}: {told}",
            'Give a JSON file with a list of cases under "cases".',
        ) from wrong
    results = tuple(_read_and_run(row) for row in rows)
    passed = sum(result.ok for result in results)
    return CaseResults(passed, len(results) - passed, results)


def _read_and_run(row: dict[str, Any]) -> CaseResult:
    try:
        return _run(msgspec.convert(row, Case))
    except msgspec.ValidationError as wrong:
        return CaseResult(str(row.get("id", "")), False, row.get("expected"), str(wrong))


def _run(case: Case) -> CaseResult:
    try:
        got = _KINDS[case.kind](case, _schedule(case))
        ok = any(_same(got, wanted, case.tolerance) for wanted in _accepted(case))
    except KeyError:
        return CaseResult(case.id, False, case.expected, f"unknown kind {case.kind!r}")
    except (FieldError, ValueError) as wrong:
        return CaseResult(case.id, False, case.expected, str(wrong))
    return CaseResult(case.id, ok, case.expected, _plain(got))


def _accepted(case: Case) -> Iterator[Any]:
    yield case.expected
    others = case.alt_expected
    yield from others if isinstance(others, list) else [] if others is None else [others]


def _same(got: Any, wanted: Any, tolerance: float) -> bool:
    if isinstance(got, datetime):
        return got == parse_instant(wanted)
    if isinstance(got, list):
        return got == [(parse_instant(opens), parse_instant(closes)) for opens, closes in wanted]
    if isinstance(got, bool):
        return got is wanted
    return bool(abs(got - wanted) <= tolerance)


def _plain(got: Any) -> Any:
    if isinstance(got, datetime):
        return format_instant(got)
    return [tuple(map(_plain, pair)) for pair in got] if isinstance(got, list) else got


def _schedule(case: Case) -> Schedule:
    weekly: list[tuple[int, int]] = []
    for day, pairs in case.hours.items():
        if day not in _DAYS:
            raise FieldError(f"hours.{day}", "no weekday; write sun, mon, tue, wed, thu, fri, sat")
        midnight = _DAYS.index(day) * DAY
        weekly += [(midnight + a, midnight + b) for a, b in _hours(f"hours.{day}", pairs)]
    return Schedule(
        case.tz,
        tuple(sorted(weekly)),
        frozenset(case.holidays),
        _dated("shifts", case.shifts),
        _dated("breaks", case.breaks),
    )


def _dated(field: str, dated: Dated) -> tuple[tuple[date, Hours], ...]:
    return tuple((day, _hours(f"{field}[{day}]", pairs)) for day, pairs in sorted(dated.items()))


def _hours(field: str, pairs: Sequence[tuple[str, str]]) -> Hours:
    return tuple(sorted((_minutes(field, opens), _minutes(field, shuts)) for opens, shuts in pairs))


def _minutes(field: str, text: str) -> int:
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(minutes) < 60):
        raise FieldError(field, f"{text!r} is no time of day")
    found = int(hours) * 60 + int(minutes)
    if found > DAY:
        raise FieldError(field, f"{text!r} lies after 24:00")
    return found


def _within(case: Case, schedule: Schedule) -> int:
    end = parse_instant(case.end)
    return sum(elapsed(schedule, span.start, min(span.end or end, end)) for span in _spans(case))


def _add(case: Case, schedule: Schedule) -> datetime | None:
    return due(_spans(case), Term(parse_instant(case.start), case.seconds, schedule))


def _sub(case: Case, schedule: Schedule) -> datetime:
    return start_for(schedule, parse_instant(case.start), case.seconds)


def _periods(case: Case, schedule: Schedule) -> list[tuple[datetime, datetime]]:
    start = parse_instant(case.start)
    return list(islice(openings(schedule, start, start + _PERIODS_WITHIN), len(case.expected)))


def _spans(case: Case) -> Sequence[Span]:
    """Return the stretches from the start on in which the clock runs."""
    found, start = [], parse_instant(case.start)
    for stops, goes_on in sorted((parse_instant(a), parse_instant(b)) for a, b in case.pauses):
        if stops > start:
            found.append(Span(start, stops))
        start = max(start, goes_on)
    return [*found, Span(start)]


_KINDS: Mapping[str, Callable[[Case, Schedule], Any]] = {
    "within": _within,
    "within_minutes_floor": lambda case, schedule: _within(case, schedule) // 60,
    "add": _add,
    "sub": _sub,
    "active": lambda case, schedule: is_open(schedule, parse_instant(case.start)),
    "periods": _periods,
}
