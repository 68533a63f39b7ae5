"""Changing tickets: audits that undo, stale stamps, what Zendesk refuses, and who reacts."""

from typing import Any

import httpx
import pytest

from desktop.sandbox.state import Sandbox
from tests.desktop.sandbox.small_queue import AGENT, CATEGORY, NURSE


async def put(client: httpx.AsyncClient, number: int = 101, **ticket: Any) -> httpx.Response:
    return await client.put(f"/api/v2/tickets/{number}.json", json={"ticket": ticket})


async def show(client: httpx.AsyncClient, number: int = 101) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/api/v2/tickets/{number}")).json()["ticket"]
    return found


async def test_the_audit_of_an_update_holds_what_was_before(client: httpx.AsyncClient) -> None:
    before = await show(client)
    value = {"id": CATEGORY, "value": "api_authentication"}
    answer = await put(
        client, tags=["B", "a"], priority="urgent", custom_fields=[value], metadata={"run": "m1"}
    )
    audit = answer.json()["audit"]
    changes = {e["field_name"]: (e["value"], e["previous_value"]) for e in audit["events"]}
    assert changes == {
        "tags": (["a", "b"], ["api"]),
        "priority": ("urgent", "high"),
        str(CATEGORY): ("api_authentication", None),
    }
    assert audit["metadata"]["custom"] == {"run": "m1"}
    born, told = (await client.get("/api/v2/tickets/101/audits")).json()["audits"]
    assert "Create" in [event["type"] for event in born["events"]]
    assert told == audit | {"events": [*audit["events"], *told["events"][3:]]}
    undone = await put(client, tags=before["tags"], priority=before["priority"])
    assert undone.json()["ticket"]["tags"] == ["api"]


async def test_a_stale_stamp_is_refused_even_within_one_second(client: httpx.AsyncClient) -> None:
    stamp = (await show(client))["updated_at"]
    safe = {"safe_update": True, "updated_stamp": stamp}
    assert (await put(client, tags=["one"], **safe)).status_code == 200
    refused = await put(client, tags=["two"], **safe)
    assert (refused.status_code, refused.json()["error"]) == (409, "UpdateConflict")
    assert (await show(client))["tags"] == ["one"]


@pytest.mark.parametrize(
    ("number", "patch"),
    [
        (101, {"priority": None}),
        (103, {"status": "new"}),
        (101, {"status": "asleep"}),
        (101, {"priority": "p1"}),
        (101, {"assignee_id": NURSE}),
        (101, {"assignee_id": "you"}),
        (101, {"group_id": 99}),
        (101, {"custom_fields": [{"id": CATEGORY, "value": "moon"}]}),
        (101, {"comment": {"body": "x", "author_id": 999}}),
    ],
)
async def test_what_cannot_be_is_refused_whole(
    client: httpx.AsyncClient, number: int, patch: dict[str, Any]
) -> None:
    before = await show(client, number)
    answer = await put(client, number, tags=["changed"], **patch)
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
    assert await show(client, number) == before


async def test_a_closed_ticket_stays_as_it_is(client: httpx.AsyncClient) -> None:
    assert (await put(client, status="closed")).status_code == 200
    assert (await put(client, tags=["late"])).status_code == 422


async def test_a_flat_body_answers_200_and_does_nothing(client: httpx.AsyncClient) -> None:
    before = await show(client)
    answer = await client.put("/api/v2/tickets/101", json={"tags": ["x"]})
    assert (answer.status_code, answer.json()) == (200, {"ticket": before})


async def test_a_new_ticket_opens_when_somebody_has_it(client: httpx.AsyncClient) -> None:
    assert (await put(client, assignee_id=AGENT)).json()["ticket"]["status"] == "open"


async def test_comments_are_notes_or_replies_and_placeholders_are_filled(
    client: httpx.AsyncClient,
) -> None:
    body = "Hello {{ticket.requester.first_name}}{{nothing}}"
    note = await put(client, comment={"html_body": f"<p>{body}</p>", "public": False})
    event = note.json()["audit"]["events"][0]
    assert (event["type"], event["public"], event["plain_body"]) == ("Comment", False, "Hello Nora")
    comments = (await client.get("/api/v2/tickets/101/comments")).json()["comments"]
    assert comments[-1]["audit_id"] == note.json()["audit"]["id"]


async def test_a_public_reply_fulfils_the_clock_and_triggers_mail(
    client: httpx.AsyncClient,
) -> None:
    events = (await put(client, comment={"body": "On it"})).json()["audit"]["events"]
    assert [event["type"] for event in events] == ["Comment", "Notification"]
    body = (await client.get("/api/v2/tickets/101?include=slas")).json()
    assert body["ticket"]["slas"]["policy_metrics"] == [
        {"metric": "first_reply_time", "stage": "achieved", "breach_at": None}
    ]


