"""Metric events: what clocks did, by anybody's hand, under the names Zendesk gives them."""

from typing import Any

import httpx

from desktop.base.clock import parse_instant
from desktop.domain.sla.clock import compute_clocks
from desktop.sandbox.zendesk_metrics import in_order, metric_events
from tests.desktop.domain.sla.tickets import agreed, history, status
from tests.desktop.sandbox.sign_ins import later
from tests.desktop.sandbox.small_queue import AGENT, NURSE

PATH = "/api/v2/incremental/ticket_metric_events"


async def events(
    client: httpx.AsyncClient, ticket: int = 101, since: int = 0
) -> list[dict[str, Any]]:
    answer = await client.get(PATH, params={"start_time": since})
    assert answer.status_code == 200, answer.text
    return [row for row in answer.json()["ticket_metric_events"] if row["ticket_id"] == ticket]


async def by_other(client: httpx.AsyncClient, author: int = AGENT, **changes: Any) -> None:
    """Let somebody else write on the ticket."""
    ticket = {"comment": {"body": "x", "public": True, "author_id": author}, **changes}
    answer = await client.post("/sandbox/tickets/101", json={"ticket": ticket})
    assert answer.status_code == 200, answer.text


def told(rows: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(row["instance_id"], row["type"], row["time"][11:16]) for row in rows]


async def test_a_clock_begins_with_the_target_that_is_applied(client: httpx.AsyncClient) -> None:
    begun, applied = await events(client)
    assert (begun["type"], begun["metric"], begun["time"]) == (
        "activate", "reply_time", "2026-11-23T13:05:00Z",
    )  # fmt: skip
    assert applied["sla"] == {
        "target": 120, "target_in_seconds": 7200, "business_hours": False,
        "policy": {"id": 1, "title": "High", "description": None},
    }  # fmt: skip


async def test_a_clock_answered_late_by_somebody_else_shows_its_breach(
    client: httpx.AsyncClient,
) -> None:
    await later(client, 90 * 60)
    await by_other(client)
    await later(client, 120)
    assert told(await events(client)) == [
        (1, "activate", "13:05"), (1, "apply_sla", "13:05"), (1, "breach", "15:05"),
        (1, "fulfill", "15:35"), (1, "update_status", "15:35"),
    ]  # fmt: skip


async def test_one_answered_in_time_shows_none_and_the_next_run_is_the_second(
    client: httpx.AsyncClient,
) -> None:
    await by_other(client)
    await later(client, 60)
    await by_other(client, NURSE)
    await later(client, 35 * 60)
    assert told(await events(client)) == [
        (1, "activate", "13:05"), (1, "apply_sla", "13:05"), (1, "fulfill", "14:05"),
        (1, "update_status", "14:05"), (2, "activate", "14:06"), (2, "apply_sla", "14:06"),
        (2, "breach", "14:36"),
    ]  # fmt: skip


async def test_the_status_says_how_long_it_was_open(client: httpx.AsyncClient) -> None:
    await by_other(client)
    await later(client, 120)
    (update,) = [row for row in await events(client) if row["type"] == "update_status"]
    assert update["status"] == {"calendar": 60, "business": 60}


async def test_a_later_start_leaves_out_what_was_and_keeps_the_numbers(
    client: httpx.AsyncClient,
) -> None:
    await by_other(client)
    await later(client, 120)
    since = int(parse_instant("2026-11-23T14:00:00Z").timestamp())
    whole, rest = await events(client), await events(client, since=since)
    assert [row["type"] for row in rest] == ["fulfill", "update_status"]
    assert rest == whole[-2:]


async def test_what_lies_ahead_is_not_told(client: httpx.AsyncClient) -> None:
    assert all(row["type"] != "breach" for row in await events(client))


def test_pauses_and_renamed_metrics_are_told() -> None:
    found = compute_clocks(history(status(10, "pending"), status(30, "open")), agreed())
    rows = [row for _, row in sorted(metric_events(7, found, agreed()), key=in_order)]
    waits = [row for row in rows if row["metric"] == "requester_wait_time"]
    assert [(row["type"], row["time"][11:16]) for row in waits] == [
        ("activate", "09:00"), ("apply_sla", "09:00"), ("pause", "09:10"), ("update_status", "09:10"),
        ("activate", "09:30"), ("breach", "11:20"),
    ]  # fmt: skip
    assert {row["metric"] for row in rows} == {
        "agent_work_time", "reply_time", "requester_wait_time", "resolution_time",
    }  # fmt: skip
