"""Statuses: "pending", "new or open", "on hold", "noch offen"; and what "open" means."""

from desktop.domain.scope import UNSOLVED, Filter
from desktop.domain.ticket import Status
from desktop.stages.define.line import Line
from desktop.stages.define.part import Kind, Part

_UNABLE = (
    "won't",
    "wont",
    "doesn't",
    "don't",
    "didn't",
    "can't",
    "cannot",
    "to",
    "couldn't",
    "wouldn't",
)
"""Behind them "open" is a verb: "the chart won't open"."""


def read_status(line: Line, at: int) -> Part | None:
    """Read one status. "New" and "open" are everyday words: they must stand at tickets, in a list, or at "status"."""
    begin = line.skip("status_noun", at)
    named = begin > at
    while named and line.word(begin) in ("is", "=", "ist", ",", "of", "auf"):
        begin += 1
    length, said = line.find("status", begin)
    if not length:
        return None
    end = line.skip("status_noun", begin + length)
    if said == "new" and not (named or _at_tickets(line, begin, end)):
        return None
    if said == "open" and line.word(begin - 1) in _UNABLE:
        return None
    statuses = UNSOLVED if said == "unsolved" else (Status(said),)
    return Part(Kind.STATUS, end, Filter(statuses=statuses))


def _at_tickets(line: Line, at: int, end: int) -> bool:
    """Whether the word stands before tickets or another condition, or in a list: "what is new" is no status."""
    follows = line.word(end)
    lists = line.length("or", end) or line.length("and", end) or follows == ","
    listed = lists and line.length(
        "status", end + (line.length("or", end) or line.length("and", end) or 1)
    )
    after = any(line.length("status", start) for start in range(max(0, at - 3), at))
    near = any(line.length("ticket", end + more) for more in range(4))
    alone = at == 0 or line.word(at - 1) in ("only", "just", "nur", "are", "sind")
    return bool(listed or after or near or (alone and follows in ("", ",")))
