"""Composio's tools: a request on behalf of a connected account, by name or as it is (the proxy).

A tool that fails is HTTP 200 with ``successful: false``.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import answer, read_json, sandbox_of
from desktop.sandbox.atlassian import cloud_id
from desktop.sandbox.authority import secret
from desktop.sandbox.composio_accounts import acting_token, check_key, find_account, refused
from desktop.sandbox.grants import Connected
from desktop.sandbox.inside import Said, ask_inside
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

_HOSTS = {
    "zendesk": (".zendesk.com",),
    "slack": (".slack.com",),
    "confluence": (".api.atlassian.com", ".atlassian.net"),
}


class Call(msgspec.Struct, frozen=True):
    """A request a tool stands for: what the account's service is asked."""

    method: str
    path: str
    query: Json = {}
    body: Json | None = None


def _picked(arguments: Json, *names: str) -> Json:
    return {name: arguments[name] for name in names if arguments.get(name) is not None}


def _needed(arguments: Json, name: str) -> str:
    if arguments.get(name) in (None, ""):
        raise KeyError(name)
    return quote(str(arguments[name]), safe="")


def _reply(given: Json) -> Call:
    comment = {"body": str(given["body"]), "public": given.get("public", True)}
    path = f"/api/v2/tickets/{_needed(given, 'ticket_id')}"
    return Call("PUT", path, body={"ticket": {"comment": comment}})


def _update(given: Json) -> Call:
    changes = {key: value for key, value in given.items() if key != "ticket_id"}
    path = f"/api/v2/tickets/{_needed(given, 'ticket_id')}"
    return Call("PUT", path, body={"ticket": changes})


_TOOLS: dict[str, Callable[[Json], Call]] = {
    "ZENDESK_GET_ABOUT_ME": lambda _: Call("GET", "/api/v2/users/me"),
    "ZENDESK_LIST_ZENDESK_TICKETS": lambda given: Call(
        "GET", "/api/v2/tickets", _picked(given, "page", "per_page", "sort_by", "sort_order")
    ),
    "ZENDESK_GET_ZENDESK_TICKET_BY_ID": lambda given: Call(
        "GET", f"/api/v2/tickets/{_needed(given, 'ticket_id')}"
    ),
    "ZENDESK_SEARCH_ZENDESK": lambda given: Call(
        "GET", "/api/v2/search", _picked(given, "query", "page", "per_page", "sort_by")
    ),
    "ZENDESK_REPLY_ZENDESK_TICKET": _reply,
    "ZENDESK_UPDATE_ZENDESK_TICKET": _update,
    "SLACK_TEST_AUTH": lambda _: Call("POST", "/slack/api/auth.test", body={}),
    "SLACK_LIST_ALL_CHANNELS": lambda given: Call(
        "GET", "/slack/api/conversations.list", _picked(given, "limit", "cursor", "types")
    ),
    "SLACK_SEND_MESSAGE": lambda given: Call("POST", "/slack/api/chat.postMessage", body=given),
    "SLACK_FETCH_CONVERSATION_HISTORY": lambda given: Call(
        "GET", "/slack/api/conversations.history", given
    ),
    "CONFLUENCE_GET_CURRENT_USER": lambda _: Call("GET", "/wiki/rest/api/user/current"),
    "CONFLUENCE_GET_PAGES": lambda given: Call(
        "GET", "/wiki/api/v2/pages", _picked(given, "limit", "cursor", "space-id", "body-format")
    ),
    "CONFLUENCE_GET_PAGE_BY_ID": lambda given: Call(
        "GET", f"/wiki/api/v2/pages/{_needed(given, 'id')}", _picked(given, "body-format")
    ),
    "CONFLUENCE_CQL_SEARCH": lambda given: Call(
        "GET", "/wiki/rest/api/search", _picked(given, "cql", "limit", "cursor")
    ),
}


