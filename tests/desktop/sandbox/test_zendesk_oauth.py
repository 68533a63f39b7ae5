"""Zendesk's sign-in: PKCE or nothing, codes that serve once, tokens that rotate, scopes that hold."""

import asyncio
import os
import signal
from typing import Any

import httpx
import pytest

from desktop.sandbox.grants import PREFIX
from desktop.sandbox.state import Sandbox
from tests import plain_http
from tests.desktop.sandbox.sign_ins import (
    ZENDESK,
    ask,
    bearer,
    code,
    decide,
    later,
    sent_to,
    zendesk_token,
    zendesk_trade,
)


async def trade(client: httpx.AsyncClient, **sent: Any) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/oauth/tokens", json=sent)
    return answer.status_code, answer.json()


async def test_the_page_says_in_words_what_is_asked_and_runs_no_script(
    client: httpx.AsyncClient,
) -> None:
    page = await ask(client, "zendesk", scope="read tickets:write")
    for words in ("Sam Lead", "read everything you can see", "change tickets, comment and answer"):
        assert words in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self' http://127.0.0.1:28418;" in policy


async def test_a_yes_comes_back_with_a_code_and_the_state_as_it_was(
    client: httpx.AsyncClient,
) -> None:
    where, said = sent_to(await decide(client, await ask(client, "zendesk")))
    assert where == ZENDESK
    assert said["state"] == "st/1&2"
    assert said["code"].startswith(PREFIX)


async def test_a_no_comes_back_as_access_denied(client: httpx.AsyncClient) -> None:
    _, said = sent_to(await decide(client, await ask(client, "zendesk"), "deny"))
    assert said["error"] == "access_denied"
    assert said["error_description"]
    assert said["state"] == "st/1&2"
    assert "code" not in said


