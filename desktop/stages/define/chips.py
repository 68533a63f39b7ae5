"""A scope as chips: one for each part, who chose it, and the scope without it."""

from collections.abc import Iterable

from msgspec.structs import replace

from desktop.domain.scope import UNSOLVED, Order, Scope
from desktop.stages.define.contract import Chip, Chosen
from desktop.stages.define.saying import (
    assignees,
    channels,
    describe,
    either,
    languages,
    priorities,
    span,
    statuses,
    window,
)


def chips(scope: Scope, said: Scope | None = None) -> tuple[Chip, ...]:
    """Return the chips. ``said`` is the scope as the intent's words mean it: what differs was chosen by hand."""
    return tuple(_chosen(chip, scope, said) for chip in (*_always(scope), *_where_set(scope)))


def _always(scope: Scope) -> Iterable[Chip]:
    """The four every scope shows, set or not."""
    yield Chip("Topic", scope.topic or "any", ("topic",), replace(scope, topic=""))
    yield Chip(
        "Priority", priorities(scope) or "any", ("priorities",), replace(scope, priorities=())
    )
    ages = replace(scope, max_age_seconds=None, min_age_seconds=None)
    yield Chip("Age", _age(scope), ("max_age_seconds", "min_age_seconds"), ages)
    yield Chip("Status", statuses(scope.statuses), ("statuses",), replace(scope, statuses=UNSOLVED))


def _age(scope: Scope) -> str:
    young = f"< {span(scope.max_age_seconds)}" if scope.max_age_seconds else ""
    old = f"> {span(scope.min_age_seconds)}" if scope.min_age_seconds else ""
    return ", ".join(part for part in (old, young) if part) or "any"


def _where_set(scope: Scope) -> Iterable[Chip]:
    """Those that show only where they limit something."""
    named = either([*scope.organisations, *([scope.organisation] if scope.organisation else [])])
    vip = "" if scope.vip is None else "VIP only" if scope.vip else "no VIP"
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("Came", window(scope.window) if scope.window else "", {"window": None}),
        ("Organisation", named, {"organisations": (), "organisation": ""}),
        ("Customers", vip, {"vip": None}),
        ("Assignee", assignees(scope), {"assignees": ()}),
        ("Channel", channels(scope), {"channels": ()}),
        ("Language", languages(scope), {"languages": ()}),
        ("Tag", either(scope.tags), {"tags": ()}),
        ("Either", either([describe(one) for one in scope.either]), {"either": ()}),
        ("Count", _count(scope), {"limit": None, "order": Order.DEADLINE}),
        ("Taken in", _picked(scope.included), {"included": ()}),
        ("Left out", _picked(scope.excluded), {"excluded": ()}),
    ]
    for key, value, fields in rows:
        if value:
            yield Chip(key, value, tuple(fields), replace(scope, **fields))
    for left in scope.without:
        kept = tuple(one for one in scope.without if one != left)
        yield Chip("Not", describe(left), ("without",), replace(scope, without=kept))


def _count(scope: Scope) -> str:
    if scope.limit is None:
        return ""
    return f"{scope.limit}, {scope.order.value}{' first' if scope.order.value != 'deadline' else ' nearest first'}"


def _picked(ids: tuple[int, ...]) -> str:
    return f"{len(ids)} by hand" if ids else ""


def _chosen(chip: Chip, scope: Scope, said: Scope | None) -> Chip:
    """Say who chose a chip: nobody (it is the default), the lead's words, or the lead's hand."""
    plain = Scope(statuses=UNSOLVED)
    is_default = all(getattr(scope, name) == getattr(plain, name) for name in chip.fields)
    as_said = said is not None and all(getattr(scope, n) == getattr(said, n) for n in chip.fields)
    if said is None or as_said:
        chosen = Chosen.DEFAULT if is_default else Chosen.WORDS
    else:
        chosen = Chosen.HAND
    return Chip(chip.key, chip.value, chip.fields, None if is_default else chip.without, chosen)
