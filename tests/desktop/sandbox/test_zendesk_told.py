"""Audits as Zendesk lists them: from creation on, each in full, with the targets that policies set."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from desktop.sandbox.process import default_queue
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from desktop.sandbox.zendesk_told import tell_audits
from tests.desktop.sandbox.sign_ins import later
from tests.desktop.sandbox.small_queue import AGENT, LEAD, NURSE

KEYS = {"id", "ticket_id", "created_at", "author_id", "metadata", "events", "via"}
HIGH = {"minutes": 120, "in_business_hours": False}


async def audits(
    client: httpx.AsyncClient, ticket: int = 101, **asked: Any
) -> list[dict[str, Any]]:
    answer = await client.get(f"/api/v2/tickets/{ticket}/audits", params=asked)
    return list(answer.json()["audits"])


async def change(client: httpx.AsyncClient, **changes: Any) -> None:
    answer = await client.put("/api/v2/tickets/101", json={"ticket": changes})
    assert answer.status_code == 200, answer.text


def targets(rows: list[dict[str, Any]]) -> list[tuple[str, Any, Any, Any]]:
    return [
        (e["field_name"], e["value"], e["previous_value"], e["via"]["current_sla_policy"])
        for row in rows
        for e in row["events"]
        if e.get("via", {}).get("channel") == "sla_target_change"
    ]


async def test_the_first_audit_is_the_creation_with_its_description(
    client: httpx.AsyncClient,
) -> None:
    (born,) = await audits(client)
    assert born.keys() == KEYS
    comment, *rest = born["events"]
    assert (comment["type"], comment["public"], comment["author_id"]) == ("Comment", True, NURSE)
    created = {e["field_name"]: e["value"] for e in rest if e["type"] == "Create"}
    assert created == {
        "subject": "Token refused with 401", "status": "new", "priority": "high", "requester_id": NURSE,
        "organization_id": 1, "tags": ["api"],
    }  # fmt: skip


async def test_what_a_ticket_was_born_with_is_told_even_when_it_changed(
    client: httpx.AsyncClient,
) -> None:
    await change(client, priority="urgent", status="open")
    born, _ = await audits(client)
    created = {e["field_name"]: e["value"] for e in born["events"] if e["type"] == "Create"}
    assert (created["priority"], created["status"]) == ("high", "new")


async def test_a_policy_that_applies_sets_its_targets_at_creation(
    client: httpx.AsyncClient,
) -> None:
    told = targets(await audits(client))
    assert told[0] == ("first_reply_time", HIGH, None, "High")
    assert [row[0] for row in told] == ["first_reply_time", "next_reply_time"]
    assert targets(await audits(client, 103)) == [], "it has no priority"


async def test_a_priority_without_a_target_takes_it_back_in_the_update_that_did_it(
    client: httpx.AsyncClient,
) -> None:
    await change(client, priority="low")
    _, update = await audits(client)
    assert targets([update])[0] == ("first_reply_time", None, HIGH, "High")
    await later(client, 60)
    await change(client, priority="high")
    *_, again = await audits(client)
    assert targets([again])[0] == ("first_reply_time", HIGH, None, "High")


async def test_people_come_along_when_asked_for(client: httpx.AsyncClient) -> None:
    comment = {"body": "On it", "author_id": AGENT}
    await change(client, comment=comment)
    answer = await client.get("/api/v2/tickets/101/audits", params={"include": "users"})
    assert {user["id"]: user["role"] for user in answer.json()["users"]} == {
        NURSE: "end-user", LEAD: "admin", AGENT: "agent",
    }  # fmt: skip
    assert "users" not in (await client.get("/api/v2/tickets/101/audits")).json()


async def test_pages_by_cursor_give_every_audit_once(client: httpx.AsyncClient) -> None:
    for tag in ("a", "b", "c"):
        await change(client, tags=[tag])
    whole, found = await audits(client), list[Any]()
    path = "/api/v2/tickets/101/audits?page[size]=1"
    while path:
        page = (await client.get(path)).json()
        found += page["audits"]
        path = page["links"]["next"]
    assert (found, len(whole)) == (whole, 4)


def _ids(rows: list[dict[str, Any]]) -> Iterator[int]:
    for row in rows:
        yield row["id"]


@pytest.mark.parametrize("place", [0, 50, 301])
def test_every_audit_and_event_of_a_ticket_has_a_number_of_its_own(place: int) -> None:
    sandbox = open_sandbox(load_queue(default_queue()))
    record = list(sandbox.tickets.values())[place]
    rows = tell_audits(sandbox, record)
    events = [event for row in rows for event in row["events"]]
    for numbered in (rows, events):
        assert len(set(_ids(numbered))) == len(numbered)
    assert tell_audits(sandbox, record) == rows, "and keeps it"
