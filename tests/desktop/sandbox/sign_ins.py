"""Signing in to the sandbox without a browser: the consent page's form is filled in and sent."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from desktop.sandbox.approver import read_form
from desktop.sandbox.authority import challenge_of

VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789"
PKCE = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}
ZENDESK = "http://127.0.0.1:28418/signed-in/zendesk"
SLACK = "http://localhost:28417/signed-in/slack"
ATLASSIAN = "http://localhost:28417/signed-in/confluence"
ASK_ZENDESK = {
    "response_type": "code", "redirect_uri": ZENDESK, "client_id": "triagedeck", "scope": "read write",
    "state": "st/1&2", **PKCE,
}  # fmt: skip
ASK_SLACK = {
    "client_id": "1000.2000", "scope": "", "user_scope": "chat:write,channels:read,channels:history",
    "redirect_uri": SLACK, "state": "st/1&2", **PKCE,
}  # fmt: skip
ASK_ATLASSIAN = {
    "audience": "api.atlassian.com", "client_id": "atl-triagedeck", "redirect_uri": ATLASSIAN,
    "scope": "read:page:confluence search:confluence offline_access", "state": "st/1&2",
    "response_type": "code", "prompt": "consent",
}  # fmt: skip
PAGES = {
    "zendesk": ("/oauth/authorizations/new", ASK_ZENDESK),
    "slack": ("/slack/oauth/v2/authorize", ASK_SLACK),
    "atlassian": ("/atlassian/authorize", ASK_ATLASSIAN),
}


async def ask(client: httpx.AsyncClient, service: str, **other: str) -> httpx.Response:
    """Open a consent page, with other parameters than usual if given; an empty one is left out."""
    path, usual = PAGES[service]
    asked = {key: value for key, value in {**usual, **other}.items() if value}
    return await client.get(path, params=asked)


async def decide(
    client: httpx.AsyncClient, page: httpx.Response, decision: str = "allow"
) -> httpx.Response:
    """Press a button of a consent page."""
    assert page.status_code == 200, page.text
    form = read_form(page.text)
    return await client.post(form.action, data={**form.hidden, "decision": decision})


def sent_to(answer: httpx.Response) -> tuple[str, dict[str, str]]:
    """Return where a browser is sent, and with what."""
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


async def code(client: httpx.AsyncClient, service: str, **other: str) -> str:
    """Return the code of a consent that was given."""
    _, said = sent_to(await decide(client, await ask(client, service, **other)))
    return said["code"]


async def zendesk_token(client: httpx.AsyncClient, scope: str = "read write") -> dict[str, Any]:
    """Sign in to Zendesk."""
    given = await code(client, "zendesk", scope=scope)
    return dict((await client.post("/oauth/tokens", json=zendesk_trade(given))).json())


def zendesk_trade(given: str, **other: Any) -> dict[str, Any]:
    """Return what turns a code of Zendesk's into a token."""
    usual = {"grant_type": "authorization_code", "client_id": "triagedeck", "redirect_uri": ZENDESK}
    return {**usual, "code": given, "code_verifier": VERIFIER, **other}


async def slack_token(client: httpx.AsyncClient, **other: str) -> dict[str, Any]:
    """Sign in to Slack."""
    traded = await client.post(
        "/slack/api/oauth.v2.access", data=slack_trade(await code(client, "slack", **other))
    )
    return dict(traded.json())


def slack_trade(given: str, **other: str) -> dict[str, str]:
    """Return what turns a code of Slack's into a token."""
    usual = {"client_id": "1000.2000", "redirect_uri": SLACK, "code_verifier": VERIFIER}
    return {**usual, "code": given, **other}


async def atlassian_token(client: httpx.AsyncClient, **other: str) -> dict[str, Any]:
    """Sign in to Atlassian."""
    given = await code(client, "atlassian", **other)
    return dict((await client.post("/atlassian/oauth/token", json=atlassian_trade(given))).json())


def atlassian_trade(given: str, **other: str) -> dict[str, str]:
    """Return what turns a code of Atlassian's into a token."""
    usual = {"grant_type": "authorization_code", "client_id": "atl-triagedeck", "code": given}
    return {**usual, "client_secret": "atl-secret", "redirect_uri": ATLASSIAN, **other}


def bearer(token: dict[str, Any] | str) -> dict[str, str]:
    """Return the header that carries a token."""
    text = token if isinstance(token, str) else token["access_token"]
    return {"authorization": f"Bearer {text}"}


async def later(client: httpx.AsyncClient, seconds: float) -> None:
    """Let sandbox time pass."""
    moved = await client.post("/sandbox/clock", json={"advance_seconds": seconds})
    assert moved.status_code == 200
