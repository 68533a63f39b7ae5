"""Composio's connected accounts: a link, a page of its own, an account that acts with a token we never see."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desktop.base.clock import format_instant
from desktop.sandbox.answers import (
    RefusalError,
    answer,
    base_url,
    read_arguments,
    read_json,
    sandbox_of,
)
from desktop.sandbox.authority import (
    client_of,
    close_ask,
    issue,
    open_ask,
    revoke,
    secret,
    standing,
    with_query,
)
from desktop.sandbox.consent import ask_person, note
from desktop.sandbox.grants import Connected, Service
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

CONFIGS = {"ac_zendesk": "zendesk", "ac_slack": "slack", "ac_confluence": "confluence"}
_SERVICES: dict[str, Service] = {"zendesk": "zendesk", "slack": "slack", "confluence": "atlassian"}
_LINK_SECONDS = 600
_NAME = "Composio"


def check_key(request: Request) -> None:
    """Refuse (401) a request without the project's API key."""
    if request.headers.get("x-api-key") != client_of(sandbox_of(request), "composio").secret:
        raise refused(401, "Invalid API key", "Auth_InvalidApiKey")


def refused(status: int, message: str, slug: str) -> RefusalError:
    """Return a refusal in Composio's shape."""
    error = {"message": message, "slug": slug, "code": status * 10, "status": status}
    return RefusalError(status, {"error": {**error, "request_id": secret("request")}})


async def create_link(request: Request) -> Response:
    """POST the link on which a person connects an account of his own."""
    check_key(request)
    sandbox, body = sandbox_of(request), await read_json(request)
    config, user = body.get("auth_config_id"), body.get("user_id")
    if config not in CONFIGS:
        raise refused(404, "Auth config not found", "Auth_Config_NotFound")
    if not isinstance(user, str) or not user:
        raise refused(400, "user_id is required", "Validation_Error")
    account = Connected(
        id=secret("ca"),
        toolkit=CONFIGS[config],  # type: ignore[arg-type]  # one of the three by the table
        config=config,
        user=user,
        made=sandbox.now(),
        until=sandbox.now() + timedelta(seconds=_LINK_SECONDS),
        data=_texts(body.get("connection_data")),
        callback=str(body.get("callback_url") or ""),
    )
    sandbox.state.grants.accounts[account.id] = account
    scopes = client_of(sandbox, _SERVICES[account.toolkit]).scopes
    key = open_ask(sandbox, "composio", account.callback, scopes, account=account.id)
    shown = {"link_token": key, "redirect_url": f"{base_url(request)}/composio/link/{key}"}
    shown |= {"expires_at": format_instant(account.until), "connected_account_id": account.id}
    return answer(shown, 201)


def _texts(data: object) -> dict[str, str]:
    rows = data.items() if isinstance(data, dict) else ()
    return {str(key): str(value) for key, value in rows}


async def link_page(request: Request) -> Response:
    """GET the consent page of a link; POST its answer."""
    if request.method == "POST":
        return await _take_answer(request)
    key = request.path_params["link"]
    ask = sandbox_of(request).state.grants.asks.get(key)
    if ask is None or ask.service != "composio" or sandbox_of(request).now() >= ask.until:
        return note(_NAME, "This link is closed", "It was used already, or is too old.")
    return ask_person(request, _NAME, key, ask.scopes, ask.redirect)


async def _take_answer(request: Request) -> Response:
    sandbox, form = sandbox_of(request), await read_arguments(request)
    ask = close_ask(sandbox, str(form.get("ask", "")))
    account = find_account(sandbox, ask.account if ask else "")
    if account is None or account.status != "INITIATED":
        return note(_NAME, "This link is closed", "It was used already, or is too old.")
    allowed = form.get("decision") == "allow"
    account.status = "ACTIVE" if allowed else "FAILED"
    if allowed:
        service = _SERVICES[account.toolkit]
        account.token = issue(sandbox, service, client_of(sandbox, service).scopes).access
    word = "success" if allowed else "failed"
    if account.callback:
        url = with_query(account.callback, status=word, connected_account_id=account.id)
        return RedirectResponse(url, 302, {"Cache-Control": "no-store"})
    title = "Your account is connected" if allowed else "Your account was not connected"
    return note(_NAME, title, "You may close this window.", status=200)


async def show_account(request: Request) -> Response:
    """GET one account: what became of its link; never its token."""
    check_key(request)
    account = _named(request)
    return answer(_shown(account))


async def delete_account(request: Request) -> Response:
    """DELETE an account for good; its token dies with it."""
    check_key(request)
    sandbox, account = sandbox_of(request), _named(request)
    token = sandbox.state.grants.tokens.get(account.token)
    if token:
        revoke(sandbox, token)
    del sandbox.state.grants.accounts[account.id]
    sandbox.dirty = True
    return answer({"success": True})


def find_account(sandbox: Sandbox, account_id: str) -> Connected | None:
    """Return an account with its status as it is by now: a link nobody used in time has expired."""
    account = sandbox.state.grants.accounts.get(account_id)
    if account and account.status == "INITIATED" and sandbox.now() >= account.until:
        account.status = "EXPIRED"
        sandbox.dirty = True
    return account


def acting_token(sandbox: Sandbox, account: Connected) -> str:
    """Return the token an active account acts with; Composio renews what has expired by itself."""
    token = sandbox.state.grants.tokens[account.token]
    if standing(sandbox, token) == "expired":
        revoke(sandbox, token)
        account.token = issue(sandbox, token.service, token.scopes).access
    return account.token


def expire_accounts(sandbox: Sandbox) -> int:
    """Let every active account need a new sign-in; return how many."""
    active = [each for each in sandbox.state.grants.accounts.values() if each.status == "ACTIVE"]
    for account in active:
        account.status = "EXPIRED"
    sandbox.dirty = True
    return len(active)


def _named(request: Request) -> Connected:
    account = find_account(sandbox_of(request), request.path_params["account_id"])
    if account is None:
        raise refused(404, "Connected account not found", "ConnectedAccount_NotFound")
    return account


def _shown(account: Connected) -> Json:
    made = format_instant(account.made)
    return {
        "id": account.id,
        "status": account.status,
        "status_reason": None if account.status in ("ACTIVE", "INITIATED") else account.status,
        "toolkit": {"slug": account.toolkit},
        "auth_config": {"id": account.config, "is_composio_managed": False, "is_disabled": False},
        "user_id": account.user,
        "data": account.data,
        "is_disabled": False,
        "created_at": made,
        "updated_at": made,
    }