async def test_a_page_is_answered_once_and_not_after_ten_minutes(client: httpx.AsyncClient) -> None:
    page, late = await ask(client, "zendesk"), await ask(client, "zendesk")
    await decide(client, page)
    assert (await decide(client, page)).status_code == 400
    await later(client, 601)
    assert (await decide(client, late)).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "another"},
        {"redirect_uri": ZENDESK + "/"},
        {"redirect_uri": ZENDESK.replace("127.0.0.1", "localhost")},
        {"redirect_uri": ZENDESK.replace("28418", "28420")},
    ],
)
async def test_a_stranger_or_another_address_is_refused_on_the_page_itself(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    page = await ask(client, "zendesk", **wrong)
    assert page.status_code == 400
    assert "location" not in page.headers


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
async def test_a_request_that_is_wrong_is_sent_back_with_its_error(
    client: httpx.AsyncClient, wrong: dict[str, str], word: str
) -> None:
    where, said = sent_to(await ask(client, "zendesk", **wrong))
    assert (where, said["error"], said["state"]) == (ZENDESK, word, "st/1&2")


async def test_a_code_becomes_a_token_by_json_and_by_form(client: httpx.AsyncClient) -> None:
    for way in ("json", "data"):
        sent: dict[str, Any] = {way: zendesk_trade(await code(client, "zendesk"))}
        token = (await client.post("/oauth/tokens", **sent)).json()
        assert token["token_type"] == "bearer"
        assert (token["scope"], token["expires_in"]) == ("read write", 1800)
        assert token["refresh_token_expires_in"] == 30 * 86400
        assert token["access_token"].startswith(PREFIX)
        me = await client.get("/api/v2/users/me", headers=bearer(token))
        assert me.json()["user"]["name"] == "Sam Lead"


async def test_a_token_may_be_asked_to_live_longer_within_reason(client: httpx.AsyncClient) -> None:
    given = zendesk_trade(await code(client, "zendesk"))
    assert (await trade(client, **given, expires_in=299))[0] == 400
    assert (await trade(client, **given, expires_in=172_801))[0] == 400
    assert (await trade(client, **given, refresh_token_expires_in=10))[0] == 400
    _, token = await trade(client, **given, expires_in=300, refresh_token_expires_in=604_800)
    assert (token["expires_in"], token["refresh_token_expires_in"]) == (300, 604_800)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "sandbox-code-made-up"},
        {"code_verifier": "another-verifier"},
        {"code_verifier": ""},
        {"redirect_uri": ZENDESK.replace("28418", "28417")},
        {"redirect_uri": ""},
    ],
)
async def test_a_code_that_is_not_proved_is_an_invalid_grant(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    sent = zendesk_trade(await code(client, "zendesk"))
    status, said = await trade(client, **{**sent, **wrong})
    assert (status, said["error"]) == (400, "invalid_grant")
    assert said["error_description"]


async def test_a_code_serves_once_and_for_two_minutes(client: httpx.AsyncClient) -> None:
    sent = zendesk_trade(await code(client, "zendesk"))
    late = zendesk_trade(await code(client, "zendesk"))
    assert (await trade(client, **sent))[0] == 201
    assert (await trade(client, **sent))[1]["error"] == "invalid_grant"
    await later(client, 120)
    assert (await trade(client, **late))[1]["error"] == "invalid_grant"


async def test_another_client_and_another_grant_are_refused(client: httpx.AsyncClient) -> None:
    sent = zendesk_trade(await code(client, "zendesk"))
    assert await trade(client, **{**sent, "client_id": "x"}) == (
        401,
        {"error": "invalid_client", "error_description": "Client authentication failed"},
    )
    status, said = await trade(client, **{**sent, "grant_type": "password"})
    assert (status, said["error"]) == (400, "unsupported_grant_type")


async def test_a_confidential_client_needs_its_secret(client: httpx.AsyncClient) -> None:
    change = {"service": "zendesk", "pkce": False, "secret": "s3"}
    await client.post("/sandbox/clients", json=change)
    sent = zendesk_trade(await code(client, "zendesk"))
    assert (await trade(client, **sent))[0] == 401
    assert (await trade(client, **sent, client_secret="s3"))[0] == 201


async def test_a_refresh_kills_the_old_pair_at_once(client: httpx.AsyncClient) -> None:
    old = await zendesk_token(client)
    again = {"grant_type": "refresh_token", "client_id": "triagedeck"}
    _, new = await trade(client, **again, refresh_token=old["refresh_token"])
    assert new["scope"] == old["scope"]
    gone = await client.get("/api/v2/tickets", headers=bearer(old))
    assert (gone.status_code, gone.json()["error"]) == (401, "invalid_token")
    assert (await client.get("/api/v2/tickets", headers=bearer(new))).status_code == 200
    status, said = await trade(client, **again, refresh_token=old["refresh_token"])
    assert (status, said["error"]) == (400, "invalid_grant")


async def test_a_token_ends_after_half_an_hour_and_is_renewed_for_thirty_days(
    client: httpx.AsyncClient,
) -> None:
    token = await zendesk_token(client)
    again = {"grant_type": "refresh_token", "client_id": "triagedeck"}
    await later(client, 1800)
    assert (await client.get("/api/v2/tickets", headers=bearer(token))).status_code == 401
    _, token = await trade(client, **again, refresh_token=token["refresh_token"])
    assert (await client.get("/api/v2/tickets", headers=bearer(token))).status_code == 200
    await later(client, 30 * 86400)
    assert (await trade(client, **again, refresh_token=token["refresh_token"]))[0] == 400


async def test_scopes_it_may_not_have_are_left_out_without_a_word(
    client: httpx.AsyncClient,
) -> None:
    assert (await zendesk_token(client, "read tickets:fly"))["scope"] == "read"
    await client.post("/sandbox/clients", json={"service": "zendesk", "scopes": ["tickets:read"]})
    token = await zendesk_token(client, "read tickets:read write")
    assert token["scope"] == "tickets:read"


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("read", "GET", "tickets", 200),
        ("read", "PUT", "tickets/101", 403),
        ("write", "GET", "tickets", 403),
        ("write", "PUT", "tickets/101", 200),
        ("tickets:read", "GET", "tickets/101/comments", 200),
        ("tickets:read", "GET", "search/count?query=type:ticket", 200),
        ("tickets:read", "GET", "tickets/101/audits", 403),
        ("tickets:read", "GET", "users/me", 403),
        ("tickets:read", "GET", "ticket_fields", 403),
        ("users:read", "GET", "users/me", 200),
        ("users:read", "GET", "tickets", 403),
        ("tickets:write", "PUT", "tickets/101", 200),
        ("tickets:write", "GET", "tickets/101", 403),
        ("organizations:read", "GET", "organizations", 200),
        ("triggers:read", "GET", "triggers/active", 200),
    ],
)
async def test_a_token_does_what_its_scopes_say(
    client: httpx.AsyncClient, scope: str, method: str, path: str, status: int
) -> None:
    token = await zendesk_token(client, scope)
    body = {"ticket": {"tags": ["x"]}} if method == "PUT" else None
    answer = await client.request(method, f"/api/v2/{path}", json=body, headers=bearer(token))
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["error"] == "Forbidden"
        assert "missing the following required scopes" in answer.json()["description"]


async def test_a_token_can_be_looked_at_and_revoked(client: httpx.AsyncClient) -> None:
    mine, other = await zendesk_token(client, "tickets:read"), await zendesk_token(client)
    shown = (await client.get("/api/v2/oauth/tokens/current", headers=bearer(mine))).json()["token"]
    assert shown["scopes"] == ["tickets:read"]
    assert mine["access_token"] not in str(shown)
    path = f"/api/v2/oauth/tokens/{shown['id']}"
    assert (await client.delete(path, headers=bearer(other))).status_code == 204
    assert (await client.delete(path, headers=bearer(other))).status_code == 404
    assert (await client.get("/api/v2/tickets", headers=bearer(mine))).status_code == 401
    here = "/api/v2/oauth/tokens/current"
    assert (await client.delete(here, headers=bearer(other))).status_code == 204
    assert (await client.get("/api/v2/tickets", headers=bearer(other))).status_code == 401
    assert (await client.get(here)).status_code == 404


