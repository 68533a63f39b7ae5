"""Atlassian's sign-in (3LO): a secret, one redirect, the gateway and not the site."""

from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import (
    ATLASSIAN,
    ask,
    atlassian_token,
    atlassian_trade,
    bearer,
    code,
    decide,
    later,
    sent_to,
)

TOKEN = "/atlassian/oauth/token"
AGAIN = {
    "grant_type": "refresh_token", "client_id": "atl-triagedeck", "client_secret": "atl-secret",
}  # fmt: skip


async def site(client: httpx.AsyncClient, token: Any) -> dict[str, Any]:
    found = await client.get(f"{TOKEN}/accessible-resources", headers=bearer(token))
    (only,) = found.json()
    return dict(only)


async def test_a_yes_becomes_a_token_of_an_hour_with_its_site(client: httpx.AsyncClient) -> None:
    where, said = sent_to(await decide(client, await ask(client, "atlassian")))
    assert (where, said["state"]) == (ATLASSIAN, "st/1&2")
    token = (await client.post(TOKEN, json=atlassian_trade(said["code"]))).json()
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 3600)
    found = await site(client, token)
    assert found["scopes"] == ["read:page:confluence", "search:confluence"]
    assert found["url"] == "http://127.0.0.1:1"
    assert {"id", "name", "avatarUrl"} <= found.keys()


async def test_a_no_comes_back_as_access_denied(client: httpx.AsyncClient) -> None:
    _, said = sent_to(await decide(client, await ask(client, "atlassian"), "deny"))
    assert (said["error"], said["state"]) == ("access_denied", "st/1&2")


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "x"},
        {"redirect_uri": ATLASSIAN.replace("28417", "28418")},
        {"audience": ""},
        {"response_type": "token"},
        {"prompt": ""},
    ],
)
async def test_a_wrong_request_is_refused_on_the_page_itself(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    page = await ask(client, "atlassian", **wrong)
    assert page.status_code == 400
    assert "location" not in page.headers


async def test_a_scope_the_app_does_not_have_is_sent_back(client: httpx.AsyncClient) -> None:
    _, said = sent_to(await ask(client, "atlassian", scope="write:page:confluence"))
    assert (said["error"], said["state"]) == ("invalid_scope", "st/1&2")


@pytest.mark.parametrize(
    ("wrong", "status", "word"),
    [
        ({"client_secret": ""}, 401, "access_denied"),
        ({"client_id": "x"}, 401, "access_denied"),
        ({"code": "x"}, 403, "invalid_grant"),
        ({"redirect_uri": ""}, 403, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
async def test_a_code_without_its_proof_buys_nothing(
    client: httpx.AsyncClient, wrong: dict[str, str], status: int, word: str
) -> None:
    sent = {**atlassian_trade(await code(client, "atlassian")), **wrong}
    answer = await client.post(TOKEN, json=sent)
    assert (answer.status_code, answer.json()["error"]) == (status, word)


async def test_a_code_serves_once(client: httpx.AsyncClient) -> None:
    sent = atlassian_trade(await code(client, "atlassian"))
    assert (await client.post(TOKEN, json=sent)).status_code == 200
    assert (await client.post(TOKEN, json=sent)).status_code == 403


async def test_only_offline_access_brings_a_refresh_token_and_it_rotates(
    client: httpx.AsyncClient,
) -> None:
    assert "refresh_token" not in await atlassian_token(client, scope="search:confluence")
    assert (await client.post(TOKEN, json={**AGAIN, "refresh_token": ""})).status_code == 403
    old = await atlassian_token(client)
    again = {**AGAIN, "refresh_token": old["refresh_token"]}
    new = (await client.post(TOKEN, json=again)).json()
    assert new["refresh_token"] != old["refresh_token"]
    assert (await client.post(TOKEN, json=again)).status_code == 403
    gone = await client.get(f"{TOKEN}/accessible-resources", headers=bearer(old))
    assert gone.status_code == 401
    assert (await site(client, new))["id"]


async def test_the_gateway_serves_the_same_pages_under_the_sites_id(
    client: httpx.AsyncClient,
) -> None:
    token = await atlassian_token(client)
    root = f"/atlassian/ex/confluence/{(await site(client, token))['id']}"
    there = await client.get(f"{root}/wiki/api/v2/pages?limit=2", headers=bearer(token))
    here = await client.get("/wiki/api/v2/pages?limit=2")
    assert there.json() == here.json()
    assert there.json()["_links"]["next"].startswith("/wiki/api/v2/pages?")
    query = {"cql": 'label = "verified"'}
    found = await client.get(f"{root}/wiki/rest/api/search", params=query, headers=bearer(token))
    assert found.json()["totalSize"] == 2
    one = await client.get(f"{root}/wiki/api/v2/pages/1", headers=bearer(token))
    assert one.json()["title"] == "Renew an API token"
    other = await client.get(
        "/atlassian/ex/confluence/other/wiki/api/v2/pages", headers=bearer(token)
    )
    assert other.status_code == 404


async def test_a_token_is_for_the_gateway_and_not_for_the_site(client: httpx.AsyncClient) -> None:
    token = await atlassian_token(client)
    assert (await client.get("/wiki/api/v2/pages", headers=bearer(token))).status_code == 401
    basic = httpx.BasicAuth("sam@deck.test", "api-token")
    assert (await client.get("/wiki/api/v2/pages", auth=basic)).status_code == 200


async def test_the_gateway_wants_a_living_token_with_the_scope(client: httpx.AsyncClient) -> None:
    token = await atlassian_token(client, scope="search:confluence")
    root = f"/atlassian/ex/confluence/{(await site(client, token))['id']}/wiki"
    lacking = await client.get(f"{root}/api/v2/pages", headers=bearer(token))
    assert (lacking.status_code, lacking.json()["message"]) == (
        401,
        "Unauthorized; scope does not match",
    )
    await later(client, 3600)
    late = await client.get(f"{root}/rest/api/search?cql=type=page", headers=bearer(token))
    assert late.status_code == 401
    del client.headers["authorization"]
    assert (await client.get(f"{root}/api/v2/pages")).status_code == 401
    assert (await client.get("/wiki/api/v2/pages")).status_code == 200


async def test_the_user_is_known_and_an_anonymous_reader_is_none(client: httpx.AsyncClient) -> None:
    me = (await client.get("/wiki/rest/api/user/current")).json()
    assert (me["type"], me["displayName"]) == ("known", "Sam Lead")
    del client.headers["authorization"]
    assert (await client.get("/wiki/rest/api/user/current")).json()["type"] == "anonymous"
