"""The tickets at the edge of a scope: three that nearly stayed out, three that nearly came in, each with its reason.

A ticket outside is near when one condition alone keeps it out; how near is a rough distance from 0 (a hair's
breadth) to 1, only good for putting the nearest first. The sample takes the nearest of each reason before a second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from desktop.domain.scope import UNSOLVED, Edge, Filter, Scope
from desktop.domain.ticket import Priority, Ticket
from desktop.triage.language import NAMES, language_of
from desktop.triage.scoping import meeting, passing, spoken, tagged
from desktop.triage.topic import Judge, Judgement

SAMPLE = 3
_RANK = {None: 0, Priority.LOW: 1, Priority.NORMAL: 2, Priority.HIGH: 3, Priority.URGENT: 4}
_FARTHEST = 0.5
"""A time further from the edge than half its own length is not at the edge."""


@dataclass(frozen=True)
class _Near:
    """A reason with its kind and distance."""

    kind: str
    distance: float
    reason: str


def just_inside(
    scope: Scope, found: Sequence[Ticket], judge: Judge, now: datetime
) -> tuple[Edge, ...]:
    """Return tickets in scope that nearly were not. What a hand took in is no edge."""
    judged = judge.about(scope.topic, found) if scope.topic else {}
    rows = [
        (ticket, near)
        for ticket in found
        if ticket.id not in scope.included
        for near in [*_times_inside(scope, ticket, now), *_weakly_about(judged.get(ticket.id))]
    ]
    return _sample(rows)


def just_outside(
    scope: Scope, found: Sequence[Ticket], tickets: Sequence[Ticket], judge: Judge, now: datetime
) -> tuple[Edge, ...]:
    """Return tickets that one condition alone keeps out. What a hand left out is no edge."""
    inside = {ticket.id for ticket in found} | set(scope.excluded)
    others = [ticket for ticket in tickets if ticket.id not in inside]
    rows = [*_by_fields(scope, others, judge, now), *_by_topic(scope, others, judge, now)]
    rows += [*_by_exclusion(scope, others, judge, now), *_by_count(scope, others, judge, now)]
    return _sample(rows)


def _sample(rows: Iterable[tuple[Ticket, _Near]]) -> tuple[Edge, ...]:
    """Choose the nearest of each kind first, then the next nearest; no ticket twice."""
    ranked = sorted(rows, key=lambda row: (row[1].distance, row[0].id))
    firsts: dict[str, tuple[Ticket, _Near]] = {}
    for row in ranked:
        firsts.setdefault(row[1].kind, row)
    chosen: dict[int, Edge] = {}
    for ticket, near in [*firsts.values(), *ranked]:
        if len(chosen) < SAMPLE:
            chosen.setdefault(ticket.id, Edge(ticket.id, ticket.subject, near.reason))
    return tuple(chosen.values())


def _times_inside(scope: Scope, ticket: Ticket, now: datetime) -> Iterable[_Near]:
    """Say how near a ticket is to one of the scope's times."""
    age = (now - ticket.created_at).total_seconds()
    if scope.max_age_seconds:
        yield from _near(scope.max_age_seconds - age, scope.max_age_seconds, "from being too old")
    if scope.min_age_seconds:
        yield from _near(age - scope.min_age_seconds, scope.min_age_seconds, "old enough by")
    if scope.window and scope.window.start:
        left = (ticket.created_at - scope.window.start).total_seconds()
        yield from _near(left, 6 * 3600, "after the time begins")
    if scope.window and scope.window.end:
        left = (scope.window.end - ticket.created_at).total_seconds()
        yield from _near(left, 6 * 3600, "before the time ends")


def _near(seconds: float, whole: float, words: str) -> Iterable[_Near]:
    if 0 <= seconds <= _FARTHEST * whole:
        told = f"{words} {_span(seconds)}" if words.endswith("by") else f"{_span(seconds)} {words}"
        yield _Near("time", seconds / whole, told)


def _weakly_about(judged: Judgement | None) -> Iterable[_Near]:
    """Say where the topic rests on little: no word of a concept, one word, or a vote that barely leads."""
    if judged is None:
        return
    if judged.missing:
        words = " or ".join(judged.missing)
        yield _Near("vote", 0.1, f"no word about {words}, but agents file such there")
    elif len(judged.terms) == 1 and judged.vote < 0:
        yield _Near("word", 0.3, f'only "{judged.terms[0]}" speaks of it')
    elif 0 <= judged.vote < 50:
        yield _Near(
            "vote", 0.2 + judged.vote / 200, f"only {judged.vote} % of its likes were filed so"
        )


def _by_fields(
    scope: Scope, others: Sequence[Ticket], judge: Judge, now: datetime
) -> Iterable[tuple[Ticket, _Near]]:
    """Loosen one condition at a time and see who comes in by it."""
    for name, loose in _loosened(scope):
        for ticket in meeting(loose, others, judge, now):
            near = _why(name, scope, ticket, now)
            if near is not None and not _passes(name, scope, ticket, now):
                yield ticket, near


