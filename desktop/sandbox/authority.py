"""The rules all authorisation servers share: codes of two minutes and one use, PKCE, rotation, expiry.

Times are sandbox times. What a service calls a failure is its own affair: here it is only named.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

from desktop.base.ids import RandomIds
from desktop.domain.errors import RefusedError
from desktop.sandbox.grants import PREFIX, Ask, Client, Code, Service, Token
from desktop.sandbox.state import Sandbox

CODE_SECONDS = 120
_ASK_SECONDS = 600
Standing = Literal["live", "expired", "revoked"]
Why = Literal["unknown", "expired", "used", "redirect", "verifier"]


class GrantError(RefusedError):
    """A code or refresh token that is worth nothing; ``why`` says what is wrong with it."""

    def __init__(self, why: Why) -> None:
        super().__init__("No token was given", why, "Sign in again.", 400)
        self.why: Why = why


def secret(kind: str) -> str:
    """Return an unguessable text that says what it is."""
    text = base64.urlsafe_b64encode(RandomIds().token(24)).decode().rstrip("=")
    return f"{PREFIX}{kind}-{text}"


def client_of(sandbox: Sandbox, service: Service) -> Client:
    """Return the one client registered with a service."""
    return sandbox.state.grants.clients[service]


def open_ask(
    sandbox: Sandbox,
    service: Service,
    redirect: str,
    scopes: Sequence[str],
    state: str = "",
    challenge: str = "",
    account: str = "",
) -> str:
    """Remember a question that a consent page is about to ask; return its key."""
    until = sandbox.now() + timedelta(seconds=_ASK_SECONDS)
    client = client_of(sandbox, service).id
    key = secret("ask")
    ask = Ask(service, client, redirect, list(scopes), state, challenge, until, account)
    sandbox.state.grants.asks[key] = ask
    sandbox.dirty = True
    return key


def close_ask(sandbox: Sandbox, key: str) -> Ask | None:
    """Return an open question and forget it; None when it was answered already or is too old."""
    ask = sandbox.state.grants.asks.pop(key, None)
    sandbox.dirty = True
    return ask if ask and sandbox.now() < ask.until else None


def answer_to(sandbox: Sandbox, ask: Ask, allowed: bool) -> str:
    """Return where the browser goes once a person has answered: with a code, or with a no."""
    if not allowed:
        said = {"error": "access_denied", "error_description": "The user denied the request"}
        return with_query(ask.redirect, **said, state=ask.state)
    code = secret("code")
    until = sandbox.now() + timedelta(seconds=CODE_SECONDS)
    sandbox.state.grants.codes[code] = Code(ask, until)
    sandbox.dirty = True
    return with_query(ask.redirect, code=code, state=ask.state)


def with_query(url: str, **values: str) -> str:
    """Return an address with more in its query; what is empty is left out."""
    more = urlencode({key: value for key, value in values.items() if value})
    return f"{url}{'&' if '?' in url else '?'}{more}"


def redeem(
    sandbox: Sandbox, service: Service, code: str, redirect: str | None, verifier: str
) -> Ask:
    """Take a code for what was allowed with it. A redirect of None was not sent, and is not compared.

    Raises:
        GrantError: It is unknown, too old, used, or not proved to be the caller's.
    """
    found = sandbox.state.grants.codes.get(code)
    if found is None or found.ask.service != service:
        raise GrantError("unknown")
    if found.used:
        raise GrantError("used")
    if sandbox.now() >= found.until:
        raise GrantError("expired")
    if redirect is not None and redirect != found.ask.redirect:
        raise GrantError("redirect")
    # A verifier for a code without a challenge proves nothing, and is no reason to ask for no secret.
    proof = challenge_of(verifier) if verifier else ""
    if proof != found.ask.challenge:
        raise GrantError("verifier")
    found.used = True
    sandbox.dirty = True
    return found.ask


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def issue(
    sandbox: Sandbox,
    service: Service,
    scopes: Sequence[str],
    access_seconds: int = 0,
    refresh_seconds: int = 0,
) -> Token:
    """Give out a new token for as long as the client's registration says, or as long as was asked."""
    client, now = client_of(sandbox, service), sandbox.now()
    lasts = timedelta(seconds=access_seconds or client.access_seconds)
    token = Token(
        id=sandbox.next_id(),
        service=service,
        client=client.id,
        scopes=list(scopes),
        access=secret(service),
        refresh=secret(f"{service}-refresh"),
        made=now,
        until=now + lasts if client.rotation else None,
        refresh_until=now + timedelta(seconds=refresh_seconds or client.refresh_seconds),
    )
    sandbox.state.grants.tokens[token.access] = token
    sandbox.dirty = True
    return token


def renew(sandbox: Sandbox, service: Service, refresh: str) -> Token:
    """Return a token in place of the one this refreshes; the old access and refresh tokens die at once.

    What the client may have no longer is not in the new one.

    Raises:
        GrantError: The refresh token is unknown, used, revoked or too old.
    """
    old = next((each for each in tokens_of(sandbox, service) if each.refresh == refresh), None)
    if old is None or not refresh:
        raise GrantError("unknown")
    if old.revoked:
        raise GrantError("used")
    if sandbox.now() >= old.refresh_until:
        raise GrantError("expired")
    old.revoked = True
    allowed = client_of(sandbox, service).scopes
    return issue(sandbox, service, [scope for scope in old.scopes if scope in allowed])


def seconds_between(start: datetime, end: datetime) -> int:
    """Return a life in whole seconds."""
    return int((end - start).total_seconds())


def tokens_of(sandbox: Sandbox, service: Service) -> Iterator[Token]:
    """Yield every token a service gave out, dead ones too."""
    return (each for each in sandbox.state.grants.tokens.values() if each.service == service)


def revoke(sandbox: Sandbox, token: Token) -> None:
    """Kill a token and what would renew it."""
    token.revoked = True
    sandbox.dirty = True


def standing(sandbox: Sandbox, token: Token) -> Standing:
    """Say what a token is worth now."""
    if token.revoked:
        return "revoked"
    return "expired" if token.until and sandbox.now() >= token.until else "live"


def is_issued(access: str) -> bool:
    """Say whether a token claims to be one of ours; a claim that is false is worth nothing."""
    return access.startswith(PREFIX)


def find_token(sandbox: Sandbox, service: Service, access: str) -> Token | None:
    """Return the token a service gave out under this text, dead or alive."""
    found = sandbox.state.grants.tokens.get(access)
    return found if found and found.service == service else None


def expire(sandbox: Sandbox, service: Service) -> int:
    """Let every live access token of a service end now; return how many. Refresh tokens stay."""
    live = [each for each in tokens_of(sandbox, service) if standing(sandbox, each) == "live"]
    for token in live:
        token.until = sandbox.now()
    sandbox.dirty = True
    return len(live)
