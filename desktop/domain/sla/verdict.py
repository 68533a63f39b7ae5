"""Two opinions on one clock: the service's, which wins, and ours, which explains. Where they differ, why."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from desktop.domain.sla.clock import SlaClock, Stage, due
from desktop.domain.sla.terms import Term
from desktop.domain.ticket import SlaDeadline

_CLOSE = timedelta(seconds=59)
"""Zendesk's own instants are cut to the minute in places: less is no difference."""


class Agreement(StrEnum):
    """How the two opinions stand to each other."""

    SAME = "same"
    DIFFERENT = "different"
    THEIRS_ALONE = "theirs_alone"
    OURS_ALONE = "ours_alone"


class Verdict(msgspec.Struct, frozen=True):
    """Both opinions.

    Attributes:
        metric: The clock's.
        agreement: How they stand to each other.
        theirs: The service's instant; None when it tells none.
        ours: Ours; None when it cannot be computed.
        reason: Why they differ, or why there is only one; empty when they agree.
    """

    metric: str
    agreement: Agreement
    theirs: datetime | None
    ours: datetime | None
    reason: str = ""

    @property
    def deadline(self) -> datetime | None:
        """The instant that counts: theirs wherever it is known."""
        return self.theirs or self.ours


NO_HISTORY = "no history: cannot explain"


def judge(theirs: SlaDeadline | None, ours: SlaClock | None, missing: str = NO_HISTORY) -> Verdict:
    """Compare; ``missing`` says why there is no clock of ours. One of the two must be there."""
    if theirs is None:
        if ours is None:
            raise ValueError("neither opinion is there")
        reason = "Zendesk tells no clock for it: this one is computed here"
        return Verdict(ours.metric, Agreement.OURS_ALONE, None, ours.breach_at, reason)
    if ours is None:
        return Verdict(theirs.metric, Agreement.THEIRS_ALONE, theirs.breach_at, None, missing)
    reason = _difference(theirs, ours)
    kind = Agreement.DIFFERENT if reason else Agreement.SAME
    return Verdict(theirs.metric, kind, theirs.breach_at, ours.breach_at, reason)


def _difference(theirs: SlaDeadline, ours: SlaClock) -> str:
    if theirs.stage != ours.stage.value:
        return f"Zendesk says {theirs.stage}, the events read here say {ours.stage.value}"
    if ours.stage is not Stage.ACTIVE or theirs.breach_at is None or ours.breach_at is None:
        return ""
    if abs(theirs.breach_at - ours.breach_at) <= _CLOSE:
        return ""
    fits = (words for words, at in _others(ours) if at and abs(at - theirs.breach_at) <= _CLOSE)
    unknown = (
        "the policy or the schedule was changed since its last update, or is not the one known here"
    )
    return next(fits, unknown)


def _others(ours: SlaClock) -> Iterator[tuple[str, datetime | None]]:
    """Yield what else Zendesk may have counted, and the instant that would give."""
    last = ours.terms[-1]
    calendar = msgspec.structs.replace(last, hours=None)
    yield "Zendesk counts calendar time for it", due(ours.run.spans, calendar)
    for term in _earlier(ours):
        words = f"Zendesk still applies the policy of {term.since:%d %b %H:%M} UTC"
        yield words, due(ours.run.spans, term)
    since = msgspec.structs.replace(ours.run.spans[-1], start=last.since)
    yield "Zendesk measures from when the policy was applied", due((since,), last)


def _earlier(ours: SlaClock) -> Sequence[Term]:
    return [term for term in reversed(ours.terms[:-1]) if term.seconds is not None]
