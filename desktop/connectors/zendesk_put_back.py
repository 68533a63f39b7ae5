"""What an undo writes to a ticket: each field as it was, where what stands there is still ours."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.connectors import zendesk_wire as wire
from desktop.domain.effect import OWNER_FIELDS, FieldBefore

MARKS = ("triage_deck", "triage_needs_person")
"""Tags that say that we were here: they go whatever else happened, and stand in place of nothing."""

_Written = tuple[dict[str, Any], tuple[str, ...]]
"""The changes of an update, and the fields it leaves alone because somebody else changed them."""


def put_back(
    now: wire.Ticket, before: Sequence[FieldBefore], since: Mapping[str, object]
) -> _Written:
    """Judge each field by what was before, what we wrote and what stands there now.

    ``since``: what an owner field held after our update, where another changed it since.
    """
    changes: dict[str, Any] = {}
    kept: tuple[str, ...] = ()
    ours = _first_of_each(before)
    owner = {name: one for name, one in ours.items() if name in OWNER_FIELDS}
    custom = [one for name, one in ours.items() if name not in ("tags", *OWNER_FIELDS)]
    for part, left in (
        _tags(now, ours.get("tags")),
        _fields(now, custom),
        _owner(now, owner, since),
    ):
        changes |= part
        kept += left
    return changes, kept


def untold_owner(now: wire.Ticket, before: Sequence[FieldBefore]) -> tuple[FieldBefore, ...]:
    """Return our owner changes that still stand, if they do not say what became of the other owner field."""
    owner = [one for one in _first_of_each(before).values() if one.field in OWNER_FIELDS]
    standing = any(not _same(_value(now, one.field), one.before) for one in owner)
    return tuple(owner) if standing and len(owner) < len(OWNER_FIELDS) else ()


def _first_of_each(before: Sequence[FieldBefore]) -> dict[str, FieldBefore]:
    """A receipt of old may tell a trigger's change after ours: only the first of a field is ours."""
    first: dict[str, FieldBefore] = {}
    for one in before:
        first.setdefault(one.field, one)
    return first


def _fields(now: wire.Ticket, before: Sequence[FieldBefore]) -> _Written:
    # What is as it was before needs nothing: nobody changed it, or an earlier try got there.
    changed = [one for one in before if not _same(_value(now, one.field), one.before)]
    ours = [one for one in changed if _same(_value(now, one.field), one.ours)]
    fields = [{"id": int(one.field), "value": one.before} for one in ours]
    kept = tuple(one.field for one in changed if one not in ours)
    return {"custom_fields": fields} if fields else {}, kept


def _owner(
    now: wire.Ticket, before: Mapping[str, FieldBefore], since: Mapping[str, object]
) -> _Written:
    """Assignee and group depend on each other: what another did to one of them leaves both as they are."""
    standing = [name for name, one in before.items() if not _same(_value(now, name), one.before)]
    after = {**since, **{name: before[name].ours for name in standing}}
    theirs = [
        name
        for name in OWNER_FIELDS
        if (name in standing or name not in before)
        and not _same(_value(now, name), after.get(name, _value(now, name)))
    ]
    if not standing or not theirs:
        return {name: _number(before[name].before) for name in standing}, ()
    return {}, tuple(name for name in OWNER_FIELDS if name in (*standing, *theirs))


def _tags(now: wire.Ticket, change: FieldBefore | None) -> _Written:
    """Take ours away and give back what we dropped, unless another took away what we put in its place."""
    tags = now.tags or []
    had, wrote = _list(change.before if change else None), _list(change.ours if change else None)
    ours = set(wrote).difference(had)
    missing = [tag for tag in had if tag not in (*wrote, *tags)]
    in_place = ours.difference(MARKS)
    overruled = bool(missing and in_place) and in_place.isdisjoint(tags)
    left = [*(tag for tag in tags if tag not in ours), *(() if overruled else missing)]
    return {"tags": left} if left != tags else {}, ("tags",) if overruled else ()


def _list(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _value(ticket: wire.Ticket, field: str) -> object:
    if field in OWNER_FIELDS:
        return getattr(ticket, field)
    return next((f.value for f in ticket.custom_fields or [] if str(f.id) == field), None)


def _same(one: object, other: object) -> bool:
    """Whether two values are one: an audit writes ids as text, and an empty field in three ways."""
    return _text(one) == _text(other)


def _text(value: object) -> str:
    return "" if value in (None, "", []) else str(value)


def _number(value: object) -> int | None:
    """Nothing means nobody."""
    return int(_text(value)) if _text(value) else None
