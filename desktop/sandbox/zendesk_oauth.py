"""Zendesk's authorisation server: a public client with PKCE, tokens of half an hour that rotate."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desktop.base.clock import format_instant
from desktop.sandbox.answers import (
    RefusalError,
    answer,
    base_url,
    not_found,
    read_arguments,
    sandbox_of,
)
from desktop.sandbox.authority import (
    GrantError,
    client_of,
    find_token,
    issue,
    open_ask,
    redeem,
    renew,
    revoke,
    seconds_between,
    tokens_of,
    with_query,
)
from desktop.sandbox.consent import ask_person, note, take_answer
from desktop.sandbox.credentials import read_credential
from desktop.sandbox.grants import Client, Token
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

_NAME = "Zendesk"
_ACCESS = range(300, 172_800 + 1)
_REFRESH = range(604_800, 7_776_000 + 1)


async def authorize(request: Request) -> Response:
    """GET the consent page; POST its answer."""
    if request.method == "POST":
        return await take_answer(request, _NAME)
    sandbox, asked = sandbox_of(request), request.query_params
    client = client_of(sandbox, "zendesk")
    redirect, state = asked.get("redirect_uri", ""), asked.get("state", "")
    if asked.get("client_id") != client.id:
        words = "No application with this client id is registered here."
        return note(_NAME, "Unknown application", words, "invalid_client")
    if redirect not in client.redirects:
        words = "The address to return to is not one that was registered, letter by letter."
        return note(_NAME, "Wrong address", words, "redirect_uri")
    wrong = _wrong(client, dict(asked))
    if wrong:
        return RedirectResponse(with_query(redirect, **wrong, state=state), 302)
    scopes = _narrowed(client, asked.get("scope", "").split())
    challenge = asked.get("code_challenge", "")
    key = open_ask(sandbox, "zendesk", redirect, scopes, state, challenge)
    return ask_person(request, _NAME, key, scopes, redirect)


def _wrong(client: Client, asked: Json) -> dict[str, str]:
    if asked.get("response_type") != "code":
        return {"error": "unsupported_response_type", "error_description": "response_type is code"}
    method, challenge = asked.get("code_challenge_method", ""), asked.get("code_challenge", "")
    if challenge and method != "S256":
        words = "code_challenge_method must be S256"
        return {"error": "invalid_request", "error_description": words}
    if client.pkce and not challenge:
        words = "A public client must send a code_challenge"
        return {"error": "invalid_request", "error_description": words}
    if not asked.get("scope"):
        return {"error": "invalid_scope", "error_description": "scope is missing"}
    return {}


def _narrowed(client: Client, scopes: Sequence[str]) -> list[str]:
    """Return what the client may have of what it asks for. Zendesk says nothing of the rest."""
    return [scope for scope in dict.fromkeys(scopes) if scope in client.scopes]


async def give_token(request: Request) -> Response:
    """POST a code or a refresh token, as JSON or form, for a token."""
    sandbox, sent = sandbox_of(request), await read_arguments(request)
    _check_client(client_of(sandbox, "zendesk"), sent)
    grant = _GRANTS.get(str(sent.get("grant_type")))
    if grant is None:
        raise _refused("unsupported_grant_type", "The authorization grant type is not supported")
    try:
        return answer(_shown(grant(sandbox, sent)), 201)
    except GrantError as error:
        raise _refused("invalid_grant", _WHY[error.why]) from error


def _by_code(sandbox: Sandbox, sent: Json) -> Token:
    access = _seconds(sent, "expires_in", _ACCESS)
    refresh = _seconds(sent, "refresh_token_expires_in", _REFRESH)
    code, redirect, verifier = (
        str(sent.get(key, "")) for key in ("code", "redirect_uri", "code_verifier")
    )
    ask = redeem(sandbox, "zendesk", code, redirect, verifier)
    return issue(sandbox, "zendesk", ask.scopes, access, refresh)


def _by_refresh(sandbox: Sandbox, sent: Json) -> Token:
    return renew(sandbox, "zendesk", str(sent.get("refresh_token", "")))


_GRANTS = {"authorization_code": _by_code, "refresh_token": _by_refresh}


_WHY = {
    "unknown": "The provided grant is invalid",
    "expired": "The provided grant has expired",
    "used": "The provided grant was used or revoked",
    "redirect": "redirect_uri does not match the one of the authorization request",
    "verifier": "code_verifier does not match the code_challenge",
}


def _check_client(client: Client, sent: Json) -> None:
    known = sent.get("client_id") == client.id
    proved = client.pkce or sent.get("client_secret") == client.secret
    if not known or not proved:
        body = {"error": "invalid_client", "error_description": "Client authentication failed"}
        raise RefusalError(401, body)


def _seconds(sent: Json, key: str, allowed: range) -> int:
    text = str(sent.get(key) or 0)
    if not text.isdigit() or (int(text) and int(text) not in allowed):
        raise _refused("invalid_request", f"{key} must be {allowed.start} to {allowed.stop - 1}")
    return int(text)


def _refused(word: str, words: str) -> RefusalError:
    return RefusalError(400, {"error": word, "error_description": words})


def _shown(token: Token) -> Json:
    shown: Json = {"access_token": token.access, "token_type": "bearer"}
    shown["scope"] = " ".join(token.scopes)
    if token.until:
        shown |= {
            "refresh_token": token.refresh,
            "expires_in": seconds_between(token.made, token.until),
            "refresh_token_expires_in": seconds_between(token.made, token.refresh_until),
        }
    return shown


async def show_current(request: Request) -> Response:
    """GET the token the request came with; DELETE revokes it."""
    token = _current(request)
    if request.method == "DELETE":
        revoke(sandbox_of(request), token)
        return Response(status_code=204)
    return answer({"token": _described(request, token)})


async def delete_token(request: Request) -> Response:
    """DELETE any token of ours by its id."""
    sandbox = sandbox_of(request)
    for token in tokens_of(sandbox, "zendesk"):
        if token.id == request.path_params["token_id"] and not token.revoked:
            revoke(sandbox, token)
            return Response(status_code=204)
    raise not_found()


def _current(request: Request) -> Token:
    given = read_credential(request.headers.get("authorization", ""))
    token = find_token(sandbox_of(request), "zendesk", given)
    if token is None:
        raise not_found()
    return token


def _described(request: Request, token: Token) -> Json:
    url = f"{base_url(request)}/api/v2/oauth/tokens/{token.id}.json"
    until = format_instant(token.until) if token.until else None
    return {
        "id": token.id,
        "url": url,
        "client_id": 1,
        "user_id": sandbox_of(request).me["id"],
        "token": token.access[:10],
        "scopes": token.scopes,
        "created_at": format_instant(token.made),
        "used_at": None,
        "expires_at": until,
    }
