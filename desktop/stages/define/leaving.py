"""What is left out by a word behind it: "billing can wait", "Rechnungen bitte weglassen", "lass Lakeside raus"."""

from desktop.stages.define.line import Line
from desktop.stages.define.part import Kind, Part

_REACH = 12
_GERMAN = ("raus", "weg", "heraus")
_NEGATIVE = ("unassigned", "level", "status", "at_least", "at_most", "younger", "older")
_BOUNDS = (",", "but")

Taken = list[tuple[str, Part]]


def particle_not(line: Line, at: int) -> int:
    """Return how many words from ``at`` on are the tail of a verb of leaving: "lass die Rechnungen weg", "leave billing out".

    German leaves the verb away too ("Rechnungen raus"); the tail of another verb is none ("such mir alles raus").
    """
    length = line.length("particle_not", at)
    if not length:
        return 0
    begin = max((p + 1 for p in range(at) if line.word(p) == ","), default=0)
    clause = range(max(begin, at - _REACH), at)
    if any(line.length("leaving", place) for place in clause):
        return length
    bare = line.word(at + length - 1) in _GERMAN and not any(
        line.length("giving", place) for place in clause
    )
    return length if bare and at + length >= len(line.tokens) else 0


def opens_a_clause(line: Line, at: int, length: int) -> bool:
    """Whether the "not" at the end of a phrase begins a clause of its own: "urgent and not picked up by anyone"."""
    inner = range(at + 1, at + length)
    reaches = (start + line.length(kind, start) for start in inner for kind in _NEGATIVE)
    return any(end > at + length for end in reaches)


def leave_last(taken: Taken, left: list[list[Part]], *, whole: bool) -> None:
    """Move the parts of the last clause from what is wanted to what is left out; the line's first one where more follows."""
    group = _last_clause(taken, whole=whole)
    del taken[len(taken) - len(group) :]
    left.append([])
    for number, (joint, part) in enumerate(group):
        if number and joint:
            left.append([])
        left[-1].append(part)


def _last_clause(taken: Taken, *, whole: bool) -> Taken:
    """Return the parts behind the last comma or "but"; without one, the last part and those joined to it."""
    bound = max((n for n, (joint, _) in enumerate(taken) if joint in _BOUNDS and n), default=0)
    begin = len(taken) - 1
    while begin > bound and (bound or whole or _is_joined(taken, begin)):
        begin -= 1
    return [pair for pair in taken[begin:] if pair[1].kind is not Kind.COUNT] or taken[-1:]


def _is_joined(taken: Taken, at: int) -> bool:
    return taken[at][0] in ("or", "and") and taken[at][1].kind is taken[at - 1][1].kind
