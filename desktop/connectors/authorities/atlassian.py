"""Atlassian's authority for Confluence: anonymous, an API token, or 3LO with a secret an admin supplies.

Source: developer.atlassian.com "OAuth 2.0 (3LO) apps": no PKCE, the secret is mandatory, one exact redirect; the
token counts at ``api.atlassian.com/ex/confluence/{cloudId}`` only.
"""

import base64
from collections.abc import Awaitable, Callable

from msgspec import Struct

from desktop.base.clock import Clock
from desktop.connectors.authorities.consent import consent_address
from desktop.connectors.authorities.expiry import Token, ends_at
from desktop.connectors.http import Http
from desktop.domain.account import Grant, Setup, Way
from desktop.domain.errors import InputError, RefusedError
from desktop.ports import Question, Reach


class _Site(Struct, frozen=True):
    id: str
    url: str | None = None


class AtlassianAuthority:
    """Implements ``desktop.ports.Authority``.

    Args:
        setup: Site and client id.
        clock: For the tokens' ends.
        secret: Returns the app's secret, kept sealed; empty while there is none.
    """

    def __init__(
        self,
        setup: Callable[[], Setup],
        clock: Clock,
        secret: Callable[[], Awaitable[str]],
        proxy: str = "",
    ) -> None:
        self._read, self._clock, self._secret, self._proxy = setup, clock, secret, proxy

    @property
    def _setup(self) -> Setup:
        return self._read()

    @property
    def _auth(self) -> str:
        local = self._setup.address
        return f"{local}/atlassian" if local else "https://auth.atlassian.com"

    @property
    def _api(self) -> str:
        local = self._setup.address
        return f"{local}/atlassian" if local else "https://api.atlassian.com"

    @property
    def _site(self) -> str:
        if self._setup.address:
            return f"{self._setup.address}/wiki"
        if not self._setup.confluence.site:
            raise InputError(
                "The Confluence site is missing",
                "Which Confluence is yours? It is the acme of acme.atlassian.net.",
                "Type it on the tool card, or ask your admin for the policy file.",
            )
        return f"https://{self._setup.confluence.site}.atlassian.net/wiki"

    def address(self, question: Question) -> str:
        """Return the consent page's address."""
        more = {"audience": "api.atlassian.com", "prompt": "consent"}
        client = self._setup.confluence.client_id
        return consent_address(f"{self._auth}/authorize", client, question, pkce=False, **more)

    async def exchange(self, code: str, question: Question) -> Grant:
        """Turn the code into a grant, and find the site it counts for."""
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": question.redirect,
        }
        token = await self._token(body)
        return self._grant(token, question.scopes, await self._cloud_id(token.access_token))

    async def renew(self, grant: Grant) -> Grant:
        """Rotate; works only where ``offline_access`` was granted."""
        body = {"grant_type": "refresh_token", "refresh_token": grant.refresh}
        return self._grant(await self._token(body), grant.asked, grant.place)

    async def revoke(self, grant: Grant) -> None:
        """Atlassian has no call for it: the grant is wiped here, and ended by the person at Atlassian."""

    def reach(self, grant: Grant) -> Reach:
        """The site itself, or the gateway a 3LO token counts for."""
        if grant.way is Way.BROWSER:
            gateway = f"{self._api}/ex/confluence/{grant.place}/wiki"
            return Reach(gateway, {"Authorization": f"Bearer {grant.access}"})
        if grant.way is Way.TOKEN:
            basic = base64.b64encode(f"{grant.user}:{grant.access}".encode()).decode()
            return Reach(self._site, {"Authorization": f"Basic {basic}"})
        return Reach(self._site, {})

    async def _token(self, body: dict[str, str]) -> Token:
        http = Http.at("Atlassian", self._auth, "", proxy=self._proxy)
        ours = {
            "client_id": self._setup.confluence.client_id,
            "client_secret": await self._secret(),
        }
        try:
            return await http.write("POST", "/oauth/token", Token, {**body, **ours})
        finally:
            await http.close()

    def _grant(self, token: Token, asked: tuple[str, ...], place: str) -> Grant:
        scopes = tuple((token.scope or "").split())
        ends = ends_at(self._clock, token.expires_in)
        return Grant(
            Way.BROWSER,
            token.access_token,
            token.refresh_token or "",
            asked,
            scopes,
            ends,
            place=place,
        )

    async def _cloud_id(self, token: str) -> str:
        http = Http.at("Atlassian", self._api, token, proxy=self._proxy)
        try:
            sites = await http.get("/oauth/token/accessible-resources", list[_Site])
        finally:
            await http.close()
        wanted = "" if self._setup.address else self._setup.confluence.site
        fitting = [one for one in sites if not wanted or f"//{wanted}." in (one.url or "")]
        if not fitting:
            raise RefusedError(
                "Confluence opened another site",
                f"The account was asked for {wanted}.atlassian.net, which is not among what it allows.",
                "Sign in again and choose that site on Atlassian's page.",
                403,
            )
        return fitting[0].id
