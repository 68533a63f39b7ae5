"""The page over real HTTP: the desk lives on the test's loop, the server in its own thread."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from desktop.inbound.approval_page import approval_app
from desktop.inbound.server import InboundServer
from tests import plain_http
from tests.desktop.inbound.desks import ToyDesk


@pytest.fixture
def desk() -> ToyDesk:
    return ToyDesk()


@pytest.fixture
async def address(desk: ToyDesk) -> AsyncIterator[str]:
    server = InboundServer(approval_app(desk, asyncio.get_running_loop()))
    yield server.start()
    await asyncio.to_thread(server.close)


@pytest.fixture
async def browser(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with plain_http.async_client(base_url=address, follow_redirects=True) as client:
        yield client