async def test_a_token_that_only_looks_like_ours_is_worth_nothing(
    client: httpx.AsyncClient,
) -> None:
    forged = bearer(f"{PREFIX}zendesk-forged")
    assert (await client.get("/api/v2/tickets", headers=forged)).status_code == 401
    assert (await client.get("/wiki/api/v2/pages", headers=forged)).status_code == 401
    said = (await client.post("/slack/api/auth.test", headers=forged)).json()
    assert said == {"ok": False, "error": "invalid_auth"}


async def test_any_other_token_and_basic_auth_do_as_they_did(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v2/tickets", headers=bearer("anything"))).status_code == 200
    basic = httpx.BasicAuth("sam@deck.test/token", "secret")
    assert (await client.get("/api/v2/tickets", auth=basic)).status_code == 200


async def test_the_control_door_ends_every_token_now(client: httpx.AsyncClient) -> None:
    token = await zendesk_token(client)
    ended = await client.post("/sandbox/expire", json={"service": "zendesk"})
    assert ended.json() == {"expired": 1}
    assert (await client.get("/api/v2/tickets", headers=bearer(token))).status_code == 401
    again = {"grant_type": "refresh_token", "client_id": "triagedeck"}
    assert (await trade(client, **again, refresh_token=token["refresh_token"]))[0] == 201


async def test_without_rotation_a_token_lasts_and_is_not_renewed(client: httpx.AsyncClient) -> None:
    await client.post("/sandbox/clients", json={"service": "zendesk", "rotation": False})
    token = await zendesk_token(client)
    assert "expires_in" not in token
    await later(client, 10 * 86400)
    assert (await client.get("/api/v2/tickets", headers=bearer(token))).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"service": "mail"},
        {"service": "zendesk", "scopes": 5},
        {"service": "slack", "role": "x"},
    ],
)
async def test_the_control_door_refuses_what_it_does_not_understand(
    client: httpx.AsyncClient, body: dict[str, Any]
) -> None:
    assert (await client.post("/sandbox/clients", json=body)).status_code == 422


async def test_an_agent_sees_no_policies(client: httpx.AsyncClient) -> None:
    await client.post("/sandbox/clients", json={"service": "zendesk", "role": "agent"})
    assert (await client.get("/api/v2/users/me")).json()["user"]["role"] == "agent"
    assert (await client.get("/api/v2/slas/policies")).status_code == 403


def test_a_token_survives_a_kill(start: Any, tmp_path: Any) -> None:
    async def sign_in(url: str) -> dict[str, Any]:
        async with plain_http.async_client(base_url=url) as made:
            return await zendesk_token(made)

    process, client = start(state=tmp_path / "s.json")
    token = asyncio.run(sign_in(process.url))
    os.kill(process.pid, signal.SIGKILL)
    _, client = start(state=tmp_path / "s.json")
    assert client.get("/api/v2/tickets", headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("zendesk", "/oauth/tokens"),
        ("slack", "/slack/oauth/v2/authorize"),
        ("confluence", "/atlassian/oauth/token"),
        ("confluence", "/atlassian/ex/confluence/x/wiki/api/v2/pages"),
    ],
)
async def test_a_planned_failure_reaches_the_sign_ins_too(
    client: httpx.AsyncClient, service: str, path: str
) -> None:
    await client.post("/sandbox/faults", json={"service": service, "kind": "status", "path": path})
    assert (await client.post(path, json={})).status_code == 503
    assert (await client.post(path, json={})).status_code != 503


async def test_a_token_that_was_issued_passes_beside_the_only_one_that_does(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.token = "only-this"
    assert (await client.get("/api/v2/tickets")).status_code == 401
    token = await zendesk_token(client)
    assert (await client.get("/api/v2/tickets", headers=bearer(token))).status_code == 200
    assert (await client.get("/wiki/api/v2/pages", headers=bearer(token))).status_code == 401


async def test_a_wrong_password_is_nobody_to_users_me_and_nothing_to_the_rest(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.token = "only-this"
    for word, known in (("wrong", False), ("only-this", True)):
        basic = httpx.BasicAuth("sam@deck.test/token", word)
        me = await client.get("/api/v2/users/me", auth=basic)
        assert (me.status_code, me.json()["user"]["id"] is not None) == (200, known)
        listed = await client.get("/api/v2/tickets", auth=basic)
        assert listed.status_code == (200 if known else 401)
    assert (await client.get("/api/v2/users/me")).status_code == 401
