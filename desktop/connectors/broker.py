"""Composio, an optional broker: it holds the accounts, we send our requests through it.

Off unless an admin set it up: tokens and ticket text then pass a third party. A guarded update (stamp, marker) is
more than its predefined tools can say, so requests go through "proxy execute"; who the account is is asked by a tool,
in a version that is pinned. Source: docs.composio.dev, API v3.1.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from desktop.connectors.answers import unclear
from desktop.connectors.carrier import Answer, Ask, Carrier
from desktop.connectors.direct import Direct
from desktop.connectors.http import Http
from desktop.domain.account import Grant, Setup
from desktop.domain.errors import InputError, RefusedError
from desktop.domain.values import Id, Toolkit
from desktop.ports import Access, Link, Reach

_API = "/api/v3.1"
_IDENTITY = {
    Toolkit.ZENDESK: ("ZENDESK_GET_ABOUT_ME", "20251023_00"),
    Toolkit.SLACK: ("SLACK_TEST_AUTH", "20251027_00"),
    Toolkit.CONFLUENCE: ("CONFLUENCE_GET_CURRENT_USER", "20251028_00"),
}
"""The tool that says who an account is, and the toolkit's version it was written against: never "latest"."""
_OVER = ("FAILED", "EXPIRED", "INACTIVE")


class _Linked(Struct, frozen=True):
    connected_account_id: str
    redirect_url: str


class _Connected(Struct, frozen=True):
    status: str


class _Ran(Struct, frozen=True):
    successful: bool
    error: Any = None


class _Proxied(Struct, frozen=True):
    status: int
    data: Any = None
    headers: dict[str, str] | None = None


class _Nothing(Struct, frozen=True):
    pass


class Composio:
    """Implements ``desktop.ports.Broker``."""

    def __init__(self, setup: Callable[[], Setup], proxy: str = "") -> None:
        self._read, self._proxy = setup, proxy

    @property
    def _setup(self) -> Setup:
        return self._read()

    @property
    def root(self) -> str:
        """Where Composio's API begins."""
        local = self._setup.address
        return (f"{local}/composio" if local else "https://backend.composio.dev") + _API

    async def link(self, toolkit: Toolkit, key: str) -> Link:
        """Ask for a page on which the person connects the account."""
        config = self._setup.composio.auth_configs.get(toolkit)
        if not config:
            raise InputError(
                "Composio is not set up for this service",
                f"No auth config is known for {toolkit.value}.",
                "Ask your admin to add it to the policy file, or sign in directly.",
            )
        body: dict[str, Any] = {"auth_config_id": config, "user_id": self._setup.composio.user_id}
        if toolkit is Toolkit.ZENDESK:
            body["connection_data"] = {"subdomain": self._setup.zendesk.subdomain}
        linked = await self._write(key, "/connected_accounts/link", _Linked, body)
        return Link(linked.connected_account_id, linked.redirect_url)

    async def active(self, account: Id, key: str) -> bool:
        """Ask once where the account stands."""
        http = self._http(key)
        try:
            status = (await http.get(f"/connected_accounts/{account}", _Connected)).status
        finally:
            await http.close()
        if status in _OVER:
            raise RefusedError(
                "The account was not connected",
                f"Composio says {status.lower()}.",
                "Begin again; if it stays, ask your admin to look at the auth config.",
                403,
            )
        return status == "ACTIVE"

    async def remove(self, account: Id, key: str) -> None:
        """Disconnect the account; this cannot be undone."""
        http = self._http(key)
        try:
            await http.write("DELETE", f"/connected_accounts/{account}", _Nothing, {})
        finally:
            await http.close()

    def reach(self, toolkit: Toolkit, grant: Grant) -> Reach:
        """Return the way through the broker to the service of a connected account."""
        through = {
            Toolkit.ZENDESK: f"https://{self._setup.zendesk.subdomain}.zendesk.com/api/v2",
            Toolkit.SLACK: "https://slack.com/api",
            Toolkit.CONFLUENCE: "/wiki",
        }
        return Reach(self.root, {"x-api-key": grant.access}, grant.place, through[toolkit])

    async def check(self, toolkit: Toolkit, account: Id, key: str) -> None:
        """Ask who the account is. ``successful: false`` is a failure, although it comes with 200."""
        tool, version = _IDENTITY[toolkit]
        body = {"connected_account_id": account, "arguments": {}, "version": version}
        ran = await self._write(key, f"/tools/execute/{tool}", _Ran, body)
        if not ran.successful:
            raise RefusedError(
                "Composio's tool failed",
                f"{tool}: {ran.error or 'no reason given'}",
                "Connect the account again; if it stays, ask your admin.",
                403,
            )

    async def _write(
        self, key: str, path: str, kind: type[msgspec.Struct], body: Mapping[str, Any]
    ) -> Any:
        http = self._http(key)
        try:
            return await http.write("POST", path, kind, body)
        finally:
            await http.close()

    def _http(self, key: str) -> Http:
        return Http("Composio", Direct("Composio", _Key(self.root, key), proxy=self._proxy))


class Brokered:
    """Implements ``Carrier``: directly, or through the broker where the right we come with is the broker's."""

    def __init__(self, service: str, access: Access, direct: Carrier) -> None:
        self._service, self._access, self._direct = service, access, direct

    async def base_url(self) -> str:
        """Return where the service is."""
        return await self._direct.base_url()

    async def close(self) -> None:
        """Close the connections."""
        await self._direct.close()

    async def carry(self, ask: Ask) -> Answer:
        """Send once."""
        reach = await self._access.reach()
        if not reach.account:
            return await self._direct.carry(ask)
        wrapped = Ask("POST", "/tools/execute/proxy", body=_wrap(ask, reach))
        return self._unwrap(await self._direct.carry(wrapped), ask)

    def _unwrap(self, answer: Answer, ask: Ask) -> Answer:
        if answer.status != 200:
            return answer
        try:
            inner = msgspec.json.decode(answer.content, type=_Proxied)
        except msgspec.DecodeError as nonsense:
            raise unclear(self._service, f"the broker's answer on {ask.where}") from nonsense
        content = b"" if inner.data is None else msgspec.json.encode(inner.data)
        headers = {name.lower(): value for name, value in (inner.headers or {}).items()}
        return Answer(inner.status, _AnyCase(headers), content)


class _AnyCase(dict[str, str]):
    """Header names in any case, as ``Answer`` promises."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)


class _Key:
    """The broker's own access: a key in a header of its own."""

    def __init__(self, root: str, key: str) -> None:
        self._reach = Reach(root, {"x-api-key": key})

    async def reach(self) -> Reach:
        return self._reach

    async def renew(self, refused: Reach) -> bool:
        return refused is None


def _wrap(ask: Ask, reach: Reach) -> bytes:
    path, _, query = ask.path.partition("?")
    parameters = [
        {"name": name, "value": str(value), "type": "query"}
        for name, value in (ask.params or {}).items()
    ]
    parameters += [
        {"name": name, "value": value, "type": "header"}
        for name, value in (ask.headers or {}).items()
    ]
    asked = f"{reach.through}{path}" + (f"?{query}" if query else "")
    wrapped: dict[str, Any] = {
        "endpoint": asked,
        "method": ask.method,
        "connected_account_id": reach.account,
        "parameters": parameters,
    }
    if ask.body is not None:
        wrapped["body"] = msgspec.Raw(ask.body)
    return msgspec.json.encode(wrapped)
