"""Priorities: "high-priority", "urgent", "normal or low priority", "at least high", "ohne Priorität"."""

from desktop.domain.scope import Filter
from desktop.domain.ticket import Priority
from desktop.stages.define.line import Line
from desktop.stages.define.names import agents_at, organisations_at
from desktop.stages.define.part import Kind, Part

_RANKS = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)
_SIGNS = (",", "+", "&", "/")
_BEFORE = (
    "the",
    "die",
    "all",
    "alle",
    "every",
    "what's",
    "that's",
    "whats",
    "everything",
    "anything",
    "alles",
    "please",
    "bitte",
    "only",
    "just",
    "nur",
    "not",
    "nicht",
    "no",
    *_SIGNS,
)
_LEADS = (
    "vip", "status", "unassigned", "mine", "day", "weekday", "span", "part_today", "channel", "ticket", "universal",
    "strong_not", "or", "and", "but", "not",
)  # fmt: skip
_FOLLOWS = (
    "strong_not", "since", "within", "place_cue", "day", "weekday", "span", "part_today", "before", "after", "until",
    "between", "last", "younger", "older", "channel_cue", "assignee_cue", "vip", "mine", "unassigned", "or", "and", "but",
    "not", "status", "particle_not", "after_not",
)  # fmt: skip
"""What stands before and behind a bare level in a list of conditions: no noun of a topic, "high fever", "low battery"."""
_THAT_ARE = (("that", "is"), ("that", "are"), ("which", "are"), ("which", "is"), ("die", "sind"))
_TAILS = ("only", "nur", "please", "pls", "bitte", "raus", "now", "first")
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
    begin = at if line.length("level", at) else line.skip("priority_noun", at)
    named = begin > at
    begin = _over(line, begin) if named else begin
    sign, begin = _sign(line, begin)
    levels, end, sure = _levels(line, begin)
    after = line.skip("priority_noun", end)
    reach, last = _reach(line, after, sign)
    told = named or sure or after > end or reach or _alone(line, begin, end, levels)
    if not levels or not told:
        return None
    end = last
    return Part(Kind.PRIORITY, end, Filter(priorities=_taken(levels, reach)))


def _over(line: Line, at: int) -> int:
    while line.word(at) in ("is", "of", "=", "ist", ",", "with", "hat"):
        at += 1
    return at


def _sign(line: Line, at: int) -> tuple[str, int]:
    for kind in ("at_least", "at_most", "above_level", "below_level"):
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
    if ranks and reach == "above_level":
        return tuple(reversed(_RANKS[max(ranks) + 1 :])) or (Priority.URGENT,)
    if ranks and reach == "below_level":
        return tuple(reversed(_RANKS[: min(ranks)])) or (Priority.LOW,)
    return tuple(dict.fromkeys(one for level in levels for one in _LEVELS[level]))


def _alone(line: Line, at: int, end: int, levels: list[str]) -> bool:
    """Whether bare words can be nothing but levels: a list of them, "only high", "low tickets", "VIP low since noon"."""
    begins = at == 0 or line.word(at - 1) in _BEFORE
    begins = begins or line.words[max(0, at - 2) : at] in _THAT_ARE
    led = begins or any(line.ends(kind, at) for kind in _LEADS) or _named_before(line, at)
    ends = end >= len(line.tokens) or line.word(end) in (*_SIGNS, *_TAILS)
    follows = ends or any(line.length(kind, end) for kind in _FOLLOWS)
    return len(levels) > 1 or (led and follows) or bool(line.length("ticket", end))


def _named_before(line: Line, at: int) -> bool:
    """Whether a customer's or an agent's name ends here: "Lakeside low"."""
    places = range(max(0, at - 3), at)
    runs = ((s, organisations_at(line, s).length or agents_at(line, s).length) for s in places)
    return any(run and start + run == at for start, run in runs)
