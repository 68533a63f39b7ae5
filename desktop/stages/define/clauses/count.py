"""How many, and which first: "the 10 oldest", "die fünf neuesten", "20 tickets", "top 5"."""

from desktop.domain.scope import Order
from desktop.stages.define.clauses.age import read_number
from desktop.stages.define.line import Line
from desktop.stages.define.names import agents_at, organisations_at
from desktop.stages.define.part import Kind, Part

_MOST = 399
"""Larger numbers in an intent are codes ("401 errors"), not counts."""
_REACH = 5
_BEHIND = (",", "to", "in", "that", "which", "who", "die", "der", "das", "in.", "we", "wir", "ones")
_ASKING = (
    "me",
    "us",
    "mir",
    "uns",
    "next",
    "naechsten",
    "gimme",
    "show",
    "zeig",
    "gib",
    "take",
    "nimm",
    "other",
    "anderen",
)
_FIRST = (
    ("to", "come"),
    ("to", "arrive"),
    ("to", "roll"),
    ("that", "came"),
    ("that", "arrived"),
    ("to", "land"),
)
"""Behind "the first 5": by when they came."""
_COUNTED = (
    "ticket",
    "place_cue",
    "vip",
    "level",
    "status",
    "channel",
    "unassigned",
    "mine",
    "order",
    "everyday",
)
_SINGLE = frozenset(["ticket", "case", "request", "anfrage", "fall", "vorgang", "meldung"])
_ARTICLES = frozenset(
    ["a", "an", "one", "ein", "eine", "einen", "einer", "einem", "eines", "a single"]
)


def read_count(line: Line, at: int) -> Part | None:
    """Read a number with what it counts, or an order with or without a number."""
    if last := _last(line, at):
        return last
    begin = line.skip("count_cue", at)
    cued = begin > at and line.word(at) in ("top", "first", "ersten")
    cued = cued or _asked_for(line, begin)
    return _ordered(line, at) or _counted(line, begin, cued=cued)


def _asked_for(line: Line, at: int) -> bool:
    """Whether a number ends a clause behind "give me" or "the next": it can only be how many."""
    _, end = read_number(line, at)
    ends = end > at and (end >= len(line.tokens) or line.word(end) in (",", "please", "bitte"))
    return ends and line.word(at - 1) in _ASKING


def _last(line: Line, at: int) -> Part | None:
    """Read "the last 10 tickets": those that came last."""
    early = line.word(at) == "first"
    length = 1 if early else line.length("last", at)
    number, end = read_number(line, at + length) if length else (None, at)
    if early and line.words[end : end + 2] not in _FIRST:
        return None
    if not number or number != int(number) or number > _MOST or not _may_end(line, end):
        return None
    order = Order.OLDEST if early else Order.NEWEST
    return Part(Kind.COUNT, end, limit=int(number), order=order)


def _may_end(line: Line, at: int) -> bool:
    """Whether nothing that has an age follows "the last 5": tickets, another clause, "to roll in", or nothing."""
    if line.length("unit", at) or line.length("weekday", at) or line.length("month", at):
        return False
    if at >= len(line.tokens) or line.word(at) in _BEHIND:
        return True
    named = organisations_at(line, at).length or agents_at(line, at).length
    return bool(named) or any(line.length(kind, at) for kind in _COUNTED)


def _ordered(line: Line, at: int) -> Part | None:
    """Read "oldest", "oldest 10", "the oldest ticket"."""
    length, order = line.find("order", at)
    if not length or _is_of_a_time(line, at + length - 1):
        return None
    end = at + length
    number, after = read_number(line, end)
    if number and number == int(number) <= _MOST and not line.length("unit", after):
        return Part(Kind.COUNT, after, limit=int(number), order=Order(order))
    limit = 1 if _singular(line, end) else None
    return Part(Kind.COUNT, end, limit=limit, order=Order(order))


def _is_of_a_time(line: Line, at: int) -> bool:
    """Whether the last word of an order leads to a time: "came in last night", "came in last 5 hours"."""
    if line.word(at) not in ("last", "first", "zuletzt"):
        return False
    _, after = read_number(line, at + 1)
    return any(line.length(k, p) for k in ("unit", "weekday", "part") for p in (at + 1, after))


def _singular(line: Line, at: int) -> bool:
    """Whether the first noun for a ticket that follows is one: "the oldest unassigned VIP ticket"."""
    for place in range(at, min(at + _REACH, len(line.tokens))):
        if line.length("ticket", place):
            return line.word(place) in _SINGLE
    return False


def _counted(line: Line, at: int, *, cued: bool) -> Part | None:
    number, end = read_number(line, at)
    if (
        not number
        or not 1 <= number <= _MOST
        or number != int(number)
        or line.word(at) in _ARTICLES
    ):
        return None
    if line.length("unit", end) or not (cued or _counts(line, end)):
        return None
    return Part(Kind.COUNT, end, limit=int(number))


def _counts(line: Line, at: int) -> bool:
    """Whether tickets or an order follow, with no other clause between."""
    for place in range(at, min(at + _REACH, len(line.tokens))):
        if line.length("ticket", place) or line.length("order", place):
            return True
        if line.word(place) in (",", ";") or line.length("since", place):
            return False
    return False
