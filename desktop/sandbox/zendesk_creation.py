"""POST /tickets: a new ticket or a follow-up of a closed one, once per Idempotency-Key."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.base.clock import format_instant
from desktop.sandbox.answers import RefusalError, answer, invalid, read_json, sandbox_of
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Created, Record, Sandbox
from desktop.sandbox.zendesk_rendering import render
from desktop.sandbox.zendesk_shapes import comment_event
from desktop.sandbox.zendesk_updates import check_owner, check_types, create_ticket, normalise_tags

_KEY_LASTS = timedelta(hours=2)
_KEPT = ("subject", "priority", "type", "status", "assignee_id", "group_id", "custom_fields")


async def post_ticket(request: Request) -> Response:
    """POST a ticket; the same ``Idempotency-Key`` within two hours brings the first one again."""
    sandbox, body = sandbox_of(request), await read_json(request)
    key = request.headers.get("idempotency-key", "")
    digest = hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()
    before = _remembered(sandbox, key)
    if before and before.digest != digest:
        words = "The Idempotency-Key was used with another request"
        raise RefusalError(400, {"error": "IdempotentRequestError", "description": words})
    if before:
        return _created(before.body, "hit")
    record = _create(sandbox, body.get("ticket"))
    shown = {"ticket": render(request, record), "audit": record.audits[0]}
    if key:
        sandbox.state.created[key] = Created(digest, sandbox.now() + _KEY_LASTS, shown)
    return _created(shown, "miss" if key else "")


def _created(shown: Json, lookup: str) -> Response:
    headers = {"x-idempotency-lookup": lookup} if lookup else {}
    return answer(shown, 201, headers | {"location": str(shown["ticket"]["url"])})


def _remembered(sandbox: Sandbox, key: str) -> Created | None:
    found = sandbox.state.created.get(key) if key else None
    return found if found and sandbox.now() < found.until else None


def _create(sandbox: Sandbox, given: Any) -> Record:
    if not isinstance(given, dict):
        raise invalid("ticket", "ticket must be an object")
    row = {key: value for key, value in given.items() if value is not None}
    check_types(row)
    check_owner(sandbox, row)
    comment = row.get("comment") or {"body": row.get("description", "")}
    text = comment.get("body") or comment.get("html_body") or ""
    if not text:
        raise invalid("base", "Description: cannot be blank")
    source = _source(sandbox, row.get("via_followup_source_id"))
    whole = {key: row[key] for key in _KEPT if key in row}
    whole |= {"subject": row.get("subject") or text[:150], "description": text}
    whole |= {"requester_id": _requester(sandbox, row), "submitter_id": sandbox.me["id"]}
    whole |= {"tags": normalise_tags(row.get("tags")), "via": _via(source)}
    record = create_ticket(sandbox, whole)
    record.comments[0] |= {"public": comment.get("public", True), "via": {"channel": "api"}}
    record.audits.append(_audit(sandbox, record, row.get("metadata")))
    if source:
        source.ticket["followup_ids"] = [*source.ticket["followup_ids"], record.ticket["id"]]
        sandbox.keep(source)
    return record


def _requester(sandbox: Sandbox, row: Json) -> int:
    named = row.get("requester")
    if isinstance(named, dict) and "requester_id" not in row:
        email = str(named.get("email", "")).lower()
        known = (u for u in sandbox.users.values() if email and u.get("email") == email)
        found = next(known, None)
        if found is None:
            raise invalid("requester", "Requester: is not known")
        return int(found["id"])
    wanted: Any = row.get("requester_id", sandbox.me["id"])
    if wanted not in list(sandbox.users):
        raise invalid("requester", f"Requester: {wanted} is not valid")
    return int(wanted)


def _source(sandbox: Sandbox, number: Any) -> Record | None:
    """Return the closed ticket that is followed up. Raises RefusalError (422) for one still alive."""
    if number is None:
        return None
    found = sandbox.find(number) if isinstance(number, int) else None
    if found is None or found.ticket["status"] != "closed":
        raise invalid("via_followup_source_id", "Followup source: must be a closed ticket")
    return found


def _via(source: Record | None) -> Json:
    if source is None:
        return {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}}
    origin = {"ticket_id": source.ticket["id"], "subject": source.ticket["subject"]}
    return {"channel": "api", "source": {"from": origin, "to": {}, "rel": "follow_up"}}


def _audit(sandbox: Sandbox, record: Record, metadata: Any) -> Json:
    names = ("subject", "status", "priority", "requester_id", "assignee_id", "group_id")
    first, ticket = record.comments[0], record.ticket
    events: list[Json] = [comment_event(first)]
    for name in names:
        event = {"id": sandbox.next_id(), "type": "Create", "field_name": name}
        events.append({**event, "value": ticket[name]})
    audit_id = sandbox.next_id()
    events[0]["audit_id"] = first["audit_id"] = audit_id
    custom = metadata if isinstance(metadata, dict) else {}
    return {
        "id": audit_id,
        "ticket_id": ticket["id"],
        "created_at": format_instant(sandbox.now()),
        "author_id": sandbox.me["id"],
        "metadata": {"system": {}, "custom": custom},
        "events": events,
        "via": {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}},
    }
