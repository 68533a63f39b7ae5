"""Windows of the calendar: "since Monday", "last night", "before 8 am", "between 8 and 10 this morning"."""

from collections.abc import Callable
from datetime import timedelta

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
            return _part(found[0], _on_its_day(line, begin, found, kind) or reach(found[1]))
    return None


def _on_its_day(line: Line, begin: int, found: tuple[int, Window], kind: str) -> Window | None:
    """ "Before 6 am today", "after 4 pm yesterday": with the day said, that day's part."""
    end, point = found
    said = range(begin + 1, end)
    if point.start is None or point.start != point.end or kind == "since":
        return None
    if not any(line.length(day, at) for day in ("day", "weekday", "part_today") for at in said):
        return None
    start = point.start.replace(hour=0, minute=0)
    early = kind in ("before", "until")
    return Window(start, point.start) if early else Window(point.start, start + timedelta(days=1))


def _plain(line: Line, at: int) -> Part | None:
    """Read one day, or "Monday to Wednesday"."""
    found = read_day(line, at)
    if not found:
        return None
    to = line.length("and_or_to", found[0])
    joined = to and (line.length("and", found[0]) or line.length("or", found[0]))
    last = read_day(line, found[0] + to) if to and not joined else None
    meets = last and found[1].start and last[1].end and found[1].start < last[1].end
    return _part(last[0], Window(found[1].start, last[1].end)) if last and meets else _part(*found)


def _part(end: int, window: Window) -> Part:
    return Part(Kind.WINDOW, end, Filter(window=window))
