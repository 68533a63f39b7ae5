"""Days and what is named after them: "yesterday", "Monday morning", "8 March", "last week", "heute früh"."""

import re

from desktop.domain.scope import Window
from desktop.stages.define.calendar import dated, day, hours, named, weekday, whole_month
from desktop.stages.define.clauses.clock import read_clock, read_hours
from desktop.stages.define.line import Line

Found = tuple[int, Window]
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2,4})?$")
AMBIGUOUS = ("may", "mar", "march", "dec", "sat")


def read_day(line: Line, at: int) -> Found | None:
    """Read a day, a part of one, or a longer span: where it ends and the window it is."""
    now = line.known.now
    length, name = line.find("span", at)
    if length:
        return at + length, named(now, name)
    length, part = line.find("part_today", at)
    if length:
        return _with_hours(line, at + length, hours(day(now, 0), *_hours(part)), day(now, 0))
    found = _named_day(line, at) or _date(line, at)
    return _with_part(line, *found) if found else None


def _named_day(line: Line, at: int) -> Found | None:
    now = line.known.now
    length, ago = line.find("day", at)
    if length:
        return at + length, day(now, int(ago))
    begin = line.skip("last", at)
    length, number = line.find("weekday", begin)
    return (begin + length, weekday(now, int(number), past=begin > at)) if length else None


def _date(line: Line, at: int) -> Found | None:
    now, word = line.known.now, line.word(at)
    if found := _ISO.match(word):
        window = dated(now, int(found[3]), int(found[2]), int(found[1]))
        return (at + 1, window) if window else None
    if found := _DOTTED.match(word):
        year = int(found[3]) % 2000 + 2000 if found[3] else None
        window = dated(now, int(found[1]), int(found[2]), year)
        return (at + 1, window) if window else None
    return _spoken_date(line, at)


def _spoken_date(line: Line, at: int) -> Found | None:
    """Read "8 March", "March 8th", "8. März", "March"."""
    now = line.known.now
    number, begin = _ordinal(line, at)
    begin = begin + 1 if number and line.word(begin) in ("of", ",") else begin
    length, month = line.find("month", begin)
    if number and length:
        window = dated(now, number, int(month), None)
        return (begin + length, window) if window else None
    length, month = line.find("month", at)
    if not length:
        return None
    number, end = _ordinal(line, at + length)
    if number:
        window = dated(now, number, int(month), None)
        return (end, window) if window else None
    if line.word(at) in AMBIGUOUS and line.word(at - 1) not in (
        "in",
        "since",
        "from",
        "during",
        "of",
    ):
        return None
    return at + length, whole_month(now, int(month))


def _ordinal(line: Line, at: int) -> tuple[int, int]:
    word = line.word(at)
    if not word.isdecimal() or not 1 <= int(word[:3]) <= 31:
        return 0, at
    tail = line.word(at + 1) in ("st", "nd", "rd", "th", ",")
    return int(word), at + 1 + tail


def _with_part(line: Line, at: int, whole: Window) -> Found:
    """Read what follows a day: "morning", "at 8", "between 8 and 10"."""
    length, part = line.find("part", at)
    if length:
        return _with_hours(line, at + length, hours(whole, *_hours(part)), whole)
    return _with_hours(line, at, whole, whole)


def _with_hours(line: Line, at: int, window: Window, whole: Window) -> Found:
    begin = line.skip("between", at)
    if begin > at and (ranged := read_hours(line, begin, whole)):
        return ranged
    for kind in ("before", "until", "after", "since"):
        length = line.length(kind, at)
        point = read_clock(line, at + length, of=whole, bare=True) if length else None
        if point:
            early = kind in ("before", "until")
            rest = (
                Window(whole.start, point[1].start) if early else Window(point[1].start, whole.end)
            )
            return point[0], rest
    clock = read_clock(line, at, of=whole)
    return clock or (at, window)


def _hours(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first), int(last)
