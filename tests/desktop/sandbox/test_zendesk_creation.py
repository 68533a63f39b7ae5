"""New tickets: once per key, by a known requester, following up what is closed."""

from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import later
from tests.desktop.sandbox.small_queue import NURSE

TICKETS = "/api/v2/tickets"


def new(**more: Any) -> dict[str, Any]:
    row = {"subject": "Missing article", "comment": {"body": "Write it", "public": False}}
    return {"ticket": row | more}


async def test_a_ticket_is_made_with_its_first_comment_and_an_audit(
    client: httpx.AsyncClient,
) -> None:
    body = new(tags=["kb", "KB"], priority="low", requester_id=NURSE, metadata={"run": "1"})
    answer = await client.post(TICKETS, json=body)
    assert answer.status_code == 201
    made, audit = answer.json()["ticket"], answer.json()["audit"]
    assert answer.headers["location"] == made["url"]
    assert "x-idempotency-lookup" not in answer.headers
    assert (made["status"], made["tags"], made["via"]["channel"]) == ("new", ["kb"], "api")
    assert audit["metadata"]["custom"] == {"run": "1"}
    comments = (await client.get(f"{TICKETS}/{made['id']}/comments")).json()["comments"]
    assert [(row["body"], row["public"]) for row in comments] == [("Write it", False)]
    audits = (await client.get(f"{TICKETS}/{made['id']}/audits")).json()["audits"]
    assert audits == [audit]


async def test_the_same_key_brings_the_same_ticket_for_two_hours(client: httpx.AsyncClient) -> None:
    key = {"idempotency-key": "k1"}
    first = await client.post(TICKETS, json=new(), headers=key)
    again = await client.post(TICKETS, json=new(), headers=key)
    assert first.headers["x-idempotency-lookup"] == "miss"
    assert again.headers["x-idempotency-lookup"] == "hit"
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    other = await client.post(TICKETS, json=new(subject="Another"), headers=key)
    assert (other.status_code, other.json()["error"]) == (400, "IdempotentRequestError")
    await later(client, 2 * 3600)
    late = await client.post(TICKETS, json=new(), headers=key)
    assert late.headers["x-idempotency-lookup"] == "miss"
    assert late.json()["ticket"]["id"] != first.json()["ticket"]["id"]


@pytest.mark.parametrize(
    "row",
    [
        None, [], {}, {"comment": {}}, {"comment": {"body": "x"}, "requester_id": 9},
        {"comment": {"body": "x"}, "requester": {"name": "New"}},
        {"comment": {"body": "x"}, "priority": "huge"}, {"comment": {"body": 5}},
        {"comment": {"body": "x"}, "assignee_id": NURSE}, {"comment": {"body": "x"}, "group_id": 9},
        {"comment": {"body": "x"}, "via_followup_source_id": 101},
        {"comment": {"body": "x"}, "via_followup_source_id": "x"}, {"comment": "x", "tags": 5},
    ],
)  # fmt: skip
async def test_what_is_no_ticket_is_refused(client: httpx.AsyncClient, row: Any) -> None:
    assert (await client.post(TICKETS, json={"ticket": row})).status_code == 422


async def test_a_requester_is_found_by_e_mail(client: httpx.AsyncClient) -> None:
    made = await client.post(TICKETS, json=new(requester={"email": "ann@deck.test"}))
    assert made.json()["ticket"]["requester_id"] == 12


async def test_a_closed_ticket_is_followed_up(client: httpx.AsyncClient) -> None:
    await client.post("/sandbox/tickets/201", json={"ticket": {"status": "closed"}})
    made = (await client.post(TICKETS, json=new(via_followup_source_id=201))).json()["ticket"]
    source = made["via"]["source"]
    assert (source["rel"], source["from"]["ticket_id"]) == ("follow_up", 201)
    closed = (await client.get(f"{TICKETS}/201")).json()["ticket"]
    assert (closed["followup_ids"], closed["status"]) == ([made["id"]], "closed")


async def test_tickets_are_listed_newest_change_first_by_cursor(client: httpx.AsyncClient) -> None:
    await client.put(f"{TICKETS}/103", json={"ticket": {"tags": ["x"]}})
    asked: dict[str, Any] = {"sort": "-updated_at", "page[size]": 2}
    first = (await client.get(TICKETS, params=asked)).json()
    assert first["tickets"][0]["id"] == 103
    rest = (await client.get(first["links"]["next"])).json()
    assert len({row["id"] for row in [*first["tickets"], *rest["tickets"]]}) == 4
    assert rest["meta"]["has_more"] is False


async def test_search_refuses_cursors_and_the_eleventh_page(client: httpx.AsyncClient) -> None:
    asked: dict[str, Any] = {"query": "type:ticket"}
    for more, status in (({"page[size]": 10}, 400), ({"page": 11}, 422), ({"page": 10}, 200)):
        answer = await client.get("/api/v2/search", params=asked | more)
        assert answer.status_code == status
