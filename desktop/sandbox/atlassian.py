"""Atlassian's authorisation server (3LO): a confidential client, no PKCE, one redirect, the cloud's gateway."""

import uuid

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desktop.sandbox.answers import (
    Endpoint,
    RefusalError,
    answer,
    base_url,
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
    seconds_between,
    standing,
    with_query,
)
from desktop.sandbox.consent import ask_person, note, take_answer
from desktop.sandbox.credentials import read_credential
from desktop.sandbox.grants import Token
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

_NAME = "Atlassian"
_OFFLINE = "offline_access"


async def authorize(request: Request) -> Response:
    """GET the consent page; POST its answer."""
    if request.method == "POST":
        return await take_answer(request, _NAME)
    sandbox, asked = sandbox_of(request), request.query_params
    client = client_of(sandbox, "atlassian")
    redirect, state = asked.get("redirect_uri", ""), asked.get("state", "")
    wrong = _wrong(client.id, client.redirects, dict(asked))
    if wrong:
        return note(_NAME, "Something went wrong", wrong, "invalid_request")
    scopes = list(dict.fromkeys(asked.get("scope", "").split()))
    if not scopes or any(scope not in client.scopes for scope in scopes):
        words = "The requested scope is invalid or not enabled for this app"
        said = {"error": "invalid_scope", "error_description": words, "state": state}
        return RedirectResponse(with_query(redirect, **said), 302)
    key = open_ask(sandbox, "atlassian", redirect, scopes, state)
    return ask_person(request, _NAME, key, scopes, redirect)


def _wrong(client_id: str, redirects: list[str], asked: Json) -> str:
    if asked.get("client_id") != client_id:
        return "No app with this client id is known."
    if asked.get("redirect_uri") not in redirects:
        return "redirect_uri is not the one registered for the app."
    wanted = {"audience": "api.atlassian.com", "response_type": "code", "prompt": "consent"}
    bad = [key for key, value in wanted.items() if asked.get(key) != value]
    return f"{bad[0]} must be {wanted[bad[0]]}." if bad else ""


async def give_token(request: Request) -> Response:
    """POST a code or a refresh token for a token; the client secret is mandatory."""
    sandbox, sent = sandbox_of(request), await read_arguments(request)
    client = client_of(sandbox, "atlassian")
    if (sent.get("client_id"), sent.get("client_secret")) != (client.id, client.secret):
        raise _refused(401, "access_denied", "Unauthorized")
    kind = sent.get("grant_type")
    try:
        if kind == "authorization_code":
            return answer(_shown(_by_code(sandbox, sent)))
        if kind == "refresh_token":
            return answer(_shown(renew(sandbox, "atlassian", str(sent.get("refresh_token", "")))))
    except GrantError as error:
        thing = "authorization code" if kind == "authorization_code" else "refresh token"
        raise _refused(403, "invalid_grant", f"Unknown or invalid {thing}.") from error
    raise _refused(400, "unsupported_grant_type", f"Unsupported grant type: {kind}")


def _by_code(sandbox: Sandbox, sent: Json) -> Token:
    ask = redeem(
        sandbox, "atlassian", str(sent.get("code", "")), str(sent.get("redirect_uri", "")), ""
    )
    token = issue(sandbox, "atlassian", ask.scopes)
    if _OFFLINE not in ask.scopes:
        token.refresh = ""
    return token


def _shown(token: Token) -> Json:
    shown: Json = {"access_token": token.access, "scope": " ".join(token.scopes)}
    shown |= {"token_type": "Bearer"}
    if token.until:
        shown["expires_in"] = seconds_between(token.made, token.until)
    return shown | ({"refresh_token": token.refresh} if token.refresh else {})


def _refused(status: int, word: str, words: str) -> RefusalError:
    return RefusalError(status, {"error": word, "error_description": words})


async def list_resources(request: Request) -> Response:
    """GET the sites a token reaches."""
    sandbox = sandbox_of(request)
    given = read_credential(request.headers.get("authorization", ""))
    token = find_token(sandbox, "atlassian", given)
    if token is None or standing(sandbox, token) != "live":
        raise RefusalError(401, {"code": 401, "message": "Unauthorized"})
    site: Json = {"id": cloud_id(sandbox), "url": base_url(request), "name": "sandbox"}
    site["scopes"] = [scope for scope in token.scopes if scope != _OFFLINE]
    site["avatarUrl"] = f"{base_url(request)}/atlassian/avatar.png"
    return answer([site])


def cloud_id(sandbox: Sandbox) -> str:
    """Return the id of the one site; the same queue always has the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"sandbox:{sandbox.queue.name}"))


def on_cloud(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint of the site as the gateway serves it: under the id of the site alone."""

    async def served(request: Request) -> Response:
        if request.path_params["cloud_id"] != cloud_id(sandbox_of(request)):
            raise RefusalError(404, {"code": 404, "message": "Not Found"})
        return await endpoint(request)

    return served
