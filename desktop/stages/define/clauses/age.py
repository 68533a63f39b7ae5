"""Ages, counted back from now: "last 4 hours", "<4h", "older than 2 days", "zwischen 2 und 4 Stunden alt"."""

import re

from desktop.domain.scope import Filter
from desktop.stages.define.line import Line
from desktop.stages.define.part import Kind, Part

ANY_AGE = 50 * 365 * 86400
"""Older than that nothing is; and an age beyond what dates can hold would end in an overflow."""
_WEEK = 604800
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_FEW = 9
"""More digits than that are no count of anything."""


def read_age(line: Line, at: int) -> Part | None:
    """Read one limit or a range."""
    return _range(line, at) or _limit(line, at) or _last(line, at) or _tailed(line, at)


def read_span(line: Line, at: int) -> tuple[int, int]:
    """Read "4 hours", "half an hour", "an hour and a half": where it ends and its seconds; (at, 0) for none."""
    number, begin = read_number(line, at)
    length, unit = line.find("unit", begin)
    if not length or number is None:
        return at, 0
    end = begin + length
    if line.words[end : end + 3] == ("and", "a", "half"):
        number, end = number + 0.5, end + 3
    seconds = number * int(unit)
    return end, int(min(seconds, ANY_AGE))


def read_number(line: Line, at: int) -> tuple[float | None, int]:
    """Read a number in digits or words; (None, at) for none."""
    word = line.word(at)
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ".") if len(word) <= _FEW else "1e9"), at + 1
    length, said = line.find("number", at)
    return (float(said), at + length) if length else (None, at)


def _limit(line: Line, at: int) -> Part | None:
    """Read "younger than ...", "older than ...", "within ...", "since 3 days"."""
    for kind, oldest in (("older", False), ("younger", True), ("within", True), ("since", True)):
        length = line.length(kind, at)
        if not length:
            continue
        end, seconds = read_span(line, _past(line, at + length))
        if not seconds and kind == "within":
            end, seconds = _one(line, _past(line, at + length))
        if seconds:
            return _part(line, end, seconds, youngest=not oldest)
    return None


def _past(line: Line, at: int) -> int:
    """Step over "the last" between a sign and its number."""
    while line.word(at) in ("the", "der", "den", "die", "von"):
        at += 1
    return line.skip("last", at)


def _last(line: Line, at: int) -> Part | None:
    """Read "last 4 hours", "last hour", "letzte Stunde"; "last week" is a week of the calendar, not this."""
    length = line.length("last", at)
    if not length:
        return None
    end, seconds = read_span(line, at + length)
    if not seconds:
        end, seconds = _one(line, at + length)
        seconds = seconds if seconds < _WEEK or line.word(at) == "past" else 0
    return _part(line, end, seconds, youngest=False) if seconds else None


def _one(line: Line, at: int) -> tuple[int, int]:
    length, unit = line.find("unit", at)
    return (at + length, int(unit)) if length and len(line.word(at)) > 2 else (at, 0)


def _range(line: Line, at: int) -> Part | None:
    """Read "between 2 and 4 hours old", "2 to 5 days old"."""
    begin = line.skip("between", at)
    first, middle = read_number(line, begin)
    length, unit = line.find("unit", middle)
    middle += length
    joint = line.length("and_or_to", middle)
    end, most = read_span(line, middle + joint)
    aged = line.skip("old", end)
    if first is None or not joint or not most or (begin == at and aged == end):
        return None
    least = first * (int(unit) if length else most / (read_number(line, middle + joint)[0] or 1))
    return Part(Kind.AGE, aged, Filter(max_age_seconds=most, min_age_seconds=int(least)))


def _tailed(line: Line, at: int) -> Part | None:
    """Read "2 days or older", "4 hours or less"."""
    end, seconds = read_span(line, at)
    if not seconds:
        return None
    end = line.skip("old", end)
    for kind, youngest in (("younger_tail", False), ("older_tail", True)):
        if length := line.length(kind, end):
            return _part(line, end + length, seconds, youngest=youngest)
    return None


def _part(line: Line, end: int, seconds: int, *, youngest: bool) -> Part:
    filtered = Filter(min_age_seconds=seconds) if youngest else Filter(max_age_seconds=seconds)
    return Part(Kind.AGE, line.skip("old", end), filtered)
