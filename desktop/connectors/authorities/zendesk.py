"""Zendesk's authority: a public client with PKCE, exact redirects, refresh tokens that rotate.

Source: Zendesk's "Using PKCE" and "OAuth tokens" pages. A public client sends no secret. A scope the client may
not have is dropped without a word, so what was granted is always read from the answer.
"""

import base64
from collections.abc import Callable

from msgspec import Struct

from desktop.base.clock import Clock
from desktop.connectors.authorities.consent import consent_address
from desktop.connectors.authorities.expiry import Token, ends_at
from desktop.connectors.http import Http
from desktop.domain.account import Grant, Setup, Way
from desktop.domain.errors import InputError
from desktop.ports import Question, Reach


class _Nothing(Struct, frozen=True):
    pass


class ZendeskAuthority:
    """Implements ``desktop.ports.Authority``."""

    def __init__(self, setup: Callable[[], Setup], clock: Clock, proxy: str = "") -> None:
        self._read, self._clock, self._proxy = setup, clock, proxy

    @property
    def _setup(self) -> Setup:
        return self._read()

    @property
    def _root(self) -> str:
        if self._setup.address:
            return self._setup.address
        subdomain = self._setup.zendesk.subdomain
        if not subdomain:
            raise InputError(
                "The Zendesk subdomain is missing",
                "Which Zendesk is yours? It is the acme of acme.zendesk.com.",
                "Type it on the tool card, or ask your admin for the policy file.",
            )
        return f"https://{subdomain}.zendesk.com"

    def address(self, question: Question) -> str:
        """Return the consent page's address."""
        page = f"{self._root}/oauth/authorizations/new"
        return consent_address(page, self._setup.zendesk.client_id, question, pkce=True)

    async def exchange(self, code: str, question: Question) -> Grant:
        """Turn the code into a grant; it lives for 120 seconds."""
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": question.redirect,
            "code_verifier": question.verifier,
            "scope": " ".join(question.scopes),
        }
        return await self._token(body, question.scopes)

    async def renew(self, grant: Grant) -> Grant:
        """Rotate: the old access and refresh tokens die with the answer."""
        body = {"grant_type": "refresh_token", "refresh_token": grant.refresh}
        return await self._token(body, grant.asked)

    async def revoke(self, grant: Grant) -> None:
        """Delete the token we came with. A pasted API token is the person's own: it stays."""
        if grant.way is not Way.BROWSER:
            return
        http = Http.at("Zendesk", f"{self._root}/api/v2", grant.access, proxy=self._proxy)
        try:
            await http.write("DELETE", "/oauth/tokens/current", _Nothing, {})
        finally:
            await http.close()

    def reach(self, grant: Grant) -> Reach:
        """Bearer for a sign-in, basic ``email/token`` for a pasted API token."""
        if grant.way is Way.TOKEN:
            basic = base64.b64encode(f"{grant.user}/token:{grant.access}".encode()).decode()
            return Reach(f"{self._root}/api/v2", {"Authorization": f"Basic {basic}"})
        return Reach(f"{self._root}/api/v2", {"Authorization": f"Bearer {grant.access}"})

    async def _token(self, body: dict[str, str], asked: tuple[str, ...]) -> Grant:
        http = Http.at("Zendesk", self._root, "", proxy=self._proxy)
        whole = {**body, "client_id": self._setup.zendesk.client_id}
        try:
            token = await http.write("POST", "/oauth/tokens", Token, whole)
        finally:
            await http.close()
        return Grant(
            Way.BROWSER,
            token.access_token,
            token.refresh_token or "",
            asked,
            tuple((token.scope or "").split()),
            ends_at(self._clock, token.expires_in),
        )
