"""Who asks: the credential of a request, and what a token that was issued here may do."""

import base64
import binascii
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

from desktop.sandbox.answers import answer
from desktop.sandbox.authority import find_token, is_issued, standing
from desktop.sandbox.state import Sandbox

_CLOUD = "/atlassian/ex/"
_PAGES, _SPACES = "read:page:confluence", "read:space:confluence"
_CONFLUENCE = (
    ("/api/v2/pages", (_PAGES,)),
    ("/api/v2/spaces", (_SPACES,)),
    ("/rest/api/user", ("read:content-details:confluence", "read:confluence-user")),
    ("/rest/api/content/search", ("search:confluence", "read:content-details:confluence")),
    ("/rest/api/search", ("search:confluence", "read:content-details:confluence")),
)
"""The scopes of which one is needed, by what follows ``/wiki``; the document names them per operation."""

_FINE = {
    "tickets": "tickets", "search": "tickets", "comment_redactions": "tickets", "job_statuses": "tickets",
    "users": "users", "organizations": "organizations", "triggers": "triggers",
}  # fmt: skip
"""The resource a fine-grained Zendesk scope names, by the first word of the path; the rest is global only."""


def read_credential(header: str) -> str:
    """Return the token of an Authorization header: a bearer's own, or the password of basic auth."""
    kind, _, value = header.partition(" ")
    return read_login(header)[1] if kind.lower() == "basic" else value.strip()


def read_login(header: str) -> tuple[str, str]:
    """Return the name and the password of basic auth, empty where there is none."""
    try:
        name, _, word = base64.b64decode(header.partition(" ")[2]).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, word


def refusal_of(sandbox: Sandbox, scope: Scope) -> ASGIApp | None:
    """Return the answer to a request whose credentials will not do; None when they will.

    Slack and Composio look at their own, which may be in the body.
    """
    path = scope["path"]
    given = Headers(scope=scope).get("authorization", "")
    if path.startswith("/api/v2"):
        return _zendesk(sandbox, scope["method"], path, given)
    if path.startswith(_CLOUD):
        return _cloud(sandbox, path, given)
    if path.startswith("/wiki"):
        return _site(sandbox, given)
    return None


def _zendesk(sandbox: Sandbox, method: str, path: str, given: str) -> ASGIApp | None:
    token = read_credential(given)
    if is_issued(token):
        return _zendesk_token(sandbox, method, path, token)
    if is_nobody(sandbox, given):
        # Zendesk's /users/me always answers.
        return None if path == "/api/v2/users/me" else _not_zendesk()
    return None if sandbox.token in (None, token) else _not_zendesk()


def is_nobody(sandbox: Sandbox, given: str) -> bool:
    """Say whether Zendesk takes a caller for anonymous: without credentials, or with a wrong password."""
    basic = given[:6].lower() == "basic "
    return not given or (basic and sandbox.token not in (None, read_credential(given)))


def _zendesk_token(sandbox: Sandbox, method: str, path: str, text: str) -> ASGIApp | None:
    token = find_token(sandbox, "zendesk", text)
    if token is None or standing(sandbox, token) != "live":
        words = (
            "The access token provided is expired, revoked, malformed or invalid for other reasons."
        )
        body = {"error": "invalid_token", "error_description": words}
        return answer(body, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    wanted = zendesk_scopes(method, path)
    if not wanted or wanted & set(token.scopes):
        return None
    words = f"You are missing the following required scopes: {', '.join(sorted(wanted))}"
    return answer({"error": "Forbidden", "description": words}, 403)


def zendesk_scopes(method: str, path: str) -> set[str]:
    """Return the scopes of which one lets a request pass; none when any token will do."""
    act = "read" if method in ("GET", "HEAD") else "write"
    parts = path.removeprefix("/api/v2/").split("/")
    if parts[:2] == ["oauth", "tokens"]:
        return set()
    resource = None if parts[-1] == "audits" else _FINE.get(parts[0])
    return {act, f"{resource}:{act}"} if resource else {act}


def _not_zendesk() -> ASGIApp:
    return answer({"error": "Couldn't authenticate you"}, 401)


def _site(sandbox: Sandbox, given: str) -> ASGIApp | None:
    """A public knowledge base may be read by anybody; a token of 3LO is for the gateway alone."""
    token = read_credential(given)
    if not given:
        return None if sandbox.token is None else _not_confluence()
    known = sandbox.token in (None, token) and not is_issued(token)
    return None if known else _not_confluence()


def _not_confluence() -> ASGIApp:
    return answer({"statusCode": 401, "message": "Unauthorized"}, 401)


def _cloud(sandbox: Sandbox, path: str, given: str) -> ASGIApp | None:
    text = read_credential(given)
    if not is_issued(text):
        known = bool(text) and sandbox.token in (None, text)
        return None if known else _gateway("Unauthorized")
    token = find_token(sandbox, "atlassian", text)
    if token is None or standing(sandbox, token) != "live":
        return _gateway("Unauthorized")
    rest = re.sub(r"^.*?/wiki", "", path)
    wanted = next((scopes for prefix, scopes in _CONFLUENCE if rest.startswith(prefix)), ())
    passes = not wanted or any(each in token.scopes for each in wanted)
    return None if passes else _gateway("Unauthorized; scope does not match")


def _gateway(words: str) -> ASGIApp:
    return answer({"code": 401, "message": words}, 401)
