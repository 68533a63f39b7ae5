"""Composio in between: the same connectors, the same certainty, and every broken answer of the broker's own."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import stamina

from desktop.connectors import http as http_module
from desktop.connectors import limits
from desktop.connectors.broker import Brokered, Composio
from desktop.connectors.direct import Direct
from desktop.connectors.http import Http
from desktop.domain.account import BrokerSetup, Grant, Setup, Way, ZendeskSetup
from desktop.domain.errors import RefusedError
from desktop.domain.values import Toolkit
from desktop.ports import Connections, Reach
from desktop.sandbox.approver import read_form
from tests import plain_http
from tests.desktop.connectors.conftest import Outside, failure
from tests.desktop.connectors.test_broken_answers import (
    ALL,
    SERVICES,
    UNREADABLE,
    WRITTEN,
    expected,
)
from tests.snapshots import connect, https

KEY = "cmp-key"
TOOLKITS = (Toolkit.ZENDESK, Toolkit.CONFLUENCE, Toolkit.SLACK)


class ByBroker:
    """An access that goes through a connected account."""

    def __init__(self, reach: Callable[[], Reach]) -> None:
        self._reach = reach

    async def reach(self) -> Reach:
        return self._reach()

    async def renew(self, refused: Reach) -> bool:
        return False


def composio(url: str) -> Composio:
    configs = {toolkit: f"ac_{toolkit.value}" for toolkit in TOOLKITS}
    broker = BrokerSetup("sam", configs)
    setup = Setup(address=url, zendesk=ZendeskSetup("acme"), composio=broker)
    return Composio(lambda: setup)


async def connected(broker: Composio, toolkit: Toolkit) -> Grant:
    """Connect an account as a person does on the broker's page."""
    link = await broker.link(toolkit, KEY)
    async with plain_http.async_client() as browser:
        page = await browser.get(link.url)
        form = read_form(page.text)
        sent = {**form.hidden, "decision": "allow"}
        await browser.post(httpx.URL(link.url).join(form.action), data=sent)
    assert await broker.active(link.account, KEY)
    return Grant(Way.BROKER, KEY, place=link.account)


@pytest.fixture
async def brokered(
    outside: Outside, services: Connections, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Connections]:
    """The three services, each through its connected account, impatient as in the direct tests."""
    monkeypatch.setattr(http_module, "_PATIENCE", 2)
    monkeypatch.setattr(limits, "_UNTOLD", 0.02)
    broker, clients = composio(outside.url), []
    for toolkit in TOOLKITS:
        grant = await connected(broker, toolkit)

        def reach(toolkit: Toolkit = toolkit, grant: Grant = grant) -> Reach:
            return broker.reach(toolkit, grant)

        name, access = toolkit.value.capitalize(), ByBroker(reach)
        clients.append(Http(name, Brokered(name, access, Direct(name, access, 0.25))))
    door = https(outside.url)[-1]
    stamina.set_testing(True, attempts=1)
    yield connect([*clients, door])
    for client in (*clients, door):
        await client.close()


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("name", SERVICES)
async def test_a_read_through_the_broker_ends_in_words_and_the_next_one_works(
    brokered: Connections, outside: Outside, name: str, kind: str
) -> None:
    read = SERVICES[name].read
    outside.fault("composio", path="/composio/api/v3.1/tools", count=9, **ALL[kind])
    error = await failure(lambda: read(brokered))
    assert type(error) is expected(kind)
    outside.client.delete("/sandbox/faults")
    assert await read(brokered)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("name", WRITTEN)
async def test_a_write_through_the_broker_is_never_lost_and_never_believed(
    brokered: Connections, outside: Outside, name: str, kind: str
) -> None:
    service, effect = SERVICES[name], f"broker.{name}.{kind.replace(' ', '')}"
    assert service.write is not None
    assert service.find is not None
    write, find, fault = service.write, service.find, dict(ALL[kind])
    if name == "zendesk":
        await brokered.tickets.category_field()  # asked once, and not by this write
    # The ticket is read before it is written: that one passes.
    skip = 1 if name == "zendesk" else 0
    outside.fault("composio", path="/composio/api/v3.1/tools", skip=skip, count=9, **fault)
    error = await failure(lambda: write(brokered, effect))
    assert type(error) is expected(kind)
    outside.client.delete("/sandbox/faults")
    found = await find(brokered, effect)
    assert (found is not None) == (kind in UNREADABLE)


async def test_a_tool_that_fails_with_200_is_a_failure(outside: Outside) -> None:
    broker = composio(outside.url)
    grant = await connected(broker, Toolkit.ZENDESK)
    await broker.check(Toolkit.ZENDESK, grant.place, KEY)
    body: dict[str, Any] = {"service": "zendesk", "kind": "status", "status": 403, "count": 1}
    outside.fault(**body)
    error = await failure(lambda: broker.check(Toolkit.ZENDESK, grant.place, KEY))
    assert isinstance(error, RefusedError)
    assert "tool failed" in error.title


async def test_an_account_that_ended_at_the_broker_is_said(outside: Outside) -> None:
    broker = composio(outside.url)
    grant = await connected(broker, Toolkit.SLACK)
    outside.client.post("/sandbox/expire", json={"service": "composio"}).raise_for_status()
    error = await failure(lambda: broker.active(grant.place, KEY))
    assert isinstance(error, RefusedError)
    assert "expired" in error.message
    await broker.remove(grant.place, KEY)
