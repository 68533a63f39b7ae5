"""Composio: a key, a link, an account that acts for its person, failures that come as HTTP 200."""

from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import decide, later

API = "/composio/api/v3.1"
KEY = {"x-api-key": "cmp-key"}


async def link(client: httpx.AsyncClient, toolkit: str, **more: Any) -> dict[str, Any]:
    body = {"auth_config_id": f"ac_{toolkit}", "user_id": "sam", **more}
    made = await client.post(f"{API}/connected_accounts/link", json=body, headers=KEY)
    assert made.status_code == 201, made.text
    return dict(made.json())


async def connect(client: httpx.AsyncClient, toolkit: str) -> str:
    made = await link(client, toolkit)
    page = await client.get(made["redirect_url"])
    assert (await decide(client, page)).status_code == 200
    return str(made["connected_account_id"])


async def status(client: httpx.AsyncClient, account: str) -> str:
    shown = await client.get(f"{API}/connected_accounts/{account}", headers=KEY)
    return str(shown.json()["status"])


async def execute(client: httpx.AsyncClient, slug: str, account: str, **other: Any) -> Any:
    body = {"connected_account_id": account, "user_id": "sam", "arguments": {}} | other
    return await client.post(
        f"{API}/tools/execute/{slug}", json={"version": "20261101_00", **body}, headers=KEY
    )


async def proxy(client: httpx.AsyncClient, account: str, endpoint: str, **other: Any) -> Any:
    body = {"connected_account_id": account, "endpoint": endpoint, "method": "GET", **other}
    return await client.post(f"{API}/tools/execute/proxy", json=body, headers=KEY)


async def test_every_address_wants_the_key(client: httpx.AsyncClient) -> None:
    for method, path in (
        ("POST", "connected_accounts/link"), ("GET", "connected_accounts/x"),
        ("DELETE", "connected_accounts/x"), ("POST", "tools/execute/proxy"),
        ("POST", "tools/execute/SLACK_TEST_AUTH"),
    ):  # fmt: skip
        for headers in ({}, {"x-api-key": "guess"}):
            answer = await client.request(method, f"{API}/{path}", json={}, headers=headers)
            assert (answer.status_code, answer.json()["error"]["status"]) == (401, 401)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"auth_config_id": "ac_mail", "user_id": "sam"}, 404),
        ({"auth_config_id": "ac_slack"}, 400),
        ({}, 404),
    ],
)
async def test_a_link_needs_a_known_config_and_a_user(
    client: httpx.AsyncClient, body: dict[str, str], expected: int
) -> None:
    made = await client.post(f"{API}/connected_accounts/link", json=body, headers=KEY)
    assert made.status_code == expected


async def test_an_account_is_active_once_its_person_said_yes(client: httpx.AsyncClient) -> None:
    made = await link(client, "zendesk", connection_data={"subdomain": "deck"})
    assert {"link_token", "redirect_url", "expires_at"} <= made.keys()
    account = made["connected_account_id"]
    assert await status(client, account) == "INITIATED"
    page = await client.get(made["redirect_url"])
    assert "read tickets and their comments" in page.text
    await decide(client, page)
    shown = await client.get(f"{API}/connected_accounts/{account}", headers=KEY)
    assert (shown.json()["status"], shown.json()["toolkit"]["slug"]) == ("ACTIVE", "zendesk")
    assert "sandbox-zendesk" not in shown.text
    assert (await client.get(made["redirect_url"])).status_code == 400


async def test_a_no_fails_the_account_and_both_go_to_the_callback(
    client: httpx.AsyncClient,
) -> None:
    for decision, word, becomes in (("allow", "success", "ACTIVE"), ("deny", "failed", "FAILED")):
        made = await link(client, "slack", callback_url="http://127.0.0.1:28417/connected?x=1")
        page = await client.get(made["redirect_url"])
        assert (
            "form-action 'self' http://127.0.0.1:28417;" in page.headers["content-security-policy"]
        )
        gone = await decide(client, page, decision)
        account = made["connected_account_id"]
        assert gone.headers["location"] == (
            f"http://127.0.0.1:28417/connected?x=1&status={word}&connected_account_id={account}"
        )
        assert await status(client, account) == becomes


async def test_a_link_nobody_uses_in_time_expires(client: httpx.AsyncClient) -> None:
    made = await link(client, "slack")
    page = await client.get(made["redirect_url"])
    await later(client, 600)
    assert await status(client, made["connected_account_id"]) == "EXPIRED"
    assert (await client.get(made["redirect_url"])).status_code == 400
    assert (await decide(client, page)).status_code == 400


