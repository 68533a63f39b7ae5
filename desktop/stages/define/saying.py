"""Saying a scope back in one sentence."""

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, Status
from desktop.stages.define.clauses.marks import CHANNELS
from desktop.triage.language import NAMES

_CHANNELS = {"voice": "phone"}
_ORDERS = {
    Order.DEADLINE: "nearest their deadline",
    Order.OLDEST: "that came first",
    Order.NEWEST: "that came last",
}
_SIZES = ((86400, "day"), (3600, "hour"), (60, "minute"))


def say(scope: Scope) -> str:
    """Say a scope back in one sentence."""
    first = "Tickets "
    if scope.limit is not None:
        first = f"The {scope.limit} tickets {_ORDERS[scope.order]} of those "
    about = f"about {scope.topic}" if scope.topic else "about anything"
    parts = [about, *phrases(scope), *_picked(scope)]
    parts.insert(
        len(phrases(scope)) + 1,
        "not solved" if scope.statuses == UNSOLVED else _status(scope.statuses),
    )
    if scope.either:
        parts.append("either " + " or ".join(describe(one) for one in scope.either))
    parts += [f"without those {describe(one)}" for one in scope.without]
    return first + ", ".join(part for part in parts if part) + "."


def describe(wanted: Filter) -> str:
    """Say every condition of a filter, its topic and statuses among them."""
    about = [f"about {wanted.topic}"] if wanted.topic else []
    return ", ".join(
        [*about, *phrases(wanted), *([_status(wanted.statuses)] if wanted.statuses else [])]
    )


def phrases(wanted: Filter) -> list[str]:
    """Return one phrase for each condition but topic and status."""
    said = [
        _if(wanted.priorities, f"with priority {priorities(wanted)}"),
        _if(wanted.max_age_seconds, f"younger than {span(wanted.max_age_seconds)}"),
        _if(wanted.min_age_seconds, f"older than {span(wanted.min_age_seconds)}"),
        _if(wanted.window, _came(wanted.window)),
        "" if wanted.vip is None else "of VIP customers" if wanted.vip else "not of VIP customers",
        _if(wanted.organisation, f"of {wanted.organisation}"),
        _if(wanted.organisations, f"of {either(wanted.organisations)}"),
        _if(wanted.assignees, _held(wanted)),
        _if(wanted.channels, f"that came by {channels(wanted)}"),
        _if(wanted.languages, f"written in {languages(wanted)}"),
        _if(wanted.tags, f"tagged or speaking of {either(wanted.tags)}"),
    ]
    return [phrase for phrase in said if phrase]


def priorities(wanted: Filter) -> str:
    """Say the priorities."""
    return either([p.value if p else "not set" for p in wanted.priorities])


def channels(wanted: Filter) -> str:
    """Say the channels; what services write in several ways is said once."""
    said = [next((g[0] for g in CHANNELS.values() if one in g), one) for one in wanted.channels]
    return either(list(dict.fromkeys(_CHANNELS.get(one, one) for one in said)))


def languages(wanted: Filter) -> str:
    """Say the languages by name."""
    return either([NAMES.get(code, code) for code in wanted.languages])


def assignees(wanted: Filter) -> str:
    """Say who holds the tickets."""
    return either([agent.name for agent in wanted.assignees])


def window(wanted: Window) -> str:
    """Say a window in UTC."""
    start = f"{wanted.start:%a %d %b %H:%M}" if wanted.start else ""
    end = f"{wanted.end:%a %d %b %H:%M}" if wanted.end else ""
    if start and end:
        return f"{start} to {end} UTC"
    return f"since {start} UTC" if start else f"before {end} UTC"


def span(seconds: int | None) -> str:
    """Say a span in its largest whole unit."""
    for size, name in _SIZES:
        if seconds is not None and seconds % size == 0:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"


def statuses(wanted: tuple[Status, ...]) -> str:
    """Say the statuses."""
    said = "not solved" if wanted == UNSOLVED else either([status.value for status in wanted])
    return said or "any"


def either(words: list[str] | tuple[str, ...]) -> str:
    """Join words by "or"."""
    return " or ".join(words)


def _if(there: object, words: str) -> str:
    return words if there else ""


def _status(wanted: tuple[Status, ...]) -> str:
    return f"with status {either([status.value for status in wanted])}" if wanted else ""


def _came(wanted: Window | None) -> str:
    if wanted is None:
        return ""
    return (
        f"that came {'' if wanted.start is None or wanted.end is None else 'from '}{window(wanted)}"
    )


def _held(wanted: Filter) -> str:
    return "unassigned" if wanted.assignees == (NOBODY,) else f"assigned to {assignees(wanted)}"


def _picked(scope: Scope) -> list[str]:
    return [
        _if(scope.included, f"{len(scope.included)} taken in by hand"),
        _if(scope.excluded, f"{len(scope.excluded)} left out by hand"),
    ]