async def execute(request: Request) -> Response:
    """POST the use of a tool by its name; the toolkit's version must be pinned."""
    check_key(request)
    sandbox, body = sandbox_of(request), await read_json(request)
    slug = str(request.path_params["slug"])
    tool, arguments = _TOOLS.get(slug), body.get("arguments") or {}
    if tool is None:
        raise refused(404, f"Tool {slug} not found", "Tool_ToolNotFound")
    if body.get("version") in (None, "", "latest"):
        raise refused(400, "A pinned toolkit version is required", "Tool_VersionRequired")
    account = _account(sandbox, body)
    if not slug.startswith(f"{account.toolkit.upper()}_"):
        raise refused(400, "The account is of another toolkit", "ConnectedAccount_Mismatch")
    try:
        call = tool(arguments if isinstance(arguments, dict) else {})
    except KeyError as error:
        return _failed({}, f"{error.args[0]} is required")
    path = _prefix(sandbox, account) + call.path
    content = msgspec.json.encode(call.body) if call.body is not None else b""
    said = await _send(request, account, call.method, path, urlencode(call.query), {}, content)
    return _outcome(said)


def _outcome(said: Said) -> Response:
    data = said.data if isinstance(said.data, dict) else {"response": said.data}
    if said.status >= 300:
        return _failed(data, f"{said.status} error from the service: {data}")
    if data.get("ok") is False:
        return _failed(data, str(data.get("error")))
    return answer({"data": data, "successful": True, "error": None, "log_id": secret("log")})


def _failed(data: Json, error: str) -> Response:
    shown = {"data": data, "successful": False, "error": error, "log_id": secret("log")}
    return answer(shown)


async def proxy(request: Request) -> Response:
    """POST a request of our own making, sent with the account's credentials."""
    check_key(request)
    sandbox, body = sandbox_of(request), await read_json(request)
    account = _account(sandbox, body)
    method = str(body.get("method", "")).upper()
    if method not in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        raise refused(400, "method is not valid", "Validation_Error")
    path, query = _target(request, account, str(body.get("endpoint", "")))
    rows = [row for row in body.get("parameters") or [] if isinstance(row, dict)]
    more = [(str(r.get("name")), r.get("value")) for r in rows if r.get("type") == "query"]
    headers = {str(r.get("name")): str(r.get("value")) for r in rows if r.get("type") == "header"}
    query = "&".join(filter(None, (query, urlencode(more))))
    content = b"" if body.get("body") is None else msgspec.json.encode(body["body"])
    said = await _send(request, account, method, path, query, headers, content)
    return answer({"status": said.status, "data": said.data, "headers": said.headers})


async def _send(
    request: Request,
    account: Connected,
    method: str,
    path: str,
    query: str,
    headers: dict[str, str],
    content: bytes,
) -> Said:
    token = acting_token(sandbox_of(request), account)
    kind = {"content-type": "application/json"} if content else {}
    kept = {key: value for key, value in headers.items() if key.lower() != "authorization"}
    sent = {**kind, **kept, "authorization": f"Bearer {token}"}
    return await ask_inside(request, method, path, query, sent, content)


def _account(sandbox: Sandbox, body: Json) -> Connected:
    account = find_account(sandbox, str(body.get("connected_account_id", "")))
    user: Any = body.get("user_id")
    if account is None or user not in (None, account.user):
        raise refused(404, "Connected account not found", "ConnectedAccount_NotFound")
    if account.status != "ACTIVE":
        words = f"The connected account is {account.status}; connect it again"
        raise refused(400, words, "ConnectedAccount_NotActive")
    return account


def _prefix(sandbox: Sandbox, account: Connected) -> str:
    """Return where the sandbox keeps what the account's service has at its root."""
    cloud = f"/atlassian/ex/confluence/{cloud_id(sandbox)}"
    return cloud if account.toolkit == "confluence" else ""


def _target(request: Request, account: Connected, endpoint: str) -> tuple[str, str]:
    """Return path and query in the sandbox for an endpoint: relative, on the service's own host, or on ours."""
    sandbox, parts = sandbox_of(request), urlsplit(endpoint)
    theirs = f".{parts.hostname}".endswith(_HOSTS[account.toolkit])
    if parts.netloc not in ("", request.url.netloc) and not theirs:
        raise refused(400, "endpoint is not of this toolkit", "Validation_Error")
    path = "/" + parts.path.lstrip("/")
    if account.toolkit == "slack":
        return "/slack/api/" + path.rpartition("/")[2], parts.query
    if account.toolkit == "confluence":
        found = path.find("/wiki/")
        return _prefix(sandbox, account) + (path[found:] if found >= 0 else path), parts.query
    root = "/api/v2/"
    if not path.startswith(root) or "/../" in path:
        raise refused(400, f"endpoint must begin with {root}", "Validation_Error")
    return path, parts.query