async def test_a_link_is_not_answered_at_another_services_door(client: httpx.AsyncClient) -> None:
    made = await link(client, "slack")
    answer = {"ask": made["link_token"], "decision": "allow"}
    assert (await client.post("/oauth/authorizations/new", data=answer)).status_code == 400
    assert await status(client, made["connected_account_id"]) == "INITIATED"


async def test_a_deleted_account_is_gone(client: httpx.AsyncClient) -> None:
    account = await connect(client, "slack")
    gone = await client.delete(f"{API}/connected_accounts/{account}", headers=KEY)
    assert gone.json() == {"success": True}
    shown = await client.get(f"{API}/connected_accounts/{account}", headers=KEY)
    assert shown.status_code == 404
    assert (await execute(client, "SLACK_TEST_AUTH", account)).status_code == 404


@pytest.mark.parametrize(
    ("toolkit", "slug", "arguments", "key"),
    [
        ("zendesk", "ZENDESK_GET_ABOUT_ME", {}, "user"),
        ("zendesk", "ZENDESK_LIST_ZENDESK_TICKETS", {"per_page": 2}, "tickets"),
        ("zendesk", "ZENDESK_GET_ZENDESK_TICKET_BY_ID", {"ticket_id": 101}, "ticket"),
        ("zendesk", "ZENDESK_SEARCH_ZENDESK", {"query": "type:ticket"}, "results"),
        ("zendesk", "ZENDESK_UPDATE_ZENDESK_TICKET", {"ticket_id": 101, "tags": ["x"]}, "audit"),
        ("slack", "SLACK_TEST_AUTH", {}, "user_id"),
        ("slack", "SLACK_LIST_ALL_CHANNELS", {}, "channels"),
        ("slack", "SLACK_SEND_MESSAGE", {"channel": "C1", "text": "x"}, "ts"),
        ("slack", "SLACK_FETCH_CONVERSATION_HISTORY", {"channel": "C1"}, "messages"),
        ("confluence", "CONFLUENCE_GET_CURRENT_USER", {}, "accountId"),
        ("confluence", "CONFLUENCE_GET_PAGES", {"limit": 1}, "results"),
        ("confluence", "CONFLUENCE_GET_PAGE_BY_ID", {"id": "1"}, "title"),
        ("confluence", "CONFLUENCE_CQL_SEARCH", {"cql": "type=page"}, "totalSize"),
    ],
)
async def test_a_tool_does_what_its_name_says(
    client: httpx.AsyncClient, toolkit: str, slug: str, arguments: dict[str, Any], key: str
) -> None:
    account = await connect(client, toolkit)
    said = (await execute(client, slug, account, arguments=arguments)).json()
    assert (said["successful"], said["error"]) == (True, None), said
    assert key in said["data"]
    assert said["log_id"]


async def test_a_reply_is_written_as_the_account(client: httpx.AsyncClient) -> None:
    account = await connect(client, "zendesk")
    note = {"ticket_id": 101, "body": "Looked at it", "public": False}
    said = await execute(client, "ZENDESK_REPLY_ZENDESK_TICKET", account, arguments=note)
    assert said.json()["successful"] is True
    comments = (await client.get("/api/v2/tickets/101/comments")).json()["comments"]
    assert (comments[-1]["body"], comments[-1]["public"]) == ("Looked at it", False)


@pytest.mark.parametrize(
    ("toolkit", "slug", "arguments"),
    [
        ("zendesk", "ZENDESK_GET_ZENDESK_TICKET_BY_ID", {"ticket_id": 9}),
        ("zendesk", "ZENDESK_GET_ZENDESK_TICKET_BY_ID", {}),
        ("zendesk", "ZENDESK_REPLY_ZENDESK_TICKET", {"ticket_id": 101}),
        ("slack", "SLACK_SEND_MESSAGE", {"channel": "C9", "text": "x"}),
    ],
)
async def test_a_tool_that_fails_is_http_200_all_the_same(
    client: httpx.AsyncClient, toolkit: str, slug: str, arguments: dict[str, Any]
) -> None:
    account = await connect(client, toolkit)
    answer = await execute(client, slug, account, arguments=arguments)
    assert (answer.status_code, answer.json()["successful"]) == (200, False)
    assert answer.json()["error"]


