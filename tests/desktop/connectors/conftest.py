"""The sandbox as a process of its own, once per worker, and the connectors to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import stamina

from desktop.domain.errors import ServiceError
from desktop.ports import Connections
from tests import plain_http
from tests.sandboxes import start_sandbox
from tests.snapshots import connect, https

TOKEN = "canary-7f3a-token"


class Outside:
    """The control door, synchronously: other people's hands, and planned failures."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = plain_http.client(base_url=url, headers={"authorization": f"Bearer {TOKEN}"})

    def fault(self, service: str, kind: str, **more: Any) -> None:
        """Plan a failure."""
        planned = {"service": service, "kind": kind, **more}
        assert self.client.post("/sandbox/faults", json=planned).status_code == 201

    def edit(self, ticket: int, **changes: Any) -> None:
        """Let another agent change a ticket."""
        answer = self.client.post(f"/sandbox/tickets/{ticket}", json={"ticket": changes})
        assert answer.status_code == 200, answer.text

    def ticket(self, number: int) -> dict[str, Any]:
        """Return a ticket as it truly is, with its comments."""
        tickets = self.client.get("/sandbox/state").json()["tickets"]
        found: dict[str, Any] = next(t for t in tickets if t["id"] == number)
        return found


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    process = start_sandbox(token=TOKEN)
    # The account's own limit is not what is tested here; waiting it out would take a real minute.
    many = {"account": 10**6, "updates": 10**6, "per_ticket": 10**6}
    plain_http.ask("POST", f"{process.url}/sandbox/limits", json=many).raise_for_status()
    yield process.url
    process.close()


@pytest.fixture
def outside(sandbox_url: str) -> Iterator[Outside]:
    made = Outside(sandbox_url)
    yield made
    made.client.delete("/sandbox/faults")
    made.client.close()


@pytest.fixture(autouse=True)
def _retries_wait_for_nothing() -> Iterator[None]:
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
async def services(outside: Outside) -> AsyncIterator[Connections]:
    clients = https(outside.url, TOKEN, timeout=5.0)
    yield connect(clients)
    for client in clients:
        await client.close()


async def comes_true(holds: Callable[[], Awaitable[bool]], seconds: float = 5) -> bool:
    """Whether it holds within so many seconds: a busy sandbox may do its work after we gave its answer up."""
    try:
        async with asyncio.timeout(seconds):
            while not await holds():  # noqa: ASYNC110 - another process does it, and tells nobody
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True


async def failure(asked: Callable[[], Awaitable[object]]) -> ServiceError:
    """Return the error a call ends with, having checked that it can be shown as it is."""
    with pytest.raises(ServiceError) as failed:
        await asked()
    error = failed.value
    assert error.title
    assert error.message
    assert error.remedy
    assert TOKEN not in f"{error.title}{error.message}{error.remedy}{error!r}"
    return error
