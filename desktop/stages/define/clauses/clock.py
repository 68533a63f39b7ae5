"""Times of day: "8 am", "08:30", "8 Uhr", "noon", and two of them with the day they belong to."""

from desktop.domain.scope import Window
from desktop.stages.define.calendar import day, hours, weekday
from desktop.stages.define.line import Line

Found = tuple[int, Window]


def read_clock(
    line: Line, at: int, *, of: Window | None = None, bare: bool = False
) -> Found | None:
    """Read one time of day, of today where no day is said: where it ends, and an empty window at that instant.

    A bare number ("since 8") is a time only where the caller says that nothing else can stand there.
    """
    begin = line.skip("at", at)
    hour, end, sure = _hour(line, begin)
    if hour < 0 or line.length("unit", end) or not (sure or bare or begin > at):
        return None
    if of is None:
        of, end, late = _day_of(line, end)
        hour += 12 if late and hour < 12 and not sure else 0
    return end, hours(of, hour, hour)


def read_hours(line: Line, at: int, of: Window | None = None) -> Found | None:
    """Read "8 and 10 this morning": two times of day and the day they belong to."""
    first, middle, sure = _hour(line, at)
    joint = line.length("and_or_to", middle)
    last, end, _ = _hour(line, middle + joint)
    if first < 0 or last < 0 or not joint or line.length("unit", end):
        return None
    said, end, late = _day_of(line, end)
    if (late or (last >= 12 > first and not sure and first + 12 <= last)) and first < 12:
        first, last = first + 12, last + (12 if last < 12 else 0)
    whole = of or said
    window = hours(whole, first, last if last > first else last + 24)
    if last <= first and of is None and window.start and window.start >= line.known.now:
        window = hours(whole, first - 24, last)  # a night that is over: "between 22 and 6"
    return end, window


def _hour(line: Line, at: int) -> tuple[float, int, bool]:
    """Return the hour, where it ends, and whether it can be nothing else; an hour below zero for none."""
    length, part = line.find("part", at)
    if length and part in ("12-12", "0-0"):
        return float(part.partition("-")[0]), at + length, True
    word = line.word(at)
    head, _, minutes = word.partition(":")
    if not head.isdecimal() or len(head) > 2 or int(head) > 24:
        return -1.0, at, False
    hour, end = int(head) + (int(minutes) / 60 if minutes else 0), at + 1
    length, half = line.find("clock_tail", end)
    if length and half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour, end + length, bool(length or minutes)


def _day_of(line: Line, at: int) -> tuple[Window, int, bool]:
    """Read the day behind a time; today where none is said. Tells whether its later half was meant."""
    now = line.known.now
    begin = at
    while line.word(begin) in ("on", "am", "of", "von", "the"):
        begin += 1
    length, part = line.find("part_today", begin)
    if length:
        return day(now, 0), begin + length, not part.startswith("6-")
    length, ago = line.find("day", begin)
    window = day(now, int(ago)) if length else None
    if window is None:
        length, number = line.find("weekday", begin)
        window = weekday(now, int(number), past=False) if length else None
    if window is None:
        return day(now, 0), at, False
    end = begin + length
    length, part = line.find("part", end)
    return window, end + length, bool(length) and not part.startswith("6-")
