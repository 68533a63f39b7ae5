"""What happens when a ticket is changed: Zendesk's rules, its audit, what its triggers change and send."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from desktop.base.clock import format_instant, parse_instant
from desktop.sandbox.answers import RefusalError, invalid
from desktop.sandbox.queue_shapes import FieldValue, Json, Ticket
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_shapes import (
    MAX_COMMENT,
    comment_event,
    expand,
    fill_comment,
    fill_ticket,
)
from desktop.sandbox.zendesk_triggers import rule_via, wanted_by

_CHOICES = {
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
    "priority": ("low", "normal", "high", "urgent"),
    "type": ("problem", "incident", "question", "task"),
}


def update_ticket(sandbox: Sandbox, record: Record, patch: Json, author: Json) -> Json:
    """Change a ticket as ``PUT /tickets/{id}`` does and return the audit.

    Everything is checked before anything is changed.

    Raises:
        RefusalError: 409 on a stale stamp, 422 where Zendesk refuses.
    """
    check_types(patch)
    check_stamp(record, patch)
    changes = _plan_changes(sandbox, record, patch)
    comment = _plan_comment(sandbox, record, patch.get("comment"), author)
    stamp = sandbox.touch(record)
    events = [_change(sandbox, record, name, value) for name, value in changes.items()]
    audit_id = sandbox.next_id()
    if comment:
        author_id = comment.get("author_id") or author["id"]
        events.append(add_comment(sandbox, record, comment, author_id, audit_id, stamp))
        events += _notifications(sandbox, comment)
    events += _triggered(sandbox, record)
    audit = _audit(record, audit_id, author, stamp, events, patch.get("metadata"))
    record.audits.append(audit)
    return audit


class _Comment(msgspec.Struct):
    body: str | None = None
    html_body: str | None = None
    public: bool = True
    author_id: int | None = None


class _Patch(msgspec.Struct):
    tags: str | list[str] = ""
    custom_fields: list[FieldValue] | None = None
    comment: _Comment | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    status: str | None = None
    priority: str | None = None
    type: str | None = None


def check_types(patch: Json) -> None:
    """Refuse (422) what a ticket cannot hold by its type."""
    try:
        msgspec.convert(patch, _Patch)
    except msgspec.ValidationError as error:
        field = str(error).rpartition("$.")[2].rstrip("`") or "ticket"
        raise invalid(field.partition(".")[0], str(error)) from error


def check_stamp(record: Record, patch: Json) -> None:
    """Refuse (409) a safe update whose stamp is not the ticket's last change."""
    if patch.get("safe_update") in (True, "true"):
        try:
            fresh = parse_instant(str(patch.get("updated_stamp"))) == parse_instant(
                record.ticket["updated_at"]
            )
        except ValueError:
            fresh = False
        if not fresh:
            message = "Safe Update prevented the update due to outdated ticket data."
            raise RefusalError(409, {"error": "UpdateConflict", "description": message})


def add_comment(
    sandbox: Sandbox, record: Record, comment: Json, author_id: int, audit_id: int, stamp: str
) -> Json:
    """Append a comment to a ticket and return its audit event."""
    requester = sandbox.users.get(record.ticket["requester_id"], {})
    text = {
        key: expand(str(comment[key]), record.ticket, requester)[:MAX_COMMENT]
        for key in ("body", "html_body")
        if comment.get(key)
    }
    row = {**text, "id": sandbox.next_id(), "author_id": author_id, "created_at": stamp}
    row |= {"public": comment.get("public", True), "audit_id": audit_id, "via": {"channel": "api"}}
    filled = fill_comment(row)
    record.comments.append(filled)
    return {**comment_event(filled), "audit_id": audit_id}


def receive_comment(sandbox: Sandbox, record: Record, comment: Json, author: Json) -> Json:
    """Let a customer write: a pending or solved ticket opens again. Return the audit."""
    reopened = {"status": "open"} if record.ticket["status"] in ("pending", "solved") else {}
    return update_ticket(sandbox, record, {"comment": comment, **reopened}, author)


def normalise_tags(tags: Any) -> list[str]:
    """Return tags as Zendesk stores them: lower case, no spaces, each once, sorted."""
    given = tags.split() if isinstance(tags, str) else tags if isinstance(tags, list) else []
    return sorted({part.lower() for tag in given for part in str(tag).split()})


def _plan_changes(sandbox: Sandbox, record: Record, patch: Json) -> Json:
    """Return what will change: field name to new value, custom fields by their id as text."""
    ticket = record.ticket
    if ticket["status"] == "closed":
        raise invalid("status", "Status: closed prevents ticket update")
    wanted = {
        name: check(sandbox, ticket, patch[name])
        for name, check in _CHECKS.items()
        if name in patch
    }
    if "tags" in patch:
        wanted["tags"] = normalise_tags(patch["tags"])
    # Zendesk opens a new ticket by itself as soon as somebody has it.
    assigned = wanted.get("assignee_id") and ticket["status"] == "new"
    if assigned and wanted.get("status", "new") == "new":
        wanted["status"] = "open"
    changes = {name: value for name, value in wanted.items() if ticket[name] != value}
    return changes | _custom_changes(sandbox, ticket, patch.get("custom_fields") or [])


def _check_choice(name: str) -> Callable[[Sandbox, Json, Any], Any]:
    def check(_: Sandbox, ticket: Json, value: Any) -> Any:
        have, title = ticket[name], name.capitalize()
        if name == "priority" and value is None and have is not None:
            raise invalid(name, "Priority: cannot be reset")
        if name == "status" and value == "new" and have != "new":
            raise invalid(name, f"Status: cannot be changed from {have} to new")
        if value is not None and value not in _CHOICES[name]:
            raise invalid(name, f"{title}: {value} is not valid")
        if name == "status" and value is None:
            raise invalid(name, "Status: cannot be blank")
        return value

    return check


