"""The proxy does to an exchange what it was told, and nothing to the control door."""

import json
from collections.abc import Iterator
from random import Random

import httpx
import pytest

from tests import plain_http
from tests.desktop.stages.standing import SCOPE, small_queue
from tests.faults.failures import Failure, How
from tests.faults.fate import draw
from tests.faults.proxy import FaultProxy
from tests.sandboxes import start_sandbox

TICKET = min(SCOPE)
CUT = {How.RESET_BEFORE, How.RESET_AFTER, How.SILENT_BEFORE, How.SILENT_AFTER}
CUT |= {How.TRUNCATED, How.HEAD_ONLY}
HEARD = {How.LIMITED: 429, How.LIMITED_LONG: 429, How.UNSIGNED: 401}
HEARD |= {How.ERROR_BEFORE: 503, How.ERROR_AFTER: 503}
NOTHING_DONE = {How.UNSIGNED, How.LIMITED, How.LIMITED_LONG, How.RESET_BEFORE}
NOTHING_DONE |= {How.ERROR_BEFORE, How.SILENT_BEFORE, How.HTML_BEFORE}


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultProxy]:
    file = tmp_path_factory.mktemp("proxy") / "queue.json"
    file.write_text(json.dumps(small_queue()), "utf-8")
    sandbox = start_sandbox(file)
    passing = FaultProxy(sandbox.url)
    yield passing
    passing.close()
    sandbox.close()


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    # No connection is kept: each request stands for itself.
    one = plain_http.client(headers={"authorization": "Bearer x", "connection": "close"})
    yield one
    one.close()


def comments(proxy: FaultProxy, client: httpx.Client) -> int:
    state = client.get(f"{proxy.url}/sandbox/state").json()
    return len(next(t for t in state["tickets"] if t["id"] == TICKET)["comments"])


def write(proxy: FaultProxy, client: httpx.Client) -> int:
    """Write a note; return the status, 0 where the connection broke."""
    said = {"ticket": {"comment": {"body": "A note.", "public": False}}}
    try:
        return client.put(f"{proxy.url}/api/v2/tickets/{TICKET}", json=said).status_code
    except httpx.TransportError:
        return 0


@pytest.mark.parametrize("how", How)
def test_an_exchange_fails_as_planned_once(
    proxy: FaultProxy, client: httpx.Client, how: How
) -> None:
    proxy.plan((Failure(how, "zendesk", "PUT"),))
    before = comments(proxy, client)
    assert write(proxy, client) == (0 if how in CUT else HEARD.get(how, 200))
    done = 0 if how in NOTHING_DONE else 1 + (how is How.DELIVERED_TWICE)
    assert comments(proxy, client) - before == done
    assert (write(proxy, client), proxy.met) == (200, 1)


def test_the_same_seed_is_the_same_fate() -> None:
    tickets = sorted(SCOPE)
    again = [draw(Random(7), 4, tickets) for _ in range(2)]
    assert again[0] == again[1] != draw(Random(8), 4, tickets)
