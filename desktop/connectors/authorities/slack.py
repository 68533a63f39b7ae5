"""Slack's authority: user scopes by PKCE and a redirect to ``localhost``, no secret; or a bot token pasted.

Source: docs.slack.dev "Using PKCE" and ``oauth.v2.access``. A desktop redirect cannot ask for bot scopes.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from msgspec import Struct, field

from desktop.base.clock import Clock
from desktop.connectors.answers import unclear
from desktop.connectors.authorities.consent import consent_address
from desktop.connectors.authorities.expiry import ends_at
from desktop.connectors.http import Http
from desktop.domain.account import Grant, Setup, Way
from desktop.domain.errors import RefusedError
from desktop.ports import Question, Reach

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class _Person(Struct, frozen=True):
    access_token: str | None = None
    refresh_token: str | None = None
    scope: str | None = None
    expires_in: int | None = None


class _Said(Struct, frozen=True):
    ok: bool
    error: str | None = None


class _Access(_Said, frozen=True):
    authed_user: _Person = field(default_factory=_Person)
    access_token: str | None = None
    refresh_token: str | None = None
    scope: str | None = None
    expires_in: int | None = None


class SlackAuthority:
    """Implements ``desktop.ports.Authority``."""

    def __init__(self, setup: Callable[[], Setup], clock: Clock, proxy: str = "") -> None:
        self._read, self._clock, self._proxy = setup, clock, proxy

    @property
    def _setup(self) -> Setup:
        return self._read()

    @property
    def _root(self) -> str:
        return f"{self._setup.address}/slack" if self._setup.address else "https://slack.com"

    def address(self, question: Question) -> str:
        """Return the consent page's address: user scopes only."""
        scopes = ",".join(question.scopes)
        bare = Question(question.state, question.verifier, question.redirect, ())
        page = f"{self._root}/oauth/v2/authorize"
        client = self._setup.slack.client_id
        return consent_address(page, client, bare, pkce=True, user_scope=scopes)

    async def exchange(self, code: str, question: Question) -> Grant:
        """Turn the code into a grant of the person's own token."""
        form = {
            "code": code,
            "code_verifier": question.verifier,
            "redirect_uri": question.redirect,
        }
        return await self._token(form, question.scopes)

    async def renew(self, grant: Grant) -> Grant:
        """Rotate the tokens of an app with rotation switched on."""
        form = {"grant_type": "refresh_token", "refresh_token": grant.refresh}
        return await self._token(form, grant.asked)

    async def revoke(self, grant: Grant) -> None:
        """Revoke the person's token. A pasted bot token is the workspace's own: it stays."""
        if grant.way is not Way.BROWSER:
            return
        http = Http.at("Slack", f"{self._root}/api", grant.access, proxy=self._proxy)
        try:
            _check(await http.write("POST", "/auth.revoke", _Said, {}))
        finally:
            await http.close()

    def reach(self, grant: Grant) -> Reach:
        """Bearer, whichever way it came."""
        return Reach(f"{self._root}/api", {"Authorization": f"Bearer {grant.access}"})

    async def _token(self, form: dict[str, str], asked: tuple[str, ...]) -> Grant:
        http = Http.at("Slack", f"{self._root}/api", "", proxy=self._proxy)
        body = urlencode({**form, "client_id": self._setup.slack.client_id}).encode()
        try:
            answer = await http.send("POST", "/oauth.v2.access", _Access, body, _FORM)
        finally:
            await http.close()
        _check(answer)
        # A first answer holds the person's token under ``authed_user``, a renewal at the top.
        person = answer.authed_user
        access = person.access_token or answer.access_token
        if not access:
            raise unclear("Slack", "an answer without a token on POST /oauth.v2.access")
        return Grant(
            Way.BROWSER,
            access,
            person.refresh_token or answer.refresh_token or "",
            asked,
            tuple(s for s in (person.scope or answer.scope or "").split(",") if s),
            ends_at(self._clock, person.expires_in or answer.expires_in),
        )


def _check(said: _Said) -> None:
    """Slack says no with 200; a renewal it refuses is over, as a 400 would be elsewhere."""
    if not said.ok:
        raise RefusedError(
            "Slack refused the sign-in",
            f"It said: {said.error or 'no reason given'}.",
            "Sign in again; if it stays, ask the admin to check the app's PKCE and redirect settings.",
            400,
        )
