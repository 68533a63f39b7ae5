"""Slack's sign-in: user scopes and PKCE for a desktop, rotation, and what each method needs."""

from typing import Any

import httpx
import pytest

from tests.desktop.sandbox.sign_ins import (
    SLACK,
    VERIFIER,
    ask,
    bearer,
    code,
    decide,
    later,
    sent_to,
    slack_token,
    slack_trade,
)

ACCESS = "/slack/api/oauth.v2.access"
AGAIN = {"client_id": "1000.2000", "grant_type": "refresh_token"}


async def call(
    client: httpx.AsyncClient, token: Any, method: str, **arguments: str
) -> dict[str, Any]:
    answer = await client.post(f"/slack/api/{method}", data=arguments, headers=bearer(token))
    return dict(answer.json())


def of(answer: dict[str, Any]) -> Any:
    return answer["authed_user"]


async def test_a_yes_becomes_a_user_token_that_rotates(client: httpx.AsyncClient) -> None:
    where, said = sent_to(await decide(client, await ask(client, "slack")))
    assert (where, said["state"]) == (SLACK, "st/1&2")
    answer = (await client.post(ACCESS, data=slack_trade(said["code"]))).json()
    user = answer.pop("authed_user")
    assert answer == {
        "ok": True,
        "app_id": "A00SANDBOX",
        "team": {"id": "T00SANDBOX", "name": "Sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    assert (user["id"], user["token_type"], user["expires_in"]) == ("U1", "user", 12 * 3600)
    assert user["scope"] == "chat:write,channels:read,channels:history"
    assert (await call(client, user, "auth.test"))["user_id"] == "U1"


async def test_a_no_comes_back_as_access_denied(client: httpx.AsyncClient) -> None:
    _, said = sent_to(await decide(client, await ask(client, "slack"), "deny"))
    assert (said["error"], said["state"]) == ("access_denied", "st/1&2")


@pytest.mark.parametrize("wrong", [{"scope": "chat:write"}, {"user_scope": "chat:write,admin"}])
async def test_bot_scopes_and_scopes_of_others_are_sent_back(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    where, said = sent_to(await ask(client, "slack", **wrong))
    assert (where, said["error"], said["state"]) == (SLACK, "invalid_scope", "st/1&2")


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"client_id": "1"}, "invalid_client_id"),
        ({"redirect_uri": SLACK.replace("localhost", "127.0.0.1")}, "bad_redirect_uri"),
        ({"redirect_uri": SLACK.replace("28417", "28416")}, "bad_redirect_uri"),
        ({"code_challenge": ""}, "bad_redirect_uri"),
        ({"code_challenge_method": "plain"}, "invalid_arguments"),
        ({"user_scope": ""}, "no_scopes"),
    ],
)
async def test_what_slack_does_not_send_back_it_says_on_its_page(
    client: httpx.AsyncClient, wrong: dict[str, str], word: str
) -> None:
    page = await ask(client, "slack", **wrong)
    assert page.status_code == 400
    assert word in page.text


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"code": "sandbox-code-made-up"}, "invalid_code"),
        ({"redirect_uri": SLACK.replace("28417", "28418")}, "bad_redirect_uri"),
        ({"code_verifier": "another"}, "invalid_code_verifier"),
        ({"code_verifier": ""}, "invalid_code_verifier"),
        ({"client_id": "1"}, "invalid_client_id"),
        ({"client_secret": "guess", "code_verifier": ""}, "bad_client_secret"),
        ({"grant_type": "password"}, "invalid_grant_type"),
    ],
)
async def test_a_code_that_is_not_proved_buys_nothing(
    client: httpx.AsyncClient, wrong: dict[str, str], word: str
) -> None:
    sent = {**slack_trade(await code(client, "slack")), **wrong}
    answer = await client.post(ACCESS, data=sent)
    assert (answer.status_code, answer.json()) == (200, {"ok": False, "error": word})


async def test_a_code_serves_once_and_for_two_minutes(client: httpx.AsyncClient) -> None:
    sent, late = slack_trade(await code(client, "slack")), slack_trade(await code(client, "slack"))
    assert (await client.post(ACCESS, data=sent)).json()["ok"]
    assert (await client.post(ACCESS, data=sent)).json()["error"] == "code_already_used"
    await later(client, 120)
    assert (await client.post(ACCESS, data=late)).json()["error"] == "invalid_code"


