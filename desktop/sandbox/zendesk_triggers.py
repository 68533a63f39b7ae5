"""Triggers that change a ticket: when one fires, and what it wants of the ticket. A condition not played is not met."""

from desktop.sandbox.queue_shapes import Json

_CUSTOM = "custom_fields_"
_PLAIN = ("status", "priority", "type", "assignee_id", "group_id")


def rule_via(trigger: Json) -> Json:
    """Return how Zendesk names a trigger on what it did in somebody's update."""
    origin = {"id": trigger["id"], "title": trigger.get("title", "")}
    return {"channel": "rule", "source": {"from": origin, "to": {}, "rel": "trigger"}}


def wanted_by(trigger: Json, ticket: Json) -> Json:
    """Return what an active trigger changes, as the body of an update; nothing when it does not fire."""
    wanted: Json = {}
    if trigger.get("active", True) and _fires(trigger.get("conditions") or {}, ticket):
        for action in trigger.get("actions") or []:
            wanted |= _action(str(action.get("field")), action.get("value"), {**ticket, **wanted})
    return wanted


def _fires(conditions: Json, ticket: Json) -> bool:
    every, some = conditions.get("all") or [], conditions.get("any") or []
    met = not some or any(_met(one, ticket) for one in some)
    return met and all(_met(one, ticket) for one in every)


def _met(condition: Json, ticket: Json) -> bool:
    field, operator = str(condition.get("field")), condition.get("operator")
    value = str(condition.get("value") or "")
    if field == "current_tags":
        met = not set(value.split()).isdisjoint(ticket["tags"])
        return met is (operator == "includes")
    if operator not in ("is", "is_not"):
        return False
    if field == "update_type":
        return (value == "Change") is (operator == "is")
    if field not in _PLAIN and not field.startswith(_CUSTOM):
        return False
    return (_text(ticket, field) == value) is (operator == "is")


def _text(ticket: Json, field: str) -> str:
    if not field.startswith(_CUSTOM):
        return str(ticket[field] or "")
    number = field.removeprefix(_CUSTOM)
    rows = [row["value"] for row in ticket["custom_fields"] if str(row["id"]) == number]
    return str((rows or [None])[0] or "")


def _action(field: str, value: object, ticket: Json) -> Json:
    tags, named = ticket["tags"], str(value or "").split()
    by_tags = {
        "set_tags": named,
        "current_tags": [*tags, *named],
        "remove_tags": [tag for tag in tags if tag not in named],
    }
    if field in by_tags:
        return {"tags": by_tags[field]}
    if field.startswith(_CUSTOM) and field.removeprefix(_CUSTOM).isdigit():
        return {"custom_fields": [{"id": int(field.removeprefix(_CUSTOM)), "value": value}]}
    number = isinstance(value, str) and value.isdigit()
    return {field: int(str(value)) if number else value} if field in _PLAIN else {}