async def test_a_customer_who_writes_again_starts_the_next_clock_and_opens_the_ticket(
    client: httpx.AsyncClient,
) -> None:
    await put(client, comment={"body": "On it"}, status="pending")
    await client.post("/sandbox/clock", json={"advance_seconds": 60})
    wrote = await client.post("/sandbox/tickets/101/comment", json={"body": "Still broken"})
    assert wrote.json()["ticket"]["status"] == "open"
    ticket = (await client.get("/api/v2/tickets/101?include=slas")).json()["ticket"]
    metrics = {row["metric"]: row["stage"] for row in ticket["slas"]["policy_metrics"]}
    assert metrics == {"first_reply_time": "achieved", "next_reply_time": "active"}


async def test_another_agent_edits_under_a_name_of_his_own(client: httpx.AsyncClient) -> None:
    answer = await client.post("/sandbox/tickets/101", json={"ticket": {"tags": ["theirs"]}})
    assert answer.json()["audit"]["author_id"] == AGENT


async def test_tags_are_added_set_and_removed(client: httpx.AsyncClient) -> None:
    url = "/api/v2/tickets/101/tags.json"
    assert (await client.put(url, json={"tags": ["x"]})).json() == {"tags": ["api", "x"]}
    removed = await client.request("DELETE", url, json={"tags": ["api"]})
    assert (removed.status_code, removed.content) == (204, b"")
    assert (await client.get(url)).json() == {"tags": ["x"]}
    assert (await client.post(url, json={"tags": ["y z"]})).json() == {"tags": ["y", "z"]}


async def test_a_bulk_job_says_which_succeeded(client: httpx.AsyncClient) -> None:
    answer = await client.put(
        "/api/v2/tickets/update_many.json?ids=101,102,999",
        json={"ticket": {"additional_tags": ["bulk"], "remove_tags": ["webhook"]}},
    )
    job = answer.json()["job_status"]
    done = (await client.get(job["url"])).json()["job_status"]
    assert (job["status"], done["status"]) == ("queued", "completed")
    assert [row["success"] for row in done["results"]] == [True, True, False]
    assert (await show(client, 102))["tags"] == ["api", "bulk"]


async def test_a_comment_is_hidden_or_redacted_for_good(client: httpx.AsyncClient) -> None:
    event = (await put(client, comment={"body": "secret 42"})).json()["audit"]["events"][0]
    number = event["id"]
    await client.put(f"/api/v2/tickets/101/comments/{number}/make_private")
    body = {"ticket_id": 101, "html_body": "<p>secret <redact>42</redact></p>"}
    await client.put(f"/api/v2/comment_redactions/{number}", json=body)
    last = (await client.get("/api/v2/tickets/101/comments")).json()["comments"][-1]
    assert (last["public"], last["plain_body"]) == (False, "secret ▇▇")


async def test_limits_are_counted_and_told(client: httpx.AsyncClient, sandbox: Sandbox) -> None:
    await client.post("/sandbox/limits", json={"updates": 1})
    first = await put(client, tags=["a"])
    assert first.headers["zendesk-ratelimit-tickets-update"].startswith("total=1; remaining=0")
    assert int(first.headers["x-rate-limit-remaining"]) < int(first.headers["x-rate-limit"])
    over = await put(client, tags=["b"])
    assert over.status_code == 429
    await client.post("/sandbox/clock", json={"advance_seconds": int(over.headers["retry-after"])})
    assert (await put(client, tags=["b"])).status_code == 200
    assert sandbox.tickets[101].ticket["tags"] == ["b"]


async def test_a_ticket_may_arrive_while_the_mission_runs(client: httpx.AsyncClient) -> None:
    row = {"subject": "New one", "description": "Help", "requester_id": NURSE, "priority": "high"}
    made = (await client.post("/sandbox/tickets", json={"ticket": row})).json()["ticket"]
    assert (await show(client, made["id"]))["organization_id"] == 1


async def test_own_clocks_hold_where_no_policy_matches(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.policies = ()
    row = {"metric": "first_reply_time", "stage": "active", "breach_at": "2026-11-23T14:10:00Z"}
    sandbox.tickets[102].slas = {"policy_metrics": [row]}
    await client.post("/sandbox/clock", json={"to": "2026-11-23T14:11:00Z"})
    url = "/sandbox/breaches?from=2026-11-23T14:05:00Z&ids=101,102"
    assert (await client.get(url)).json()["breached"] == [102]
    await put(client, 102, comment={"body": "Sorry"})
    shown = (await client.get("/api/v2/tickets/102?include=slas")).json()["ticket"]["slas"]
    assert shown["policy_metrics"][0]["stage"] == "achieved"
