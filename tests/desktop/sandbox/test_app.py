"""The whole application: whatever a client sends, it gets an answer and nothing is half done."""

from typing import Any

import httpx
import pytest

from desktop.sandbox.state import Sandbox

ODD: list[Any] = [5, "x", [], {}, [1], [[1]], {"a": 1}, None, True, 1.5]
TICKET_KEYS = (
    "tags", "custom_fields", "status", "priority", "type", "assignee_id", "group_id", "comment",
    "metadata", "subject",
)  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=repr)
async def test_an_odd_value_never_breaks_an_update(
    client: httpx.AsyncClient, sandbox: Sandbox, value: Any
) -> None:
    for key in TICKET_KEYS:
        answer = await client.put("/api/v2/tickets/101", json={"ticket": {key: value}})
        assert answer.status_code in (200, 409, 422), key
    for body in ({"ticket": value}, {"tickets": value}, {"tickets": [value]}, value):
        assert (await client.put("/api/v2/tickets/update_many", json=body)).status_code < 500
    assert len(sandbox.tickets[101].audits) <= len(TICKET_KEYS)
    assert (await client.get("/sandbox/state")).status_code == 200


@pytest.mark.parametrize("value", ODD, ids=repr)
async def test_an_odd_value_never_breaks_slack_or_the_control_door(
    client: httpx.AsyncClient, value: Any
) -> None:
    for key in ("channel", "text", "blocks", "metadata", "thread_ts", "limit", "cursor", "oldest"):
        for method in ("chat.postMessage", "conversations.history", "conversations.list"):
            body = {"channel": "C1", "text": "x", key: value}
            assert (await client.post(f"/slack/api/{method}", json=body)).status_code == 200
    for path, key in (
        ("clock", "advance_seconds"), ("clock", "to"), ("faults", "faults"), ("limits", "account"),
        ("tickets", "ticket"), ("tickets/101", "ticket"), ("tickets/101/comment", "body"),
    ):  # fmt: skip
        assert (await client.post(f"/sandbox/{path}", json={key: value})).status_code < 500


@pytest.mark.parametrize(
    "query", ["a:b:c", '"', "-", "*", "created>x", "created>99999999999hours", "status<x"]
)
async def test_an_odd_search_finds_something_or_nothing(
    client: httpx.AsyncClient, query: str
) -> None:
    answer = await client.get("/api/v2/search", params={"query": query})
    assert answer.status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "²", "x", "9" * 30])
async def test_an_odd_page_is_refused(client: httpx.AsyncClient, number: str) -> None:
    for key in ("page", "per_page", "page[size]"):
        assert (await client.get("/api/v2/tickets", params={key: number})).status_code == 400


async def test_a_body_that_is_no_json_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.put("/api/v2/tickets/101", content=b"{")
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidJSON")
