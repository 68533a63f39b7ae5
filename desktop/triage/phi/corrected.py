"""A value set right a while after its cue: "the licence number is wrong on page 2. Real one is S530-4602-1174"."""

import re
from collections.abc import Iterator

from desktop.triage.phi.allowed import technical
from desktop.triage.phi.cues import cues, kind_of
from desktop.triage.phi.kinds import Kind, Span
from desktop.triage.phi.records import value_at

_RIGHT = re.compile(
    r"(?<!\w)(?:(?:the )?(?:real|right|correct|actual|true|proper|valid|wrong|bad) (?:one|value|number|id|date)s?(?: is| was| reads| should be|:)?"
    r"|(?:should|must|needs to|ought to|supposed to)(?: actually| really)? (?:be|read|say)|correct(?:ly)?(?: is|:)|(?:it|that) is really"
    r"|richtig(?:e[rs]?)?(?: (?:nummer|nr\.?|wert|datum))?(?: ist| wäre| lautet| heißt| sind|:)|korrekt(?:e[rs]?)?(?: ist| wäre| lautet| heißt|:)"
    r"|(?:muss|müsste|soll|sollte)(?: aber| eigentlich)?(?: heißen| lauten| sein)?:?|typed|eingegeben wurde)[ \t:=\"'(]{1,4}(?=[^\n]{0,12}\d)",
    re.IGNORECASE,
)
_BACK = 240
"""How far before the value its cue may stand: two or three sentences."""
_LEAST = 5
_PLAIN = frozenset({Kind.ZIP, Kind.VEHICLE, Kind.DATE_OF_CARE, Kind.DEVICE})
"""Classes whose values look like any word or date: a far cue proves nothing for them."""


def corrected(text: str) -> Iterator[Span]:
    """Yield each value that words of correction bring, when the last cue before them fits it."""
    for match in _RIGHT.finditer(text):
        kind = None if technical(text, match.start()) else _last_cue(text, match.start())
        span = value_at(text, match.end(), kind) if kind else None
        if span and sum(map(str.isdigit, text[span.start : span.end])) >= _LEAST:
            yield span


def _last_cue(text: str, at: int) -> Kind | None:
    """The class of the last strong cue before this place."""
    told = [kind_of(cue) for cue in cues(text[max(0, at - _BACK) : at])]
    strong = [kind for kind, weak in told if not weak]
    return strong[-1] if strong and strong[-1] not in _PLAIN else None
