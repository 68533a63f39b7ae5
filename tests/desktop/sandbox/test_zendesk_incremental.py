"""The incremental exports: in order of change, the last minute withheld, for admins, ten a minute."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import later
from tests.desktop.sandbox.small_queue import NOW

EXPORT = "/api/v2/incremental/tickets/cursor"
START = int(datetime.fromisoformat(NOW).timestamp())


async def export(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await client.get(EXPORT, params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def ids(page: dict[str, Any]) -> list[int]:
    return [row["id"] for row in page["tickets"]]


async def test_everything_since_the_start_comes_oldest_change_first(
    client: httpx.AsyncClient,
) -> None:
    page = await export(client, start_time=0)
    assert ids(page) == [201, 101, 102, 103]
    assert page["end_of_stream"] is True
    first = await export(client, start_time=0, per_page=3, include="users")
    assert (ids(first), first["end_of_stream"]) == ([201, 101, 102], False)
    assert [user["id"] for user in first["users"]] == [21]
    assert first["after_url"].endswith(f"?cursor={first['after_cursor']}")
    rest = (await client.get(first["after_url"])).json()
    assert (ids(rest), rest["end_of_stream"]) == ([103], True)


async def test_the_last_minute_is_withheld_and_comes_later_by_the_same_cursor(
    client: httpx.AsyncClient,
) -> None:
    cursor = (await export(client, start_time=0))["after_cursor"]
    await client.put("/api/v2/tickets/103", json={"ticket": {"tags": ["x"]}})
    page = await export(client, cursor=cursor)
    assert (ids(page), page["after_cursor"]) == ([], cursor)
    await later(client, 61)
    assert ids(await export(client, cursor=cursor)) == [103]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400), ({"start_time": "x"}, 400), ({"start_time": "9" * 18}, 400),
        ({"start_time": START}, 422), ({"cursor": "?"}, 400), ({"cursor": "eHx5"}, 400),
    ],
)  # fmt: skip
async def test_a_start_that_is_none_or_too_recent_is_refused(
    client: httpx.AsyncClient, asked: dict[str, Any], status: int
) -> None:
    assert (await client.get(EXPORT, params=asked)).status_code == status


async def test_an_agent_may_export_nothing(client: httpx.AsyncClient) -> None:
    await client.post("/sandbox/clients", json={"service": "zendesk", "role": "agent"})
    for path in (EXPORT, "/api/v2/incremental/ticket_metric_events"):
        answer = await client.get(path, params={"start_time": 0})
        assert (answer.status_code, answer.json()["error"]["title"]) == (403, "Forbidden")


async def test_the_eleventh_export_of_a_minute_waits(client: httpx.AsyncClient) -> None:
    answers = [await client.get(EXPORT, params={"start_time": 0}) for _ in range(11)]
    assert [each.status_code for each in answers] == [200] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "total=10; remaining=0" in answers[-1].headers["zendesk-ratelimit-incremental-exports"]


async def test_metric_events_tell_what_clocks_did(client: httpx.AsyncClient) -> None:
    await later(client, 3700)
    asked = await client.get("/api/v2/incremental/ticket_metric_events", params={"start_time": 0})
    told = [(row["ticket_id"], row["type"]) for row in asked.json()["ticket_metric_events"]]
    assert (101, "activate") in told
    assert (101, "breach") in told
    assert {row["metric"] for row in asked.json()["ticket_metric_events"]} == {"reply_time"}
