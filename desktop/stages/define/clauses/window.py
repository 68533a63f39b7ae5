"""Windows of the calendar: "since Monday", "last night", "before 8 am", "between 8 and 10 this morning"."""

from collections.abc import Callable

from desktop.domain.scope import Filter, Window
from desktop.stages.define.clauses.clock import read_clock, read_hours
from desktop.stages.define.clauses.day import read_day
from desktop.stages.define.line import Line
from desktop.stages.define.part import Kind, Part

_AWAY: tuple[tuple[str, Callable[[Window], Window]], ...] = (
    ("since", lambda point: Window(point.start, None)),
    ("before", lambda point: Window(None, point.start)),
    ("until", lambda point: Window(None, point.end)),
    ("after", lambda point: Window(point.end, None)),
)


def read_window(line: Line, at: int) -> Part | None:
    """Read one window."""
    return _between(line, at) or _away(line, at) or _plain(line, at)


def _between(line: Line, at: int) -> Part | None:
    """Read two ends: "from Monday to Wednesday", "between 8 and 10 Uhr gestern"."""
    begin = line.skip("between", at)
    if begin == at:
        return None
    found = read_hours(line, begin)
    if found:
        return _part(*found)
    first = read_day(line, begin) or read_clock(line, begin)
    joint = line.length("and_or_to", first[0]) if first else 0
    last = (
        (read_day(line, first[0] + joint) or read_clock(line, first[0] + joint))
        if first and joint
        else None
    )
    return _part(last[0], Window(first[1].start, last[1].end)) if first and last else None


def _away(line: Line, at: int) -> Part | None:
    """Read one end: "since yesterday", "until Friday", "seit 8 Uhr"."""
    for kind, reach in _AWAY:
        length = line.length(kind, at)
        if not length:
            continue
        begin = at + length
        while line.word(begin) in ("the", "dem", "der", "den", "on", "am", "at", "um"):
            begin += 1
        found = read_day(line, begin) or read_clock(line, begin, bare=True)
        if found:
            return _part(found[0], reach(found[1]))
    return None


def _plain(line: Line, at: int) -> Part | None:
    found = read_day(line, at)
    return _part(*found) if found else None


def _part(end: int, window: Window) -> Part:
    return Part(Kind.WINDOW, end, Filter(window=window))