def _check_subject(_: Sandbox, __: Json, value: Any) -> Any:
    if not isinstance(value, str):
        raise invalid("subject", "Subject: is not valid")
    return value


def _check_assignee(sandbox: Sandbox, _: Json, value: Any) -> Any:
    role = sandbox.users.get(value, {}).get("role") if isinstance(value, int) else None
    if value is not None and role not in ("agent", "admin"):
        raise invalid("assignee", f"Assignee: {value} is not an agent")
    return value


def _check_group(sandbox: Sandbox, _: Json, value: Any) -> Any:
    if value is not None and value not in list(sandbox.groups):
        raise invalid("group", f"Group: {value} is not valid")
    return value


def check_owner(sandbox: Sandbox, row: Json) -> None:
    """Refuse (422) an assignee who is no agent and a group there is not."""
    _check_assignee(sandbox, row, row.get("assignee_id"))
    _check_group(sandbox, row, row.get("group_id"))


_CHECKS: dict[str, Callable[[Sandbox, Json, Any], Any]] = {
    **{name: _check_choice(name) for name in _CHOICES},
    "subject": _check_subject,
    "assignee_id": _check_assignee,
    "group_id": _check_group,
}


def _custom_changes(sandbox: Sandbox, ticket: Json, rows: Iterable[Json]) -> Json:
    fields = {field["id"]: field for field in sandbox.queue.zendesk["ticket_fields"]}
    have = {row["id"]: row["value"] for row in ticket["custom_fields"]}
    changes: Json = {}
    for row in rows:
        number, value = row.get("id"), row.get("value")
        # An unknown field is ignored, as Zendesk does.
        if number in have and have[number] != value:
            options = [
                each["value"] for each in fields.get(number, {}).get("custom_field_options", [])
            ]
            if options and value is not None and value not in options:
                raise invalid(str(number), f"{fields[number]['title']}: {value} is not valid")
            changes[str(number)] = value
    return changes


def _change(sandbox: Sandbox, record: Record, name: str, value: Any) -> Json:
    ticket = record.ticket
    if name.isdigit():
        slot = next(row for row in ticket["custom_fields"] if str(row["id"]) == name)
        previous, slot["value"] = slot["value"], value
    else:
        previous, ticket[name] = ticket[name], value
    event = {"id": sandbox.next_id(), "type": "Change", "field_name": name}
    return {**event, "value": value, "previous_value": previous}


def _plan_comment(sandbox: Sandbox, record: Record, comment: Any, author: Json) -> Json | None:
    if not isinstance(comment, dict) or not (comment.get("body") or comment.get("html_body")):
        return None
    author_id = comment.get("author_id", author["id"])
    if author_id not in sandbox.users and author_id != author["id"]:
        raise invalid("author", f"Author: {author_id} is not valid")
    if len(record.comments) >= 5000:
        raise invalid("comment", "Comment: a ticket holds at most 5000 comments")
    return comment


def _notifications(sandbox: Sandbox, comment: Json) -> Iterable[Json]:
    """Yield the e-mails that active triggers send on a public comment."""
    for trigger in sandbox.queue.zendesk["triggers"] if comment.get("public", True) else []:
        mails = [a for a in trigger.get("actions", []) if a.get("field") == "notification_user"]
        if mails and trigger.get("active", True):
            yield {
                "id": sandbox.next_id(),
                "type": "Notification",
                "via": rule_via(trigger),
                "recipients": [],
                "subject": trigger.get("title", ""),
                "body": comment.get("body") or comment.get("html_body"),
            }


def _triggered(sandbox: Sandbox, record: Record) -> Iterator[Json]:
    """Let each trigger change the ticket once, in turn; Zendesk lists that in the same audit, as the rule's."""
    for trigger in sandbox.queue.zendesk["triggers"]:
        try:
            changes = _plan_changes(sandbox, record, wanted_by(trigger, record.ticket))
        except RefusalError:  # what cannot be is left out: nobody is there to be told
            continue
        for name, value in changes.items():
            yield {**_change(sandbox, record, name, value), "via": rule_via(trigger)}


def _audit(
    record: Record, audit_id: int, author: Json, stamp: str, events: list[Json], metadata: Any
) -> Json:
    return {
        "id": audit_id,
        "ticket_id": record.ticket["id"],
        "created_at": stamp,
        "author_id": author["id"],
        "metadata": {"system": {}, "custom": metadata if isinstance(metadata, dict) else {}},
        "events": events,
        "via": {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}},
    }


def create_ticket(sandbox: Sandbox, row: Json) -> Record:
    """Let a new ticket arrive now, with its description as first comment.

    Raises:
        RefusalError: It is no ticket, or its requester is not known.
    """
    stamp = format_instant(sandbox.now())
    whole = {"status": "new", **row, "id": sandbox.next_id(), "created_at": stamp}
    try:
        requester = sandbox.users[msgspec.convert(whole, Ticket).requester_id]
    except (KeyError, msgspec.ValidationError) as error:
        raise invalid("ticket", str(error)) from error
    whole = {"organization_id": requester.get("organization_id"), **whole}
    ticket = fill_ticket(whole, sandbox.queue.zendesk["ticket_fields"])
    first = {"author_id": requester["id"], "body": ticket["description"], "created_at": stamp}
    record = Record(ticket, [fill_comment({"id": sandbox.next_id(), **first})], [])
    sandbox.keep(record)
    return record
