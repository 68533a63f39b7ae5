"""SLA clocks of one ticket, computed from its events each time they are asked for.

Nothing is counted along the way, so a clock is never out of step. A run is measured whole by the term in force:
Zendesk, too, reports a ticket with the last schedule applied, and measures a first reply from creation.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest

import msgspec

from desktop.domain.errors import FieldError
from desktop.domain.sla.history import History
from desktop.domain.sla.runs import METRICS, Run, Span, runs_of
from desktop.domain.sla.schedule import Schedule, deadline, elapsed
from desktop.domain.sla.terms import Agreements, Term, terms_of


class Stage(StrEnum):
    """How a clock stands, in Zendesk's words."""

    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"


class SlaClock(msgspec.Struct, frozen=True):
    """One run of one metric under its terms.

    Attributes:
        metric: For example ``first_reply_time``.
        stage: How it stands.
        breach_at: When it breaches, did, or would have, UTC; None while paused.
        target_seconds: The time allowed.
        ended_at: When it was achieved, late or not; None while it runs.
        run: When it ran.
        terms: What was promised, from when on; the last is in force.
        breaches: Each instant at which a promise ran out unanswered; one of a clock that runs may lie ahead.
    """

    metric: str
    stage: Stage
    breach_at: datetime | None
    target_seconds: int
    ended_at: datetime | None
    run: Run
    terms: tuple[Term, ...]
    breaches: tuple[datetime, ...] = ()

    @property
    def hours(self) -> Schedule | None:
        """The schedule its time counts in; None for calendar time."""
        return self.terms[-1].hours

    def used(self, now: datetime) -> int:
        """Return the seconds used by ``now``, in its own hours."""
        return sum(
            elapsed(self.hours, span.start, min(span.end or now, now)) for span in self.run.spans
        )

    def breached_between(self, start: datetime, end: datetime) -> bool:
        """Say whether it ran out unanswered after ``start`` and not later than ``end``."""
        return any(start < breach <= end for breach in self.breaches)


def compute_clocks(history: History, agreements: Agreements) -> tuple[SlaClock, ...]:
    """Return every run of every metric that has a target, oldest first within a metric.

    A schedule that does not open for so long in twenty years gives no clock.
    """
    return tuple(
        clock
        for metric in METRICS
        for run in runs_of(metric, history.events)
        if (clock := _clock_if_any(run, terms_of(metric, history, agreements))) is not None
    )


def current(clocks: Sequence[SlaClock]) -> tuple[SlaClock, ...]:
    """Return the last run of each metric: what a ticket shows."""
    return tuple({clock.metric: clock for clock in clocks}.values())


def _clock_if_any(run: Run, terms: Sequence[Term]) -> SlaClock | None:
    try:
        return _clock(run, terms)
    except FieldError:
        return None


def _clock(run: Run, terms: Sequence[Term]) -> SlaClock | None:
    """Return the clock of a run; None when its last term has no target, or none that can be computed."""
    in_force = _during(run, terms)
    if not in_force or in_force[-1].seconds is None or in_force[-1].unclear:
        return None
    last = in_force[-1]
    stage = Stage.ACHIEVED if run.ended_at else Stage.PAUSED if run.paused else Stage.ACTIVE
    return SlaClock(
        metric=run.metric,
        stage=stage,
        breach_at=None if stage is Stage.PAUSED else due(_unending(run), last),
        target_seconds=last.seconds or 0,
        ended_at=run.ended_at,
        run=run,
        terms=in_force,
        breaches=tuple(_breaches(run, in_force)),
    )


def _during(run: Run, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that held while it ran: once it ended, what changed later changes nothing."""
    return tuple(
        term
        for term, following in zip_longest(terms, terms[1:])
        if (following is None or following.since > run.started_at)
        and (run.ended_at is None or term.since < run.ended_at or term is terms[0])
    )


def _breaches(run: Run, terms: Sequence[Term]) -> Iterator[datetime]:
    """Yield when each term ran out in its own time; one that was over when it began ran out at once."""
    for term, following in zip_longest(terms, terms[1:]):
        when = None if term.seconds is None or term.unclear else due(run.spans, term)
        if when is None:
            continue
        when = max(when, term.since)
        replaced = following is not None and following.since <= when
        answered = run.ended_at is not None and run.ended_at <= when
        if not replaced and not answered:
            yield when


def due(spans: Sequence[Span], term: Term) -> datetime | None:
    """Return when a term's time is used up over these stretches; None when they end before."""
    left = term.seconds or 0
    for span in spans:
        here = None if span.end is None else elapsed(term.hours, span.start, span.end)
        if here is None or here >= left:
            return deadline(term.hours, span.start, left)
        left -= here
    return None


def _unending(run: Run) -> Sequence[Span]:
    """Return its stretches as if it were never answered: when it would have breached."""
    if not run.spans:
        return (Span(run.started_at),)
    return (*run.spans[:-1], msgspec.structs.replace(run.spans[-1], end=None))
