"""The incremental exports: for admins alone, ten a minute, and the last minute is withheld."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from desktop.base.clock import format_instant, parse_instant
from desktop.sandbox.answers import RefusalError, answer, base_url, sandbox_of
from desktop.sandbox.paging import decode_cursor, encode_cursor, is_number, read_count
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_metrics import in_order, metric_events
from desktop.sandbox.zendesk_people import check_admin
from desktop.sandbox.zendesk_sla import find_clocks
from desktop.sandbox.zendesk_tickets import dress

_WITHHELD = timedelta(minutes=1)
_MOST = 1000


async def export_tickets(request: Request) -> Response:
    """GET every ticket changed since ``start_time``, then on by ``cursor``; oldest change first."""
    check_admin(request)
    size = read_count(request, "per_page", _MOST, _MOST)
    given = request.query_params.get("cursor", "")
    after = _position(given) if given else (_start(request), -1)
    bound = format_instant(sandbox_of(request).now() - _WITHHELD)
    changed = sorted(
        (_place(record) for record in sandbox_of(request).records()), key=lambda place: place
    )
    rows = [place for place in changed if place > after and place[0] <= bound]
    part = rows[:size]
    cursor = encode_cursor("|".join(map(str, part[-1] if part else after)))
    tickets = [sandbox_of(request).tickets[number].ticket for _, number in part]
    page: Json = {"tickets": tickets, "after_cursor": cursor, "before_cursor": given or None}
    page |= {"after_url": _link(request, cursor), "before_url": None}
    page["end_of_stream"] = len(rows) <= size
    return answer(dress(request, page, "tickets"))


def _place(record: Record) -> tuple[str, int]:
    return record.ticket["updated_at"], record.ticket["id"]


def _start(request: Request) -> str:
    """Return the start as Zendesk writes instants, a breath earlier, so that it is itself included."""
    text = request.query_params.get("start_time", "")
    if not is_number(text):
        raise _wrong(400, "start_time is required")
    try:
        start = datetime.fromtimestamp(int(text), tz=sandbox_of(request).now().tzinfo)
    except (ValueError, OverflowError, OSError) as error:
        raise _wrong(400, "start_time is not valid") from error
    if start > sandbox_of(request).now() - _WITHHELD:
        raise _wrong(422, "Too recent start_time. Use a start_time older than 1 minute")
    return format_instant(start)


def _wrong(status: int, words: str) -> RefusalError:
    return RefusalError(status, {"error": "InvalidValue", "description": words})


def _position(cursor: str) -> tuple[str, int]:
    try:
        stamp, _, number = decode_cursor(cursor).partition("|")
        parse_instant(stamp)
        return stamp, int(number)
    except ValueError as error:
        raise _wrong(400, "cursor is not valid") from error


def _link(request: Request, cursor: str) -> str:
    return f"{base_url(request)}/api/v2/incremental/tickets/cursor.json?cursor={cursor}"


async def export_metric_events(request: Request) -> Response:
    """GET what the clocks of tickets did since ``start_time``: began, ran out, were answered."""
    check_admin(request)
    sandbox, start = sandbox_of(request), parse_instant(_start(request))
    bound = sandbox.now() - _WITHHELD
    every = sorted(_events(sandbox, bound), key=in_order)
    shown = [{"id": number, **row} for number, (at, row) in enumerate(every, 1) if at >= start]
    body = {"ticket_metric_events": shown, "count": len(shown), "next_page": None}
    return answer({**body, "end_time": int(bound.timestamp()), "end_of_stream": True})


def _events(sandbox: Sandbox, until: datetime) -> Iterator[tuple[datetime, Json]]:
    for record in sandbox.records():
        clocks = find_clocks(sandbox, record)
        told = metric_events(record.ticket["id"], clocks, sandbox.agreements)
        yield from (event for event in told if event[0] <= until)
