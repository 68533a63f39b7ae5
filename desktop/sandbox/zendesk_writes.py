"""Writing to Zendesk: updates, tags, bulk jobs, redaction."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import (
    RefusalError,
    answer,
    base_url,
    invalid,
    not_found,
    read_json,
    sandbox_of,
)
from desktop.sandbox.paging import MAX_PAGE, read_ids
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_rendering import render
from desktop.sandbox.zendesk_shapes import to_text
from desktop.sandbox.zendesk_tickets import get_record
from desktop.sandbox.zendesk_updates import check_stamp, normalise_tags, update_ticket

_REDACTED = re.compile(r"<redact[^>]*>(.*?)</redact>", re.DOTALL | re.IGNORECASE)
_BLOCK = "▇"


async def put_ticket(request: Request) -> Response:
    """PUT one ticket. A body without ``ticket`` answers 200 and does nothing, as reported of Zendesk."""
    sandbox, record = sandbox_of(request), get_record(request)
    patch = (await read_json(request)).get("ticket")
    if not isinstance(patch, dict):
        return answer({"ticket": render(request, record)})
    audit = update_ticket(sandbox, record, patch, sandbox.me)
    return answer({"ticket": render(request, record), "audit": audit})


async def change_tags(request: Request) -> Response:
    """PUT adds tags, POST sets them, DELETE removes them; all honour ``safe_update``."""
    sandbox, record = sandbox_of(request), get_record(request)
    body = await read_json(request)
    given, have = normalise_tags(body.get("tags")), record.ticket["tags"]
    tags = {
        "PUT": sorted({*have, *given}),
        "POST": given,
        "DELETE": [tag for tag in have if tag not in given],
    }[request.method]
    guard: Json = {key: body[key] for key in ("safe_update", "updated_stamp") if key in body}
    update_ticket(sandbox, record, {"tags": tags, **guard}, sandbox.me)
    if request.method == "DELETE":
        return Response(status_code=204)
    return answer({"tags": record.ticket["tags"]}, 201 if request.method == "POST" else 200)


async def show_tags(request: Request) -> Response:
    """GET the tags of a ticket."""
    return answer({"tags": get_record(request).ticket["tags"]})


async def update_many(request: Request) -> Response:
    """PUT up to 100 tickets as a job: one change for all ``ids``, or one per row of ``tickets``."""
    sandbox, body = sandbox_of(request), await read_json(request)
    patches: list[tuple[Any, Any]]
    if "ids" in request.query_params:
        patches = [(number, body.get("ticket")) for number in read_ids(request)]
    else:
        rows = body.get("tickets") if isinstance(body.get("tickets"), list) else [None]
        patches = [(row.get("id") if isinstance(row, dict) else None, row) for row in rows or []]
    if len(patches) > MAX_PAGE:
        description = f"tickets: at most {MAX_PAGE} values"
        raise RefusalError(400, {"error": "TooManyValues", "description": description})
    results = [_update_one(sandbox, number, patch) for number, patch in patches]
    return answer({"job_status": _start_job(request, sandbox, results)})


async def make_private(request: Request) -> Response:
    """PUT a public comment out of the customer's sight; there is no way back."""
    sandbox, record = sandbox_of(request), get_record(request)
    comment = _find_comment(record, request.path_params["comment_id"])
    if comment["public"]:
        comment["public"] = False
        sandbox.touch(record)
    return Response(status_code=200)


async def redact_comment(request: Request) -> Response:
    """PUT the redaction of what ``<redact>`` encloses; permanent."""
    sandbox, body = sandbox_of(request), await read_json(request)
    number = body.get("ticket_id")
    record = sandbox.find(number) if isinstance(number, int) else None
    markup = body.get("html_body")
    if record is None:
        raise not_found()
    comment = _find_comment(record, request.path_params["comment_id"])
    if not isinstance(markup, str) or not _REDACTED.search(markup):
        raise invalid("html_body", "Html body: holds nothing to redact")
    comment["html_body"] = _REDACTED.sub(lambda found: _BLOCK * len(to_text(found[1])), markup)
    comment["body"] = comment["plain_body"] = to_text(comment["html_body"])
    sandbox.touch(record)
    return answer({"comment": comment})


def _find_comment(record: Record, comment_id: int) -> Json:
    for comment in record.comments:
        if comment["id"] == comment_id:
            return comment
    raise not_found()


def _update_one(sandbox: Sandbox, number: Any, patch: Any) -> Json:
    record = sandbox.find(number) if isinstance(number, int) else None
    if record is None or not isinstance(patch, dict):
        return {"id": number, "action": "update", "success": False, "error": "RecordNotFound"}
    try:
        check_stamp(record, patch)
        update_ticket(sandbox, record, _resolve_tags(record, patch), sandbox.me)
    except RefusalError as refusal:
        failed = {"success": False, "error": refusal.body.get("error"), "status": "Failed"}
        return {"id": number, "action": "update", **failed}
    return {"id": number, "action": "update", "success": True, "status": "Updated"}


def _resolve_tags(record: Record, patch: Json) -> Json:
    """Return the patch with ``additional_tags`` and ``remove_tags`` worked into ``tags``."""
    if "additional_tags" not in patch and "remove_tags" not in patch:
        return patch
    gone = normalise_tags(patch.get("remove_tags"))
    tags = {*record.ticket["tags"], *normalise_tags(patch.get("additional_tags"))}
    return {**patch, "tags": sorted(tags.difference(gone))}


def _start_job(request: Request, sandbox: Sandbox, results: list[Json]) -> Json:
    job_id = f"{sandbox.next_id():032x}"
    url = f"{base_url(request)}/api/v2/job_statuses/{job_id}.json"
    job = {"id": job_id, "url": url, "job_type": "Bulk Update Ticket", "total": len(results)}
    done = {
        "progress": len(results),
        "status": "completed",
        "message": "Completed",
        "results": results,
    }
    sandbox.state.jobs[job_id] = {**job, **done}
    sandbox.dirty = True
    return {**job, "progress": None, "status": "queued", "message": None, "results": None}