async def test_without_pkce_in_the_settings_a_challenge_and_a_verifier_are_refused(
    client: httpx.AsyncClient,
) -> None:
    given = await code(client, "slack")
    https = "https://deck.example/signed-in"
    change = {"service": "slack", "pkce": False, "secret": "s", "redirects": [SLACK, https]}
    await client.post("/sandbox/clients", json=change)
    assert "pkce_not_allowed" in (await ask(client, "slack")).text
    traded = await client.post(ACCESS, data=slack_trade(given))
    assert traded.json()["error"] == "pkce_not_allowed"
    plain = {"redirect_uri": https, "code_challenge": "", "code_challenge_method": ""}
    sent = slack_trade(await code(client, "slack", **plain), redirect_uri=https, code_verifier="")
    assert (await client.post(ACCESS, data={**sent, "client_secret": "t"})).json()["ok"] is False
    login = httpx.BasicAuth("1000.2000", "s")
    del sent["client_id"]
    assert (await client.post(ACCESS, data=sent, auth=login)).json()["ok"] is True


async def test_a_verifier_for_a_code_without_a_challenge_is_no_proof(
    client: httpx.AsyncClient,
) -> None:
    https = "https://deck.example/signed-in"
    await client.post("/sandbox/clients", json={"service": "slack", "redirects": [https]})
    plain = {"redirect_uri": https, "code_challenge": "", "code_challenge_method": ""}
    given = await code(client, "slack", **plain)
    sent = slack_trade(given, redirect_uri=https, code_verifier=VERIFIER)
    assert (await client.post(ACCESS, data=sent)).json()["error"] == "invalid_code_verifier"


async def test_a_refresh_rotates_and_needs_no_secret(client: httpx.AsyncClient) -> None:
    old = of(await slack_token(client))
    renewed = await client.post(ACCESS, data={**AGAIN, "refresh_token": old["refresh_token"]})
    new = of(renewed.json())
    assert new["access_token"] != old["access_token"]
    assert (await call(client, new, "auth.test"))["ok"] is True
    assert (await call(client, old, "auth.test"))["error"] == "token_revoked"
    again = await client.post(ACCESS, data={**AGAIN, "refresh_token": old["refresh_token"]})
    assert again.json()["error"] == "invalid_refresh_token"


async def test_a_token_ends_after_twelve_hours_unless_rotation_is_off(
    client: httpx.AsyncClient,
) -> None:
    token = of(await slack_token(client))
    await client.post("/sandbox/clients", json={"service": "slack", "rotation": False})
    lasting = of(await slack_token(client))
    assert not {"expires_in", "refresh_token"} & lasting.keys()
    await later(client, 12 * 3600)
    assert (await call(client, token, "auth.test"))["error"] == "token_expired"
    assert (await call(client, lasting, "auth.test"))["ok"] is True


async def test_revoke_ends_a_token_but_not_as_a_test(client: httpx.AsyncClient) -> None:
    token = of(await slack_token(client))
    assert await call(client, token, "auth.revoke", test="1") == {"ok": True, "revoked": False}
    assert await call(client, token, "auth.revoke") == {"ok": True, "revoked": True}
    assert (await call(client, token, "auth.test"))["error"] == "token_revoked"


async def test_a_missing_scope_is_named_beside_those_there(client: httpx.AsyncClient) -> None:
    token = of(await slack_token(client, user_scope="channels:read,users:read"))
    said = await call(client, token, "chat.postMessage", channel="C1", text="x")
    assert said == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "channels:read,users:read",
    }
    assert (await call(client, token, "conversations.list"))["ok"] is True
    assert (await call(client, token, "users.list"))["ok"] is True
    for method in ("conversations.history", "conversations.open", "users.lookupByEmail"):
        assert (await call(client, token, method))["error"] == "missing_scope"


async def test_every_answer_to_a_known_token_carries_its_scopes(client: httpx.AsyncClient) -> None:
    token = of(await slack_token(client, user_scope="users:read"))
    for method in ("auth.test", "users.list", "chat.postMessage", "no.such"):
        answer = await client.post(f"/slack/api/{method}", headers=bearer(token))
        assert answer.headers["x-oauth-scopes"] == "users:read"
    stranger = await client.post("/slack/api/auth.test", headers=bearer("anything"))
    assert "x-oauth-scopes" not in stranger.headers
