"""Reading Zendesk: searches, pages, sideloads, the traps real clients fall into."""

import httpx
import pytest

from tests.desktop.sandbox.small_queue import NURSE


async def search(client: httpx.AsyncClient, query: str) -> list[int]:
    answer = await client.get(
        "/api/v2/search.json", params={"query": query, "sort_by": "created_at"}
    )
    assert answer.status_code == 200, answer.text
    return sorted(row["id"] for row in answer.json()["results"])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("type:ticket", [101, 102, 103, 201]),
        ("type:ticket status<solved", [101, 102, 103]),
        ("type:ticket status<=open status>new", [103]),
        ("priority>=high status<solved", [101, 102]),
        ("priority:high priority:urgent status:new", [101, 102]),
        ("type:ticket created>4hours", [101, 102, 103]),
        ("type:ticket created>30minutes", []),
        ("type:ticket created:>2026-11-23T13:00:00Z", [101, 102, 103]),
        ("created:2026-10-01", [201]),
        ("created<2026-11-01", [201]),
        ("tags:webhook", [102]),
        ('tags:"api webhook"', [102]),
        ("-tags:webhook status<solved", [101, 103]),
        ('organization:"Lakeside Clinic" invoice', [103, 201]),
        ("subject:token", [101]),
        ("assignee:none status:open", [103]),
        ('"shows twice"', [103]),
        ("token 401", [101]),
        ("tok*", [101]),
        ("requester:21 priority:none", [103]),
        ("custom_field_900:billing", [201]),
        ("101", []),
    ],
)
async def test_a_search_finds(client: httpx.AsyncClient, query: str, ids: list[int]) -> None:
    assert await search(client, query) == ids


async def test_a_search_refuses_cursors_and_pages_past_a_thousand(
    client: httpx.AsyncClient,
) -> None:
    params = {"query": "type:ticket"}
    cursor = await client.get("/api/v2/search", params={**params, "page[size]": 10})
    assert cursor.status_code == 400
    late = await client.get("/api/v2/search", params={**params, "page": 11})
    assert late.status_code == 422


async def test_export_pages_by_cursor_and_needs_a_type(client: httpx.AsyncClient) -> None:
    params = {"query": "type:ticket", "page[size]": 3}
    assert (await client.get("/api/v2/search/export", params=params)).status_code == 422
    first = await client.get("/api/v2/search/export", params={**params, "filter[type]": "ticket"})
    page = first.json()
    second = (await client.get(page["links"]["next"])).json()
    ids = [row["id"] for row in page["results"] + second["results"]]
    assert ids == [201, 101, 102, 103]
    assert (page["meta"]["has_more"], second["meta"]["has_more"]) == (True, False)


async def test_the_list_follows_its_cursor_with_the_suffix_clients_send(
    client: httpx.AsyncClient,
) -> None:
    seen: list[int] = []
    url: str | None = "/api/v2/tickets.json?page[size]=2&sort=-updated_at"
    while url:
        page = (await client.get(url)).json()
        seen += [row["id"] for row in page["tickets"]]
        url = page["links"]["next"]
    assert sorted(seen) == [101, 102, 103, 201]


async def test_show_many_sideloads_people_and_clocks(client: httpx.AsyncClient) -> None:
    params = {"ids": "101,103,999", "include": "users,organizations,slas"}
    body = (await client.get("/api/v2/tickets/show_many", params=params)).json()
    assert [row["id"] for row in body["tickets"]] == [101, 103]
    assert [user["id"] for user in body["users"]] == [NURSE]
    assert body["organizations"][0]["tags"] == ["vip"]
    clock = {"metric": "first_reply_time", "stage": "active", "breach_at": "2026-11-23T15:05:00Z"}
    first, second = (row["slas"]["policy_metrics"] for row in body["tickets"])
    assert first[0].items() >= clock.items()
    assert second == []


async def test_too_many_ids_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v2/tickets/show_many", params={"ids": ",".join("1" * 101)})
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyValues")


async def test_a_ticket_has_its_description_as_first_comment(client: httpx.AsyncClient) -> None:
    body = (await client.get("/api/v2/tickets/101/comments.json?include=users")).json()
    assert body["comments"][0]["plain_body"] == "Token refused with 401. Please help."
    assert body["users"][0]["id"] == NURSE
    assert "audit" not in (await client.get("/api/v2/tickets/101")).json()


async def test_a_ticket_of_the_future_is_not_there_yet(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v2/tickets/104")).status_code == 404
    await client.post("/sandbox/clock", json={"to": "2026-11-23T14:30:00Z"})
    assert (await client.get("/api/v2/tickets/104")).status_code == 200


async def test_a_count_over_a_span_knows_the_arrivals(client: httpx.AsyncClient) -> None:
    span = "type:ticket created>=2026-11-23T12:00:00Z created<2026-11-23T13:00:00Z"
    answer = await client.get("/api/v2/search/count", params={"query": span})
    assert answer.json() == {"count": 9}


async def test_nobody_is_anonymous_only_at_users_me(client: httpx.AsyncClient) -> None:
    me = await client.get("/api/v2/users/me.json", headers={"authorization": ""})
    assert (me.status_code, me.json()["user"]["id"]) == (200, None)
    refused = await client.get("/api/v2/tickets", headers={"authorization": ""})
    assert (refused.status_code, refused.json()) == (401, {"error": "Couldn't authenticate you"})


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("users/show_many?ids=11,21", "users"),
        ("organizations", "organizations"),
        ("organizations/show_many?ids=1", "organizations"),
        ("organizations/1", "organization"),
        ("ticket_fields.json", "ticket_fields"),
        ("slas/policies", "sla_policies"),
        ("business_hours/schedules", "schedules"),
        ("groups", "groups"),
        ("triggers", "triggers"),
        ("triggers/active", "triggers"),
        ("tickets/101/audits", "audits"),
        ("tickets/101/tags", "tags"),
    ],
)
async def test_the_rest_is_served(client: httpx.AsyncClient, path: str, key: str) -> None:
    answer = await client.get(f"/api/v2/{path}")
    assert (answer.status_code, key in answer.json()) == (200, True)


async def test_unknown_paths_and_ids_are_told_apart(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v2/moons")).json()["error"] == "InvalidEndpoint"
    assert (await client.get("/api/v2/tickets/9")).json()["error"] == "RecordNotFound"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [11, 12, 21, 22]),
        ("role[]=agent&role[]=admin", [11, 12]),
        ("role=end-user", [21, 22]),
        ("role[]=agent&role[]=admin&page[size]=1", [11]),
    ],
)
async def test_people_are_listed_by_role(
    client: httpx.AsyncClient, query: str, ids: list[int]
) -> None:
    answer = (await client.get(f"/api/v2/users?{query}")).json()
    assert [user["id"] for user in answer["users"]] == ids


async def test_the_next_page_of_people_keeps_both_roles(client: httpx.AsyncClient) -> None:
    first = (await client.get("/api/v2/users?role[]=agent&role[]=admin&page[size]=1")).json()
    second = (await client.get(first["links"]["next"])).json()
    assert [user["id"] for user in second["users"]] == [12]
