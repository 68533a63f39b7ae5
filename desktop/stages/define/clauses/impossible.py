"""What no ticket can be: spans below zero or of nothing, ages beyond all memory, dates, times and levels that are none."""

import re

from desktop.stages.define.calendar import dated
from desktop.stages.define.clauses.age import ANY_AGE, read_span
from desktop.stages.define.clauses.day import AMBIGUOUS, read_day
from desktop.stages.define.line import Line
from desktop.stages.define.part import Ask

_BELOW = re.compile(r"-\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_SPANNED = ("last", "within", "younger", "older", "since")
_SPAN = Ask("No ticket can be that old. From which time are they?")
_LEVEL = Ask("Priorities run from 1 (urgent) to 4 (low). Which one is meant?")
_MOMENT = Ask("There is no such date or time. From which time are they?")


def read_impossible(line: Line, at: int) -> Ask | None:
    """Ask where a time is said that cannot be."""
    if _below(line, at) or _nothing(line, at) or _endless(line, at):
        return _SPAN
    if _no_level(line, at):
        return _LEVEL
    return _MOMENT if _no_date(line, at) or _no_hour(line, at) else None


def _no_level(line: Line, at: int) -> bool:
    """Whether a number behind the word for priority is none: "priority 9", not the nine of "high priority, 9 oldest"."""
    length = line.length("priority_noun", at)
    number = line.word(at + length)
    wrong = number.isdecimal() and not 1 <= int(number) <= 4
    return bool(length) and wrong and not line.ends("level", at)


def _below(line: Line, at: int) -> bool:
    return bool(_BELOW.fullmatch(line.word(at)) and line.length("unit", at + 1))


def _endless(line: Line, at: int) -> bool:
    return any(read_span(line, line.skip(kind, at))[1] >= ANY_AGE for kind in _SPANNED)


def _nothing(line: Line, at: int) -> bool:
    """Whether "0 hours" stands behind a word for a span."""
    zero = line.word(at).strip("0") == "" and line.word(at) != ""
    return zero and bool(line.length("unit", at + 1)) and any(line.ends(k, at) for k in _SPANNED)


def _no_date(line: Line, at: int) -> bool:
    if _DATE.fullmatch(line.word(at)):
        return read_day(line, at) is None
    word = line.word(at)
    behind = at + 1 + (line.word(at + 1) in ("st", "nd", "rd", "th", "of", ".", ","))
    length, month = line.find("month", behind)
    if not length or not word.isdecimal() or len(word) > 2 or line.word(behind) in AMBIGUOUS:
        return False
    return dated(line.known.now, int(word), int(month), None) is None


def _no_hour(line: Line, at: int) -> bool:
    word = line.word(at)
    if found := _CLOCK.fullmatch(word):
        return int(found[1]) > 24 or int(found[2]) > 59
    return word.isdecimal() and len(word) <= 2 and int(word) > 24 and bool(line.length("clock_tail", at + 1))  # fmt: skip
