"""A ticket's audits as Zendesk lists them: the known ones, and those that its comments and end imply."""

from desktop.base.clock import parse_instant
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record
from desktop.sandbox.zendesk_shapes import comment_event

_ENDED = ("solved", "closed")


def all_audits(record: Record) -> list[Json]:
    """Return every audit of a ticket, oldest first, beginning with its creation.

    A queue file rarely holds audits: a comment without one gets its own, and a ticket that ended untold ended at
    its last change.
    """
    known = {audit["id"]: audit for audit in record.audits}
    implied = [
        _of_comment(comment) for comment in record.comments if comment.get("audit_id") not in known
    ]
    found = [*implied, *record.audits, *_of_end(record)]
    return sorted(found, key=lambda audit: parse_instant(audit["created_at"]))


def _of_comment(comment: Json) -> Json:
    event = comment_event(comment)
    return _audit(comment["id"], comment["author_id"], comment["created_at"], event)


def _of_end(record: Record) -> list[Json]:
    ticket = record.ticket
    if ticket["status"] not in _ENDED or any(map(_tells_status, record.audits)):
        return []
    event = {"id": ticket["id"], "type": "Change", "field_name": "status"}
    event |= {"value": ticket["status"], "previous_value": "new"}
    return [_audit(ticket["id"], ticket["assignee_id"], ticket["updated_at"], event)]


def _tells_status(audit: Json) -> bool:
    return any(event.get("field_name") == "status" for event in audit.get("events", []))


def _audit(audit_id: int, author: int | None, at: str, event: Json) -> Json:
    return {"id": audit_id, "author_id": author, "created_at": at, "events": [event]}
