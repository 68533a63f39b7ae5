"""The control door: what no real service has. Time, truth, failures, and other people's hands."""

from datetime import timedelta

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.base.clock import parse_instant
from desktop.sandbox.answers import RefusalError, answer, not_found, read_json, sandbox_of
from desktop.sandbox.paging import read_ids
from desktop.sandbox.queue_shapes import Fault, Json
from desktop.sandbox.state import Limits, Sandbox
from desktop.sandbox.zendesk_rendering import render
from desktop.sandbox.zendesk_sla import breached, sla_metrics
from desktop.sandbox.zendesk_tickets import get_record
from desktop.sandbox.zendesk_updates import create_ticket, receive_comment, update_ticket


async def show_clock(request: Request) -> Response:
    """GET sandbox time, with microseconds."""
    return answer({"now": sandbox_of(request).now().isoformat()})


async def move_clock(request: Request) -> Response:
    """POST ``advance_seconds`` or ``to``: time only moves forward."""
    sandbox, body = sandbox_of(request), await read_json(request)
    now = sandbox.now()
    try:
        later = (
            parse_instant(body["to"])
            if "to" in body
            else now + timedelta(seconds=float(body["advance_seconds"]))
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _wrong("send advance_seconds (a number) or to (an instant)") from error
    if later < now:
        raise _wrong("time only moves forward")
    sandbox.clock.set(later)
    sandbox.dirty = True
    return answer({"now": later.isoformat()})


async def show_state(request: Request) -> Response:
    """GET everything: tickets with comments, audits and clocks, messages, visits, faults."""
    sandbox = sandbox_of(request)
    tickets = [
        {
            **render(request, record),
            "comments": record.comments,
            "audits": record.audits,
            "slas": {"policy_metrics": sla_metrics(sandbox, record)},
        }
        for record in sandbox.records()
    ]
    state = sandbox.state
    return answer(
        {
            "now": sandbox.now().isoformat(),
            "queue": sandbox.queue.name,
            "tickets": tickets,
            "conversations": list(state.conversations.values()),
            "messages": state.messages,
            "visits": state.visits,
            "faults": state.faults,
            "jobs": state.jobs,
        }
    )


async def show_breaches(request: Request) -> Response:
    """GET the ids of tickets with a clock that ran out unanswered after ``from`` and by now."""
    sandbox = sandbox_of(request)
    try:
        start = parse_instant(request.query_params.get("from", ""))
    except ValueError as error:
        raise _wrong("from must be an instant") from error
    ids = None
    if "ids" in request.query_params:
        ids = frozenset(read_ids(request))
    return answer({"from": start.isoformat(), "breached": breached(sandbox, start, ids)})


async def show_approvers(request: Request) -> Response:
    """GET who can approve, with the secret each enrolled earlier."""
    keys = ("id", "name", "email", "slack_user_id", "totp_secret")
    rows = [
        {key: getattr(approver, key) for key in keys}
        for approver in sandbox_of(request).queue.approvers
    ]
    return answer({"approvers": rows})


async def add_faults(request: Request) -> Response:
    """POST ``faults`` to add to those planned (a single fault will do as well)."""
    sandbox, body = sandbox_of(request), await read_json(request)
    try:
        sandbox.state.faults += msgspec.convert(body.get("faults", [body]), list[Fault])
    except msgspec.ValidationError as error:
        raise _wrong(str(error)) from error
    sandbox.dirty = True
    return answer({"faults": sandbox.state.faults}, 201)


async def clear_faults(request: Request) -> Response:
    """DELETE every fault."""
    sandbox = sandbox_of(request)
    sandbox.state.faults.clear()
    sandbox.dirty = True
    return answer({"faults": []})


async def set_limits(request: Request) -> Response:
    """POST ``account``, ``updates`` or ``per_ticket``: the rate limits from now on."""
    sandbox, body = sandbox_of(request), await read_json(request)
    try:
        sandbox.state.limits = msgspec.convert(
            msgspec.to_builtins(sandbox.state.limits) | body, Limits
        )
    except msgspec.ValidationError as error:
        raise _wrong(str(error)) from error
    sandbox.dirty = True
    return answer({"limits": sandbox.state.limits})


async def set_index(request: Request) -> Response:
    """POST ``lag_seconds``: what is searched is the queue as it was so long ago."""
    sandbox, body = sandbox_of(request), await read_json(request)
    lag = body.get("lag_seconds")
    if not isinstance(lag, int | float) or isinstance(lag, bool) or not 0 <= lag <= 86400:
        raise _wrong("send lag_seconds (0 to 86400)")
    sandbox.state.lag_seconds = float(lag)
    if not lag:
        sandbox.state.past.clear()
    sandbox.dirty = True
    return answer({"lag_seconds": sandbox.state.lag_seconds})


async def add_ticket(request: Request) -> Response:
    """POST ``ticket``: a customer opens a new one now."""
    row = (await read_json(request)).get("ticket")
    if not isinstance(row, dict):
        raise _wrong("send ticket (an object)")
    record = create_ticket(sandbox_of(request), row)
    return answer({"ticket": render(request, record)}, 201)


async def write_comment(request: Request) -> Response:
    """POST ``body`` (and ``author_id``, ``public``): a customer writes; by default the requester."""
    sandbox, record = sandbox_of(request), get_record(request)
    body = await read_json(request)
    author = _author(sandbox, body, record.ticket["requester_id"])
    comment: Json = {key: body[key] for key in ("body", "html_body", "public") if key in body}
    audit = receive_comment(sandbox, record, {**comment, "author_id": author["id"]}, author)
    return answer({"ticket": render(request, record), "audit": audit}, 201)


async def edit_ticket(request: Request) -> Response:
    """POST ``ticket`` (and ``author_id``): another agent changes it, by Zendesk's own rules."""
    sandbox, record = sandbox_of(request), get_record(request)
    body = await read_json(request)
    patch = body.get("ticket")
    if not isinstance(patch, dict):
        raise _wrong("send ticket (an object)")
    audit = update_ticket(sandbox, record, patch, _author(sandbox, body, _colleague(sandbox)))
    return answer({"ticket": render(request, record), "audit": audit})


def _colleague(sandbox: Sandbox) -> int:
    """Return an agent who is not the lead, if there is one."""
    agents = [u["id"] for u in sandbox.users.values() if u.get("role") in ("agent", "admin")]
    mine = int(sandbox.me["id"])
    return next((each for each in agents if each != mine), mine)


def _author(sandbox: Sandbox, body: Json, otherwise: int) -> Json:
    wanted = body.get("author_id", otherwise)
    known: dict[int, Json] = {sandbox.me["id"]: sandbox.me, **sandbox.users}
    if not isinstance(wanted, int) or wanted not in known:
        raise not_found()
    return known[wanted]


def _wrong(message: str) -> RefusalError:
    return RefusalError(422, {"error": "invalid", "description": message})