def _loosened(scope: Scope) -> Iterable[tuple[str, Scope]]:
    loose: dict[str, dict[str, object]] = {
        "age": {"max_age_seconds": None, "min_age_seconds": None},
        "window": {"window": None}, "priority": {"priorities": ()}, "status": {"statuses": UNSOLVED},
        "vip": {"vip": None}, "language": {"languages": ()}, "tag": {"tags": ()},
        "channel": {"channels": ()}, "assignee": {"assignees": ()},
    }  # fmt: skip
    for name, fields in loose.items():
        if any(getattr(scope, field) != value for field, value in fields.items()):
            yield name, replace(scope, **fields)


def _passes(name: str, scope: Scope, ticket: Ticket, now: datetime) -> bool:
    """Whether the ticket already fits the condition that was loosened."""
    if name in ("age", "window"):
        return scope.timely(ticket, now)
    return scope.fitting(ticket) and spoken(scope, ticket)


def _why(name: str, scope: Scope, ticket: Ticket, now: datetime) -> _Near | None:
    if name == "age":
        return _age(scope, ticket, now)
    if name == "window":
        return _window(scope, ticket)
    if name == "priority":
        steps = min(abs(_RANK[ticket.priority] - _RANK[p]) for p in scope.priorities)
        said = ticket.priority.value if ticket.priority else "not set"
        return _Near("priority", 0.25 * steps, f"priority {said}")
    said = {
        "status": f"status {ticket.status.value}", "vip": "a VIP customer" if ticket.vip else "not a VIP customer",
        "language": f"written in {NAMES.get(language_of(ticket.text), 'another language')}",
        "tag": "bears no such tag", "channel": f"came by {ticket.channel or 'another way'}",
        "assignee": "assigned to somebody else" if ticket.assignee_id else "unassigned",
    }[name]  # fmt: skip
    return _Near(name, 0.6, said)


def _age(scope: Scope, ticket: Ticket, now: datetime) -> _Near | None:
    age = (now - ticket.created_at).total_seconds()
    if scope.max_age_seconds and age >= scope.max_age_seconds:
        over, whole, words = age - scope.max_age_seconds, scope.max_age_seconds, "too old"
    else:
        over, whole, words = (
            (scope.min_age_seconds or 0) - age,
            scope.min_age_seconds or 1,
            "too young",
        )
    near = over <= _FARTHEST * whole
    return _Near("time", over / whole, f"{_span(over)} {words}") if near else None


def _window(scope: Scope, ticket: Ticket) -> _Near | None:
    window = scope.window
    if window is None:
        return None
    if window.start and ticket.created_at < window.start:
        over, words = window.start - ticket.created_at, "too early"
    else:
        over, words = ticket.created_at - (window.end or ticket.created_at), "too late"
    near = over <= timedelta(hours=3)
    return (
        _Near("time", over / timedelta(hours=6), f"{_span(over.total_seconds())} {words}")
        if near
        else None
    )


def _by_topic(
    scope: Scope, others: Sequence[Ticket], judge: Judge, now: datetime
) -> Iterable[tuple[Ticket, _Near]]:
    if not scope.topic:
        return
    candidates = meeting(replace(scope, topic=""), others, judge, now)
    judged = judge.about(scope.topic, candidates)
    for ticket in candidates:
        near = _nearly_about(judged[ticket.id])
        if near is not None and not judged[ticket.id].about:
            yield ticket, near


def _nearly_about(judged: Judgement) -> _Near | None:
    if judged.reassured:
        return _Near("reassured", 0.15, f"says the {judged.reassured[0]} is fine")
    if judged.category and judged.terms and not judged.missing:
        words = f'speaks of "{judged.terms[0]}", but agents filed such as {judged.category}'
        return _Near("vote", 0.3 - judged.vote / 1000, words)
    missing = " or ".join(judged.missing)
    if judged.missing and judged.vote >= 25:
        return _Near(
            "filed",
            0.5 - judged.vote / 400,
            f"no word about {missing}, but agents file such there",
        )
    if judged.terms:
        return _Near(
            "word", 0.45, f'speaks of "{judged.terms[0]}", but has no word about {missing}'
        )
    return None


def _by_exclusion(
    scope: Scope, others: Sequence[Ticket], judge: Judge, now: datetime
) -> Iterable[tuple[Ticket, _Near]]:
    if not scope.without:
        return
    candidates = meeting(replace(scope, without=()), others, judge, now)
    for left in scope.without:
        for ticket in passing(left, candidates, judge, now):
            yield (
                ticket,
                _Near("without", _exclusion(left, ticket), f"left out: {_named(left, ticket)}"),
            )


def _exclusion(left: Filter, ticket: Ticket) -> float:
    return 0.4 if left.topic or any(tagged(tag, ticket) for tag in left.tags) else 0.7


def _named(left: Filter, ticket: Ticket) -> str:
    if left.topic:
        return f"about {left.topic}"
    if left.organisations and ticket.organisation:
        return f"of {ticket.organisation.name}"
    return "it is what you asked to leave out"


def _by_count(
    scope: Scope, others: Sequence[Ticket], judge: Judge, now: datetime
) -> Iterable[tuple[Ticket, _Near]]:
    if scope.limit is not None:
        for ticket in meeting(scope, others, judge, now):
            yield ticket, _Near("count", 0.2, f"beyond the {scope.limit} you asked for")


def _span(seconds: float) -> str:
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"
