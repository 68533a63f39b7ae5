"""Parts to a scope: parts of one kind are alternatives, parts of different kinds must all hold."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, SOMEBODY, Agent, Status
from desktop.stages.define.part import Ask, Kind, Part
from desktop.stages.define.reading import Read

_ENDED = (Status.SOLVED, Status.CLOSED)


def assemble(read: Read) -> Scope:
    """Put a scope together; it may hold contradictions (see ``contradiction``)."""
    taken, either = _alternatives(_telling(read))
    left = [_merged([("", part) for part in together]) for together in read.left]
    scope = _scope(_merged(taken), read)
    for one in left:
        scope = _leave_out(scope, one)
    return replace(scope, statuses=scope.statuses or UNSOLVED, either=either)


def _telling(read: Read) -> list[tuple[str, Part]]:
    """Leave weak topic words out where another topic word stands ("slow system" is about slow)."""
    topics = [part for _, part in read.taken if part.kind is Kind.TOPIC]
    telling = [part for part in topics if part not in read.weak]
    return [pair for pair in read.taken if pair[1] not in read.weak or not telling]


def _alternatives(
    taken: list[tuple[str, Part]],
) -> tuple[list[tuple[str, Part]], tuple[Filter, ...]]:
    """Take out parts that "or" joins and one field cannot hold: "urgent or VIP", "on Monday or Friday"."""
    kept: list[tuple[str, Part]] = []
    either: list[Part] = []
    last: Part | None = None
    for joint, part in taken:
        hull = _together(joint, last, part) if last and last not in either else None
        if hull is not None:
            kept[-1] = (kept[-1][0], hull)
        elif last and _is_alternative(joint, last, part) and (last in either or not either):
            either += [] if last in either else [kept.pop()[1]]
            either.append(part)
        else:
            kept.append((joint, part))
        last = hull or part
    return kept, tuple(part.filter for part in either)


def _is_alternative(joint: str, one: Part, more: Part) -> bool:
    """Whether a ticket may fit one of two parts: other kinds behind "or"; times behind "or", days behind "and"."""
    if Kind.COUNT in (one.kind, more.kind):
        return False
    if one.kind is Kind.WINDOW is more.kind and joint == "and":
        return all(
            p.filter.window and p.filter.window.start and p.filter.window.end for p in (one, more)
        )
    return joint == "or" and (one.kind is not more.kind or more.kind in (Kind.AGE, Kind.WINDOW))


def _together(joint: str, one: Part, more: Part) -> Part | None:
    """Join two windows that touch: "yesterday and today" are one; those with a gap are alternatives."""
    first, last = sorted((p.filter.window or Window() for p in (one, more)), key=_start)
    if joint not in ("or", "and") or not (first.start and first.end and last.start and last.end):
        return None
    if first.end < last.start:
        return None
    return Part(Kind.WINDOW, more.end, Filter(window=Window(first.start, max(first.end, last.end))))


def _start(window: Window) -> datetime:
    return window.start or datetime.min.replace(tzinfo=UTC)


def _scope(taken: Filter, read: Read) -> Scope:
    counts = [part for _, part in read.taken if part.kind is Kind.COUNT]
    limit = next((part.limit for part in counts if part.limit is not None), None)
    order = next((part.order for part in counts if part.order is not None), Order.DEADLINE)
    fields = {name: getattr(taken, name) for name in taken.__struct_fields__}
    return Scope(**fields, limit=limit, order=order)


def _merged(taken: list[tuple[str, Part]]) -> Filter:
    merged, topic = Filter(), ""
    for joint, part in taken:
        if part.kind is Kind.TOPIC:
            said = part.filter.topic
            topic = said if not topic else f"{topic} or {said}" if joint else f"{topic} {said}"
        else:
            merged = merge(merged, part.filter)
    return replace(merged, topic=topic, assignees=_named(merged.assignees))


def _named(agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
    """ "Assigned" beside a name says nothing more ("Priya zugewiesen")."""
    named = tuple(agent for agent in agents if agent != SOMEBODY)
    return named or agents


def merge(one: Filter, more: Filter) -> Filter:
    """Add conditions: lists are joined, of limits the narrower holds, windows meet."""
    youngest = [age for age in (one.max_age_seconds, more.max_age_seconds) if age]
    oldest = [age for age in (one.min_age_seconds, more.min_age_seconds) if age]
    windows = [window for window in (one.window, more.window) if window]
    return Filter(
        priorities=_joined(one.priorities, more.priorities),
        statuses=_joined(one.statuses, more.statuses),
        max_age_seconds=min(youngest, default=None),
        min_age_seconds=max(oldest, default=None),
        window=windows[0].meet(windows[-1]) if windows else None,
        vip=one.vip if more.vip is None else more.vip,
        organisations=_joined(one.organisations, more.organisations),
        assignees=_joined(one.assignees, more.assignees),
        channels=_joined(one.channels, more.channels),
        languages=_joined(one.languages, more.languages),
        tags=_joined(one.tags, more.tags),
    )


def _joined(one: tuple, more: tuple) -> tuple:  # type: ignore[type-arg]  # of whatever the field holds
    return tuple(dict.fromkeys((*one, *more)))


def _leave_out(scope: Scope, left: Filter) -> Scope:
    """Leave out what fits ``left``; a single condition with an opposite becomes that."""
    only = [name for name in left.__struct_fields__ if getattr(left, name) not in (None, "", ())]
    if only == ["vip"] and scope.vip is None:
        return replace(scope, vip=not left.vip)
    if only == ["statuses"]:
        kept = tuple(s for s in scope.statuses or UNSOLVED if s not in left.statuses)
        return replace(
            scope, statuses=kept or left.statuses, without=() if kept else (*scope.without, left)
        )
    if only == ["max_age_seconds"]:
        return replace(scope, min_age_seconds=left.max_age_seconds)
    if only == ["min_age_seconds"]:
        return replace(scope, max_age_seconds=left.min_age_seconds)
    if (
        only == ["assignees"]
        and len(left.assignees) == 1
        and left.assignees[0] in (NOBODY, SOMEBODY)
    ):
        return replace(scope, assignees=(_opposite(left.assignees[0]),))
    return replace(scope, without=(*scope.without, left))


def _opposite(agent: Agent) -> Agent:
    return SOMEBODY if agent == NOBODY else NOBODY


def contradiction(scope: Scope, now: datetime) -> Ask | None:
    """Return why no ticket could ever fit: a time to come, ages or windows that do not meet, what is left out whole."""
    if any(status in _ENDED for status in scope.statuses):
        return Ask(
            "Solved and closed tickets are not in the queue a mission works on. Which unsolved ones are meant?"
        )
    window = scope.window
    if window and window.start and window.start >= now:
        return Ask(
            "That time has not come yet, so no ticket can be from it. From which time are they?"
        )
    if _never(scope, now):
        return Ask("No ticket can be both: these times exclude each other. Which of them is meant?")
    if any(_covers(left, scope) for left in scope.without):
        return Ask("This takes in and leaves out the same tickets. Which of the two is meant?")
    return None


def _never(scope: Scope, now: datetime) -> bool:
    least, most = scope.min_age_seconds, scope.max_age_seconds
    if least is not None and most is not None and least >= most:
        return True
    window = scope.window
    if window is None:
        return False
    too_old = (
        most is not None and window.end is not None and now - window.end >= timedelta(seconds=most)
    )
    too_young = (
        least is not None
        and window.start is not None
        and now - window.start <= timedelta(seconds=least)
    )
    return window.empty or too_old or too_young


def _covers(left: Filter, scope: Scope) -> bool:
    """Whether every condition left out is one the scope asks for, so that nothing remains."""
    named = [n for n in left.__struct_fields__ if getattr(left, n) not in (None, "", ())]
    for name in named:
        wanted, gone = getattr(scope, name), getattr(left, name)
        if isinstance(gone, tuple):
            if not wanted or not set(wanted) <= set(gone):
                return False
        elif wanted != gone:
            return False
    return bool(named)
