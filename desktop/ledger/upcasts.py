"""Reading old facts: each step lifts one kind from one schema to the next, on read; rows are never rewritten."""

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]
_DAY_MS = 24 * 60 * 60 * 1000


def _approval_requested_1(fields: Fields, body: Fields) -> Fields:
    """Schema 1 had no expiry: every request lapsed a day after it was made."""
    return {**fields, "expires_at": body["at"] + _DAY_MS}


def _without_increment(fields: Fields, body: Fields) -> Fields:
    """Before there were increments everything belonged to the plan."""
    return {**fields, "increment": 0}


def _without_route(fields: Fields, body: Fields) -> Fields:
    """Before there were routes every ticket stayed with its owner."""
    return {**fields, "route": 0}


def _without_fields(fields: Fields, body: Fields) -> Fields:
    """Schema 1 counted what undo left alone and did not name it."""
    return {
        "effect": fields["effect"],
        "kept": [f"unnamed-{n + 1}" for n in range(fields["conflicts"])],
    }


_STEPS: dict[tuple[str, int], Callable[[Fields, Fields], Fields]] = {
    ("approval_requested", 1): _approval_requested_1,
    ("approval_requested", 2): _without_increment,
    ("plan_adjusted", 1): _without_route,
    ("effect_planned", 1): _without_increment,
    ("undo_confirmed", 1): _without_fields,
}


def upcast(kind: str, schema: int, fields: Fields, body: Fields) -> Fields:
    """Return the fields as the present schema has them; ``body`` is the whole stored entry."""
    while step := _STEPS.get((kind, schema)):
        fields, schema = step(fields, body), schema + 1
    return fields
