"""What colleagues do to a ticket meanwhile, and whether it is still there at the end."""

from dataclasses import dataclass
from typing import Any

from tests.faults.prepared import Prepared, category_of

Json = dict[str, Any]

COLLEAGUE = 312
"""An agent of the small queue who is not the lead, and whose no ticket of the scope is."""
KINDS = ("category", "tags", "priority", "assignee")
THEIR_TAG, _THEIR_PRIORITY = "colleague-was-here", "low"


@dataclass(frozen=True)
class Edit:
    """What a colleague does to one ticket: one of ``KINDS``."""

    ticket: int
    what: str


def change_of(edit: Edit, tags: list[str], prepared: Prepared) -> Json:
    """Return the change as Zendesk is asked for it."""
    theirs = {"id": prepared.category, "value": prepared.theirs[edit.ticket]}
    changes: dict[str, Json] = {
        "category": {"custom_fields": [theirs]},
        "tags": {"tags": [*tags, THEIR_TAG]},
        "priority": {"priority": _THEIR_PRIORITY},
        "assignee": {"assignee_id": COLLEAGUE},
    }
    return changes[edit.what]


def kept(edit: Edit, ticket: Json, prepared: Prepared) -> bool:
    """Whether a colleague's work is still there."""
    now: dict[str, bool] = {
        "category": category_of(ticket, prepared.category) == prepared.theirs[edit.ticket],
        "tags": THEIR_TAG in ticket["tags"],
        "priority": ticket["priority"] == _THEIR_PRIORITY,
        "assignee": ticket["assignee_id"] == COLLEAGUE,
    }
    return now[edit.what]
