"""A search index that lags: what is new or changed is found late, and found as it was."""

from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import later
from tests.desktop.sandbox.small_queue import NURSE


async def found(client: httpx.AsyncClient, query: str) -> list[int]:
    """Ask all three ways of searching, which must agree."""
    asked = {"query": f"type:ticket {query}"}
    count = (await client.get("/api/v2/search/count", params=asked)).json()["count"]
    pages = [
        (await client.get("/api/v2/search", params=asked)).json(),
        (
            await client.get("/api/v2/search/export", params={**asked, "filter[type]": "ticket"})
        ).json(),
    ]
    one, other = (sorted(row["id"] for row in page["results"]) for page in pages)
    assert one == other
    assert len(one) == count
    return one


async def lag(client: httpx.AsyncClient, seconds: float) -> None:
    set_to = await client.post("/sandbox/index", json={"lag_seconds": seconds})
    assert set_to.json() == {"lag_seconds": seconds}


async def test_a_change_is_found_only_when_the_index_has_seen_it(client: httpx.AsyncClient) -> None:
    await lag(client, 120)
    await client.put("/api/v2/tickets/103", json={"ticket": {"priority": "low", "tags": ["x"]}})
    assert await found(client, "priority:low") == []
    assert 103 in await found(client, "priority:none")
    await later(client, 60)
    await client.put("/api/v2/tickets/103", json={"ticket": {"priority": "urgent"}})
    assert 103 in await found(client, "priority:none")
    await later(client, 61)
    assert await found(client, "priority:low") == [103]
    shown = (await client.get("/api/v2/tickets/103")).json()["ticket"]
    assert shown["priority"] == "urgent"
    await later(client, 60)
    assert await found(client, "priority:low") == []
    assert 103 in await found(client, "priority:urgent")


async def test_what_is_found_is_shown_as_the_index_holds_it(client: httpx.AsyncClient) -> None:
    await lag(client, 120)
    await client.put("/api/v2/tickets/103", json={"ticket": {"tags": ["x"]}})
    answer = await client.get("/api/v2/search", params={"query": "Invoice type:ticket status:open"})
    assert [row["tags"] for row in answer.json()["results"]] == [[]]


async def test_a_new_ticket_is_found_late(client: httpx.AsyncClient) -> None:
    await lag(client, 120)
    row = {"subject": "Zebra", "description": "Zebra", "requester_id": NURSE}
    made = (await client.post("/sandbox/tickets", json={"ticket": row})).json()["ticket"]
    assert await found(client, "Zebra") == []
    assert (await client.get(f"/api/v2/tickets/{made['id']}")).status_code == 200
    await later(client, 121)
    assert await found(client, "Zebra") == [made["id"]]


async def test_without_a_lag_everything_is_found_at_once(client: httpx.AsyncClient) -> None:
    await lag(client, 120)
    await client.put("/api/v2/tickets/103", json={"ticket": {"tags": ["x"]}})
    await lag(client, 0)
    assert await found(client, "tags:x") == [103]


@pytest.mark.parametrize(
    "body", [{}, {"lag_seconds": -1}, {"lag_seconds": True}, {"lag_seconds": "5"}]
)
async def test_a_lag_that_is_none_is_refused(
    client: httpx.AsyncClient, body: dict[str, Any]
) -> None:
    assert (await client.post("/sandbox/index", json=body)).status_code == 422
