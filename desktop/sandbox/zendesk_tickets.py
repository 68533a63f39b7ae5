"""Reading tickets: list, show, search, comments, audits, with what is sideloaded."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.base.clock import format_instant, parse_instant
from desktop.sandbox.answers import RefusalError, answer, not_found, sandbox_of
from desktop.sandbox.paging import cursor_page, offset_page, read_count, read_ids
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_query import Term, date_holds, parse_query, run_search, sort_records
from desktop.sandbox.zendesk_rendering import included, remembered, render, render_rows
from desktop.sandbox.zendesk_told import people_of, tell_audits

_SEARCH_CAP = 1000


def get_record(request: Request) -> Record:
    """Return the ticket the path names. Raises RefusalError (404)."""
    record = sandbox_of(request).find(request.path_params["ticket_id"])
    if record is None:
        raise not_found()
    return record


async def show_ticket(request: Request) -> Response:
    """GET one ticket. There is no ``audit`` key here: clients tell answers apart by it."""
    record = get_record(request)
    return answer({"ticket": render(request, record), **_sideload(request, [record])})


async def show_many(request: Request) -> Response:
    """GET up to 100 tickets by id; unknown ones are left out."""
    sandbox = sandbox_of(request)
    found = sandbox.find_all(read_ids(request))
    page: Json = {"tickets": render_rows(request, found), "count": len(found)}
    page |= {"next_page": None, "previous_page": None}
    return answer(page | _sideload(request, found))


async def list_tickets(request: Request) -> Response:
    """GET all tickets by cursor when ``page[size]`` is given, else by offset."""
    sort = request.query_params.get("sort", "id")
    name = request.query_params.get("sort_by", sort.lstrip("-"))
    ascending = request.query_params.get("sort_order", "desc" if sort[:1] == "-" else "asc")
    rows = remembered(
        sandbox_of(request),
        f"{name} {ascending}",
        lambda: sort_records(list(sandbox_of(request).records()), name, ascending == "asc"),
    )
    named = request.query_params.get("external_id")
    if named is not None:
        rows = [row for row in rows if row.get("external_id") == named]
    if any(key.startswith("page[") for key in request.query_params):
        page = cursor_page(request, "tickets", rows, _key)
    else:
        page = offset_page(request, "tickets", rows)
    return answer(dress(request, page, "tickets"))


async def search(request: Request) -> Response:
    """GET search: offset pages only, 100 a page, 1000 in all, as Zendesk does."""
    if any(key.startswith("page[") for key in request.query_params):
        raise RefusalError(400, {"error": "invalid", "description": "page[size] is not supported"})
    size = read_count(request, "per_page", 100, 100)
    if read_count(request, "page", 1, 10**9) * size > _SEARCH_CAP:
        message = "Invalid search: Requested response size was greater than Search Response Limits"
        raise RefusalError(422, {"error": "invalid", "description": message})
    page = offset_page(request, "results", [record.ticket for record in _search(request)])
    page["facets"] = None
    if len(page["results"]) + size > _SEARCH_CAP:
        page["next_page"] = None
    return answer(dress(request, page, "results"))


async def search_count(request: Request) -> Response:
    """GET the number a search would find; a bare span of time also counts the hours of ``arrivals``."""
    records = _search(request)
    return answer({"count": len(records) + _arrived(sandbox_of(request), request, records)})


async def search_export(request: Request) -> Response:
    """GET search by cursor, oldest first, up to 1000 a page."""
    if request.query_params.get("filter[type]") != "ticket":
        message = "filter[type] must be one of ticket, organization, user, group"
        raise RefusalError(422, {"error": "invalid", "description": message})
    rows = remembered(
        sandbox_of(request),
        f"export {request.query_params.get('query', '')}",
        lambda: sort_records(_search(request), "created_at", ascending=True),
    )
    page = cursor_page(request, "results", rows, _key, most=_SEARCH_CAP)
    page["facets"] = None
    return answer(dress(request, page, "results"))


async def list_comments(request: Request) -> Response:
    """GET the comments of a ticket, oldest first unless ``sort=-created_at``."""
    record, params = get_record(request), request.query_params
    latest = params.get("sort", "")[:1] == "-" or params.get("sort_order") == "desc"
    rows = record.comments[::-1] if latest else record.comments
    page = _page(request, "comments", rows)
    if "users" in included(request):
        page["users"] = _users(sandbox_of(request), (row["author_id"] for row in page["comments"]))
    return answer(page)


async def list_audits(request: Request) -> Response:
    """GET the audits of a ticket, oldest first, beginning with its creation."""
    sandbox, record = sandbox_of(request), get_record(request)
    page = _page(request, "audits", tell_audits(sandbox, record))
    if "users" in included(request):
        page["users"] = _users(sandbox, people_of(page["audits"]))
    return answer(page)


def _page(request: Request, name: str, rows: Sequence[Json]) -> Json:
    if any(key.startswith("page[") for key in request.query_params):
        return cursor_page(request, name, rows, _key)
    return offset_page(request, name, rows)


def _search(request: Request) -> list[Record]:
    query = request.query_params.get("query", "").strip()
    if not query:
        raise RefusalError(422, {"error": "invalid", "description": "query is missing"})
    found = parse_query(query)
    order = request.query_params.get("sort_by", found.order_by)
    asked = bool(order) and request.query_params.get("sort_order", "") == "asc"
    records = run_search(sandbox_of(request), found)
    return sort_records(records, order or "updated_at", asked or found.ascending)


def _arrived(sandbox: Sandbox, request: Request, records: Sequence[Record]) -> int:
    """Return how many arrivals of the span are not among the tickets found already."""
    terms = parse_query(request.query_params["query"]).terms
    span = [term for term in terms if term.field == "created"]
    if not span or any(term.field not in ("created", "type") for term in terms):
        return 0
    hours: dict[str, int] = {row["hour"]: row["count"] for row in sandbox.queue.zendesk["arrivals"]}
    inside = [hour for hour in hours if _over(hour, span, sandbox.now())]
    prefixes = {hour[:13] for hour in inside}
    known = sum(record.ticket["created_at"][:13] in prefixes for record in records)
    return sum(hours[hour] for hour in inside) - known


def _over(hour: str, span: Sequence[Term], now: datetime) -> bool:
    """Whether all of an hour lies in the span and in the past: the hour that runs has only its tickets."""
    end = parse_instant(hour) + timedelta(hours=1)
    last = format_instant(end - timedelta(seconds=1))
    return end <= now and all(date_holds(term, at, now) for term in span for at in (hour, last))


def dress(request: Request, page: Json, name: str) -> Json:
    """Return a page of tickets as the API shows them, with what is sideloaded."""
    sandbox = sandbox_of(request)
    # The rows are what was found, which a lagging index holds as it was.
    records = [_as_found(sandbox.tickets[row["id"]], row) for row in page[name]]
    rows = render_rows(request, records, found=name == "results")
    return {**page, name: rows, **_sideload(request, records)}


def _as_found(record: Record, row: Json) -> Record:
    return record if record.ticket is row else msgspec.structs.replace(record, ticket=row)


def _sideload(request: Request, records: Sequence[Record]) -> Json:
    sandbox, asked = sandbox_of(request), included(request)
    tickets = [record.ticket for record in records]
    more: Json = {}
    if "users" in asked or "tickets(users)" in asked:
        keys = ("requester_id", "submitter_id", "assignee_id")
        more["users"] = _users(sandbox, (ticket[key] for ticket in tickets for key in keys))
    if "organizations" in asked:
        ids = dict.fromkeys(ticket["organization_id"] for ticket in tickets)
        more["organizations"] = [sandbox.organizations[each] for each in ids if each]
    if "groups" in asked:
        ids = dict.fromkeys(ticket["group_id"] for ticket in tickets)
        more["groups"] = [sandbox.groups[each] for each in ids if each]
    return more


def _users(sandbox: Sandbox, ids: Iterable[int | None]) -> list[Json]:
    return [sandbox.users[each] for each in dict.fromkeys(ids) if each in sandbox.users]


def _key(row: Json) -> str:
    return str(row["id"])
