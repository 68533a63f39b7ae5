"""The rest of what is read from Zendesk: people, organisations, fields, policies, schedules, triggers."""

from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import Endpoint, RefusalError, answer, base_url, not_found, sandbox_of
from desktop.sandbox.credentials import is_nobody
from desktop.sandbox.paging import cursor_page, offset_page, read_ids

_HOLIDAYS_EACH = 1000
"""A schedule's holidays are numbered behind its id."""


async def show_me(request: Request) -> Response:
    """GET the signed-in user. Without credentials, or with wrong ones, Zendesk answers 200 with nobody."""
    if is_nobody(sandbox_of(request), request.headers.get("authorization", "")):
        nobody = {"id": None, "name": "Anonymous user", "email": "invalid@example.com"}
        return answer({"user": {**nobody, "role": "end-user"}})
    user = sandbox_of(request).me
    url = f"{base_url(request)}/api/v2/users/{user['id']}.json"
    return answer({"user": {"url": url, "active": True, "verified": True, **user}})


def check_admin(request: Request) -> None:
    """Refuse (403) a signed-in user who is no admin."""
    if sandbox_of(request).me["role"] != "admin":
        message = "You do not have access to this page. Please contact the account owner."
        raise RefusalError(403, {"error": {"title": "Forbidden", "message": message}})


def for_admins(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint as only an admin may ask it."""

    async def ask(request: Request) -> Response:
        check_admin(request)
        return await endpoint(request)

    return ask


async def list_schedules(request: Request) -> Response:
    """GET the business hours; the holidays of each stand at an address of their own."""
    rows = sandbox_of(request).queue.zendesk["schedules"]
    shown = [{key: row[key] for key in row if key != "holidays"} for row in rows]
    return answer(offset_page(request, "schedules", shown))


async def list_holidays(request: Request) -> Response:
    """GET the holidays of a schedule, spans of dates."""
    number = request.path_params["schedule_id"]
    for row in sandbox_of(request).queue.zendesk["schedules"]:
        if row.get("id") == number:
            rows = enumerate(row.get("holidays") or [], number * _HOLIDAYS_EACH)
            return answer({"holidays": [{"id": own, "name": "", **each} for own, each in rows]})
    raise not_found()


def list_of(name: str, source: str = "") -> Endpoint:
    """Return the endpoint that lists one part of the queue file, by offset or cursor."""

    async def list_rows(request: Request) -> Response:
        sandbox = sandbox_of(request)
        rows = sandbox.queue.zendesk[source or name]
        if any(key.startswith("page[") for key in request.query_params):
            return answer(cursor_page(request, name, rows, lambda row: str(row["id"])))
        return answer(offset_page(request, name, rows))

    return list_rows


async def list_users(request: Request) -> Response:
    """GET people, those of ``role[]`` alone where it is given."""
    roles = request.query_params.getlist("role[]") or request.query_params.getlist("role")
    people = sandbox_of(request).queue.zendesk["users"]
    rows = [row for row in people if not roles or row.get("role", "end-user") in roles]
    if any(key.startswith("page[") for key in request.query_params):
        return answer(cursor_page(request, "users", rows, lambda row: str(row["id"])))
    return answer(offset_page(request, "users", rows))


def many_of(name: str) -> Endpoint:
    """Return the endpoint that shows up to 100 users or organisations by id."""

    async def show_rows(request: Request) -> Response:
        known = {row["id"]: row for row in sandbox_of(request).queue.zendesk[name]}
        rows = [known[each] for each in read_ids(request) if each in known]
        page = {name: rows, "count": len(rows), "next_page": None, "previous_page": None}
        return answer(page)

    return show_rows


def one_of(name: str, single: str) -> Endpoint:
    """Return the endpoint that shows one row by id."""

    async def show_row(request: Request) -> Response:
        for row in sandbox_of(request).queue.zendesk[name]:
            if row["id"] == request.path_params["row_id"]:
                return answer({single: row})
        raise not_found()

    return show_row


async def list_active_triggers(request: Request) -> Response:
    """GET the triggers that are switched on."""
    rows = [row for row in sandbox_of(request).queue.zendesk["triggers"] if row.get("active", True)]
    return answer(offset_page(request, "triggers", rows))


async def show_job(request: Request) -> Response:
    """GET how a bulk job went."""
    job = sandbox_of(request).state.jobs.get(request.path_params["job_id"])
    if job is None:
        raise not_found()
    return answer({"job_status": job})