@pytest.mark.parametrize(
    ("slug", "other", "expected"),
    [
        ("SLACK_TEST_AUTH", {"version": "latest"}, 400),
        ("SLACK_TEST_AUTH", {"version": None}, 400),
        ("SLACK_TEST_AUTH", {"user_id": "somebody"}, 404),
        ("SLACK_TEST_AUTH", {"connected_account_id": "x"}, 404),
        ("ZENDESK_GET_ABOUT_ME", {}, 400),
        ("SLACK_FLY", {}, 404),
    ],
)
async def test_a_tool_is_refused_without_version_account_or_name(
    client: httpx.AsyncClient, slug: str, other: dict[str, Any], expected: int
) -> None:
    account = await connect(client, "slack")
    assert (await execute(client, slug, account, **other)).status_code == expected


async def test_an_account_that_is_not_active_does_nothing(client: httpx.AsyncClient) -> None:
    waiting = (await link(client, "slack"))["connected_account_id"]
    assert (await execute(client, "SLACK_TEST_AUTH", waiting)).status_code == 400
    account = await connect(client, "slack")
    ended = await client.post("/sandbox/expire", json={"service": "composio"})
    assert ended.json() == {"expired": 1}
    assert await status(client, account) == "EXPIRED"
    assert (await proxy(client, account, "/auth.test")).status_code == 400


async def test_an_expired_token_is_renewed_by_composio_itself(client: httpx.AsyncClient) -> None:
    account = await connect(client, "zendesk")
    await later(client, 4000)
    assert (await execute(client, "ZENDESK_GET_ABOUT_ME", account)).json()["successful"] is True


@pytest.mark.parametrize(
    ("toolkit", "endpoint", "key"),
    [
        ("zendesk", "/api/v2/users/me", "user"),
        ("zendesk", "https://deck.zendesk.com/api/v2/tickets/101.json", "ticket"),
        ("zendesk", "http://127.0.0.1:1/api/v2/tickets/101", "ticket"),
        ("slack", "/auth.test", "user_id"),
        ("slack", "https://slack.com/api/conversations.list?limit=1", "channels"),
        ("confluence", "/wiki/api/v2/pages?limit=1", "results"),
        ("confluence", "https://api.atlassian.com/ex/confluence/x/wiki/api/v2/pages/1", "title"),
    ],
)
async def test_the_proxy_sends_a_request_as_the_account(
    client: httpx.AsyncClient, toolkit: str, endpoint: str, key: str
) -> None:
    account = await connect(client, toolkit)
    said = (await proxy(client, account, endpoint)).json()
    assert said["status"] == 200, said
    assert key in said["data"]
    assert "date" in said["headers"]


async def test_the_proxy_carries_query_headers_body_and_the_services_own_refusal(
    client: httpx.AsyncClient,
) -> None:
    account = await connect(client, "zendesk")
    query = [
        {"name": "query", "value": "type:ticket status<solved", "type": "query"},
        {"name": "authorization", "value": "Bearer other", "type": "header"},
        {"name": "x-note", "value": "1", "type": "header"},
    ]
    said = await proxy(client, account, "/api/v2/search/count", parameters=query)
    assert said.json()["data"] == {"count": 3}
    body = {"ticket": {"tags": ["y"]}}
    said = await proxy(client, account, "/api/v2/tickets/101", method="PUT", body=body)
    assert said.json()["data"]["ticket"]["tags"] == ["y"]
    assert (await proxy(client, account, "/api/v2/tickets/9")).json()["status"] == 404


@pytest.mark.parametrize(
    "endpoint",
    ["/sandbox/state", "https://evil.example/api/v2/users/me", "https://slack.com/api/x", ""],
)
async def test_the_proxy_goes_nowhere_else(client: httpx.AsyncClient, endpoint: str) -> None:
    account = await connect(client, "zendesk")
    assert (await proxy(client, account, endpoint)).status_code == 400
    assert (await proxy(client, account, "/api/v2/users/me", method="FLY")).status_code == 400


async def test_a_planned_failure_reaches_composio_and_what_it_asks_inside(
    client: httpx.AsyncClient,
) -> None:
    account = await connect(client, "zendesk")
    for service, kind in (("zendesk", "status"), ("zendesk", "reset_before")):
        await client.post("/sandbox/faults", json={"service": service, "kind": kind})
        said = await proxy(client, account, "/api/v2/users/me")
        assert said.json()["status"] in (502, 503)
    await client.post("/sandbox/faults", json={"service": "composio", "kind": "status"})
    assert (await proxy(client, account, "/api/v2/users/me")).status_code == 503
