"""Priorities: "high-priority", "urgent", "normal or low priority", "at least high", "ohne Priorität"."""

from desktop.domain.scope import Filter
from desktop.domain.ticket import Priority
from desktop.stages.define.line import Line
from desktop.stages.define.part import Kind, Part

_RANKS = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)
_SIGNS = (",", "+", "&", "/")
_BEFORE = ("only", "just", "nur", "not", "nicht", "no", *_SIGNS)
_LEVELS: dict[str, tuple[Priority | None, ...]] = {
    "urgent": (Priority.URGENT,),
    "critical": (Priority.URGENT, Priority.HIGH),
    "high": (Priority.URGENT, Priority.HIGH),
    "normal": (Priority.NORMAL,),
    "low": (Priority.LOW,),
    "unset": (None,),
}
_EXACT = {"high": Priority.HIGH, "critical": Priority.HIGH, "urgent": Priority.URGENT}
_EXACT |= {"normal": Priority.NORMAL, "low": Priority.LOW}


def read_priority(line: Line, at: int) -> Part | None:
    """Read a list of levels. A bare word ("high", "normal") needs the word "priority" beside it, or a sure one."""
    begin = line.skip("priority_noun", at)
    named = begin > at
    begin = _over(line, begin) if named else begin
    sign, begin = _sign(line, begin)
    levels, end, sure = _levels(line, begin)
    after = line.skip("priority_noun", end)
    if not levels or not (named or sure or after > end or sign or _alone(line, begin, end, levels)):
        return None
    reach, end = _reach(line, after, sign)
    return Part(Kind.PRIORITY, end, Filter(priorities=_taken(levels, reach)))


def _over(line: Line, at: int) -> int:
    while line.word(at) in ("is", "of", "=", "ist", ",", "with", "hat"):
        at += 1
    return at


def _sign(line: Line, at: int) -> tuple[str, int]:
    for kind in ("at_least", "at_most"):
        if length := line.length(kind, at):
            return kind, at + length
    return "", at


def _levels(line: Line, at: int) -> tuple[list[str], int, bool]:
    """Read "low or normal": the levels, where they end, and whether one of them can be nothing else."""
    levels: list[str] = []
    end, sure = at, False
    while True:
        length, level = line.find("level", at)
        if not length:
            return levels, end, sure
        levels.append(level)
        end = line.skip("priority_noun", at + length)
        sure = sure or bool(line.length("surely_level", at)) or end > at + length
        at = _next(line, end)
        if at == end:
            return levels, end, sure


def _next(line: Line, at: int) -> int:
    """Return the place behind a connector of a list."""
    begin = at
    while line.word(at) == "," or line.length("or", at) or line.length("and", at):
        at += line.length("or", at) or line.length("and", at) or 1
    return at if line.length("level", at) else begin


def _reach(line: Line, at: int, sign: str) -> tuple[str, int]:
    for kind, reach in (("or_above", "at_least"), ("or_below", "at_most")):
        if length := line.length(kind, at):
            return reach, line.skip("priority_noun", at + length)
    return sign, at


def _taken(levels: list[str], reach: str) -> tuple[Priority | None, ...]:
    ranks = [_RANKS.index(_EXACT[level]) for level in levels if level in _EXACT]
    if ranks and reach == "at_least":
        return tuple(reversed(_RANKS[min(ranks) :]))
    if ranks and reach == "at_most":
        return tuple(reversed(_RANKS[: max(ranks) + 1]))
    return tuple(dict.fromkeys(one for level in levels for one in _LEVELS[level]))


def _alone(line: Line, at: int, end: int, levels: list[str]) -> bool:
    """Whether bare words can be nothing but levels: a list of them, "only high", "low tickets"."""
    begins = at == 0 or line.word(at - 1) in _BEFORE
    ends = (
        end >= len(line.tokens) or line.word(end) in _SIGNS or bool(line.length("strong_not", end))
    )
    return len(levels) > 1 or (begins and ends) or bool(line.length("ticket", end))
