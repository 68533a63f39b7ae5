"""Slack's own look at a token: who may call what, and what an answer says of it."""

from starlette.requests import Request

from desktop.sandbox.authority import find_token, is_issued, revoke, standing
from desktop.sandbox.credentials import read_credential
from desktop.sandbox.grants import Token
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.slack_state import SlackError
from desktop.sandbox.state import Sandbox

_KINDS = ("channels", "groups", "im", "mpim")
_READ = tuple(f"{kind}:read" for kind in _KINDS)
_HISTORY = tuple(f"{kind}:history" for kind in _KINDS)
_WRITE = tuple(f"{kind}:write" for kind in _KINDS)
_NEEDED: dict[str, tuple[str, ...]] = {
    "conversations.list": _READ,
    "conversations.info": _READ,
    "conversations.history": _HISTORY,
    "conversations.replies": _HISTORY,
    "conversations.open": _WRITE,
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "users.list": ("users:read",),
    "users.info": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "reactions.add": ("reactions:write",),
}
"""The scopes of which a user token needs one; methods that stand here not need none."""


def check_token(sandbox: Sandbox, request: Request, arguments: Json) -> Token | None:
    """Return the token of a call if it was issued here, None for a stranger's that is accepted.

    Raises:
        SlackError: There is none, or it is worth nothing.
    """
    header = request.headers.get("authorization", "")
    text = read_credential(header) or str(arguments.get("token") or "")
    if not text:
        raise SlackError("not_authed")
    if not is_issued(text):
        if sandbox.token not in (None, text):
            raise SlackError("invalid_auth")
        return None
    token = find_token(sandbox, "slack", text)
    if token is None:
        raise SlackError("invalid_auth")
    if standing(sandbox, token) != "live":
        raise SlackError(f"token_{standing(sandbox, token)}")
    return token


def check_scopes(method: str, token: Token | None) -> None:
    """Raise SlackError when the token may not call a method; a stranger's may call all."""
    needed = _NEEDED.get(method, ())
    if token is None or not needed or set(needed) & set(token.scopes):
        return
    words = {"needed": ",".join(needed), "provided": ",".join(token.scopes)}
    raise SlackError("missing_scope", words)


def scope_headers(method: str, token: Token | None) -> dict[str, str]:
    """Return the headers Slack says a token's scopes in; none for a stranger's token."""
    if token is None:
        return {}
    known = {"x-oauth-scopes": ",".join(token.scopes)}
    needed = _NEEDED.get(method)
    return known | ({"x-accepted-oauth-scopes": ",".join(needed)} if needed else {})


def revoke_token(sandbox: Sandbox, token: Token | None, arguments: Json) -> Json:
    """Serve ``auth.revoke``; with ``test`` nothing is revoked."""
    testing = arguments.get("test") in ("1", "true")
    if token and not testing:
        revoke(sandbox, token)
    return {"revoked": not testing}
