"""The execution's two services reached through Composio: accounts connected in the sandbox, requests wrapped."""

from functools import partial

from desktop.connectors.broker import Brokered, Composio
from desktop.deck import SandboxServices
from desktop.domain.account import BrokerSetup, Grant, Setup, Way, ZendeskSetup
from desktop.domain.values import Toolkit
from desktop.ports import Reach
from desktop.sandbox.authority import client_of, issue
from desktop.sandbox.grants import Connected
from desktop.sandbox.state import Sandbox

_KEY = "cmp-key"
_CLIENTS = {Toolkit.ZENDESK: 0, Toolkit.SLACK: 2}
"""Where the clients stand in ``SandboxServices.https``."""


class _ByAccount:
    """An access that goes through a connected account."""

    def __init__(self, broker: Composio, toolkit: Toolkit) -> None:
        grant = Grant(Way.BROKER, _KEY, place=_account(toolkit))
        self._reach = partial(broker.reach, toolkit, grant)

    async def reach(self) -> Reach:
        return self._reach()

    async def renew(self, refused: Reach) -> bool:
        return refused is None


def go_through_broker(services: SandboxServices, url: str, sandbox: Sandbox) -> None:
    """Put the broker between the program and both services it writes to."""
    setup = Setup(address=url, zendesk=ZendeskSetup("acme"), composio=BrokerSetup("sam", {}))
    broker = Composio(lambda: setup)
    for toolkit, at in _CLIENTS.items():
        _connect(sandbox, toolkit)
        http = services.https[at]
        access = _ByAccount(broker, toolkit)
        http.carrier._access = access
        http.carrier = Brokered(http.service, access, http.carrier)


def _connect(sandbox: Sandbox, toolkit: Toolkit) -> None:
    name, now = toolkit.value, sandbox.now()
    token = issue(sandbox, name, client_of(sandbox, name).scopes).access
    account = Connected(
        _account(toolkit), name, f"ac_{name}", "sam", now, now, "ACTIVE", token=token
    )
    sandbox.state.grants.accounts[account.id] = account


def _account(toolkit: Toolkit) -> str:
    return f"ca_{toolkit.value}"
