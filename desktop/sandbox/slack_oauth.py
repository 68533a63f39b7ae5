"""Slack's authorisation server: user scopes by PKCE for a desktop, tokens that rotate where that is on."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desktop.sandbox.answers import answer, read_arguments, sandbox_of
from desktop.sandbox.authority import (
    GrantError,
    client_of,
    issue,
    open_ask,
    redeem,
    renew,
    seconds_between,
    with_query,
)
from desktop.sandbox.consent import ask_person, note, take_answer
from desktop.sandbox.credentials import read_login
from desktop.sandbox.grants import Client, Token
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.slack_state import TEAM, SlackError, whoami
from desktop.sandbox.state import Sandbox

_NAME = "Slack"
_APP = "A00SANDBOX"
_WHY = {
    "unknown": "invalid_code",
    "expired": "invalid_code",
    "used": "code_already_used",
    "redirect": "bad_redirect_uri",
    "verifier": "invalid_code_verifier",
}


async def authorize(request: Request) -> Response:
    """GET the consent page; POST its answer."""
    if request.method == "POST":
        return await take_answer(request, _NAME)
    sandbox, asked = sandbox_of(request), request.query_params
    client = client_of(sandbox, "slack")
    redirect, state = asked.get("redirect_uri", ""), asked.get("state", "")
    wrong = _wrong(client, dict(asked))
    if wrong:
        return note(_NAME, "Something went wrong when authorizing this app", wrong[1], wrong[0])
    scopes = _split(asked.get("user_scope", ""))
    # The document says only that a desktop redirect cannot ask for bot scopes, not in which word.
    if asked.get("scope") or any(scope not in client.scopes for scope in scopes):
        words = "Desktop redirects cannot request bot scopes" if asked.get("scope") else ""
        said = {"error": "invalid_scope", "error_description": words, "state": state}
        return RedirectResponse(with_query(redirect, **said), 302)
    challenge = asked.get("code_challenge", "")
    key = open_ask(sandbox, "slack", redirect, scopes, state, challenge)
    return ask_person(request, _NAME, key, scopes, redirect)


def _wrong(client: Client, asked: Json) -> tuple[str, str] | None:
    """Return Slack's word and ours for a request that is not sent back to the application."""
    challenge = asked.get("code_challenge")
    if asked.get("client_id") != client.id:
        return "invalid_client_id", "No app with this client id is known."
    if asked.get("redirect_uri") not in client.redirects:
        return "bad_redirect_uri", "The redirect_uri is not one that was registered."
    if challenge and not client.pkce:
        return "pkce_not_allowed", "PKCE is not switched on for this app."
    if not challenge and str(asked.get("redirect_uri")).startswith("http:"):
        return "bad_redirect_uri", "Without PKCE a redirect_uri must be https."
    if challenge and asked.get("code_challenge_method") != "S256":
        return "invalid_arguments", "code_challenge_method must be S256."
    if not asked.get("scope") and not asked.get("user_scope"):
        return "no_scopes", "No scopes were asked for."
    return None


def _split(text: str) -> list[str]:
    return [each for each in text.replace(",", " ").split() if each]


async def access(request: Request) -> Response:
    """POST ``oauth.v2.access``: a code or a refresh token for a user token."""
    sandbox, sent = sandbox_of(request), dict(request.query_params)
    sent |= await read_arguments(request)
    login = read_login(request.headers.get("authorization", ""))
    sent = {"client_id": login[0], "client_secret": login[1], **sent}
    try:
        return answer({"ok": True, **_granted(sandbox, _grant(sandbox, sent))})
    except SlackError as error:
        return answer({"ok": False, "error": error.word})


def _grant(sandbox: Sandbox, sent: Json) -> Token:
    client = client_of(sandbox, "slack")
    if sent.get("client_id") != client.id:
        raise SlackError("invalid_client_id")
    kind = sent.get("grant_type", "authorization_code")
    if kind == "refresh_token":
        return _renewed(sandbox, sent)
    if kind != "authorization_code":
        raise SlackError("invalid_grant_type")
    verifier = str(sent.get("code_verifier", ""))
    if verifier and not client.pkce:
        raise SlackError("pkce_not_allowed")
    if not verifier and sent.get("client_secret") != (client.secret or None):
        raise SlackError(
            "bad_client_secret" if sent.get("client_secret") else "invalid_code_verifier"
        )
    try:
        ask = redeem(
            sandbox, "slack", str(sent.get("code", "")), sent.get("redirect_uri"), verifier
        )
    except GrantError as error:
        raise SlackError(_WHY[error.why]) from error
    return issue(sandbox, "slack", ask.scopes)


def _renewed(sandbox: Sandbox, sent: Json) -> Token:
    try:
        return renew(sandbox, "slack", str(sent.get("refresh_token", "")))
    except GrantError as error:
        raise SlackError("invalid_refresh_token") from error


def _granted(sandbox: Sandbox, token: Token) -> Json:
    user: Json = {"id": whoami(sandbox)["id"], "scope": ",".join(token.scopes)}
    user |= {"access_token": token.access, "token_type": "user"}
    if token.until:
        user |= {
            "refresh_token": token.refresh,
            "expires_in": seconds_between(token.made, token.until),
        }
    team = {"id": TEAM, "name": "Sandbox"}
    more = {"enterprise": None, "is_enterprise_install": False}
    return {"app_id": _APP, "authed_user": user, "team": team, **more}
