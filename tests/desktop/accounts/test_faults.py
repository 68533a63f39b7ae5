"""Everything that can go wrong while somebody signs in: said in words without a secret, nothing half kept."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest

from desktop.accounts.scopes import USES
from desktop.connectors.http import Http
from desktop.domain.account import Grant, Way
from desktop.domain.errors import InputError, RefusedError, ServiceError, TriageError
from desktop.domain.values import Readiness, Toolkit
from desktop.ports import Question
from desktop.sandbox.approver import read_form
from tests import plain_http
from tests.desktop.accounts.people import Standing

PLACES = {
    "zendesk": ("zendesk", "/oauth/tokens", Toolkit.ZENDESK),
    "slack": ("slack", "/slack/api/oauth.v2.access", Toolkit.SLACK),
    "atlassian": ("confluence", "/atlassian/oauth/token", Toolkit.CONFLUENCE),
    "composio": ("composio", "/composio/api/v3.1/connected_accounts/link", Toolkit.SLACK),
}
DIRECT = {name: place for name, place in PLACES.items() if name != "composio"}
KINDS: dict[str, dict[str, Any]] = {
    "500": {"kind": "status", "status": 500},
    "a limit that lasts": {"kind": "status", "status": 429, "retry_after": 0, "count": 99},
    "cut": {"kind": "truncated"},
    "a page with 200": {"kind": "html"},
    "nonsense": {"kind": "nonsense"},
    "reset before": {"kind": "reset_before"},
    "reset after": {"kind": "reset_after"},
}


async def sign_in(profile: Standing, name: str) -> None:
    way = Way.BROKER if name == "composio" else Way.BROWSER
    token = {"composio": "cmp-key", "atlassian": "atl-secret"}.get(name, "")
    await profile.sign_in(PLACES[name][2], way, token)


async def kept(profile: Standing, name: str) -> Grant | None:
    assert profile.services.gate is not None
    return await profile.services.gate.grant(PLACES[name][2])


def secrets_of(profile: Standing) -> list[str]:
    """What was on the wire so far and must not be said: states, challenges, codes."""
    asked = [parse_qs(urlsplit(page).query) for page in profile.person.pages]
    return ["cmp-key", "atl-secret", *(one["state"][0] for one in asked if "state" in one)]


def is_clear(error: TriageError, *secrets: str) -> None:
    """In words, with a remedy that fits a sign-in, and nothing secret even in its traceback."""
    assert error.title
    assert error.message
    assert error.remedy
    assert "read back" not in error.remedy
    whole = "".join(traceback.format_exception(error))
    assert [one for one in secrets if one and one in whole + repr(error)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PLACES)
async def test_a_token_endpoint_that_fails_is_said_and_keeps_nothing(
    profile: Standing, name: str, kind: str
) -> None:
    service, path, _ = PLACES[name]
    profile.fault(service, path=path, **KINDS[kind])
    with pytest.raises(ServiceError) as said:
        await sign_in(profile, name)
    is_clear(said.value, *secrets_of(profile))
    assert await kept(profile, name) is None
    profile.control.delete("/sandbox/faults").raise_for_status()
    await sign_in(profile, name)
    assert await kept(profile, name) is not None, "the next try works"


@pytest.mark.parametrize("name", PLACES)
async def test_a_limit_that_passes_is_waited_for(profile: Standing, name: str) -> None:
    service, path, toolkit = PLACES[name]
    profile.fault(service, "status", path=path, status=429, retry_after=0, count=2)
    await sign_in(profile, name)
    assert (await profile.card(toolkit)).readiness is Readiness.READY


@pytest.mark.parametrize("name", PLACES)
async def test_a_slow_authority_is_waited_for(profile: Standing, name: str) -> None:
    service, path, toolkit = PLACES[name]
    profile.fault(service, "delay", path=path, delay_seconds=0.3)
    await sign_in(profile, name)
    assert (await profile.card(toolkit)).readiness is Readiness.READY


@pytest.mark.parametrize("name", PLACES)
async def test_one_who_does_not_wait_for_a_slow_authority_keeps_nothing(
    profile: Standing, name: str
) -> None:
    service, path, _ = PLACES[name]
    profile.fault(service, "delay", path=path, delay_seconds=0.5)
    task = asyncio.create_task(sign_in(profile, name))
    await asyncio.sleep(0.35)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await kept(profile, name) is None


@pytest.mark.parametrize("name", DIRECT)
async def test_a_page_that_does_not_know_our_address_brings_nobody_back(
    profile: Standing, name: str
) -> None:
    profile.change(name, redirects=["http://127.0.0.1:1/elsewhere"])
    profile.services.gate._sign_in._patience = 0.3  # type: ignore[union-attr]
    with pytest.raises(InputError, match="Nobody came back") as said:
        await sign_in(profile, name)
    is_clear(said.value, *secrets_of(profile))
    assert "redirect" in said.value.remedy, "the page itself says it; so do we"
    assert await kept(profile, name) is None


@pytest.mark.parametrize("name", DIRECT)
async def test_an_answer_that_is_no_consent_is_said_in_the_services_words(
    profile: Standing, name: str
) -> None:
    """Another page sends the browser back with our state and a reason, as services do."""

    async def forged(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        back = {"error": "invalid_scope", "error_description": "<b>no</b>" * 99}
        async with plain_http.async_client() as browser:
            await browser.get(asked["redirect_uri"][0], params={**back, "state": asked["state"][0]})

    profile.services.gate._sign_in._open = forged  # type: ignore[union-attr]
    with pytest.raises(RefusedError) as said:
        await sign_in(profile, name)
    is_clear(said.value)
    assert len(said.value.message) < 250
    assert await kept(profile, name) is None


async def code_of(profile: Standing, name: str) -> tuple[str, Question]:
    """Consent by hand; return the code that came back and the question it answers."""
    use, keeper = USES[PLACES[name][2]], profile.services.gate._keeper  # type: ignore[union-attr]
    redirect = (await redirects(profile, name))[0]
    question = Question("s" * 43, "v" * 43, redirect, use.wanted)
    address = keeper.authority(PLACES[name][2]).address(question)
    async with plain_http.async_client() as browser:
        form = read_form((await browser.get(address)).text)
        url = httpx.URL(address).join(form.action)
        sent = await browser.post(url, data={**form.hidden, "decision": "allow"})
    return parse_qs(urlsplit(sent.headers["location"]).query)["code"][0], question


async def redirects(profile: Standing, name: str) -> list[str]:
    answer = profile.control.post("/sandbox/clients", json={"service": name})
    found: list[str] = answer.json()["client"]["redirects"]
    return found


def with_another_verifier(asked: Question, _: Standing) -> Question:
    return Question(asked.state, "w" * 43, asked.redirect, asked.scopes)


def with_another_redirect(asked: Question, _: Standing) -> Question:
    return Question(asked.state, asked.verifier, asked.redirect + "/else", asked.scopes)


def too_late(asked: Question, profile: Standing) -> Question:
    profile._post("clock", advance_seconds=121)
    return asked


async def exchange(profile: Standing, name: str, code: str, question: Question) -> Grant:
    """Redeem a code as a sign-in does, Atlassian's with its secret."""
    gate: Any = profile.services.gate
    await gate._keys.keep("app secret/confluence", b"atl-secret")
    grant: Grant = await gate._keeper.authority(PLACES[name][2]).exchange(code, question)
    return grant


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        (name, spoil)
        for name in DIRECT
        for spoil in (with_another_verifier, with_another_redirect, too_late)
        if (name, spoil)
        != ("atlassian", with_another_verifier)  # it has no PKCE: RFC 7636 is not there
    ],
)
async def test_a_code_that_is_not_ours_any_more_gets_no_token(
    profile: Standing, name: str, spoil: Callable[[Question, Standing], Question]
) -> None:
    code, question = await code_of(profile, name)
    with pytest.raises(RefusedError) as said:
        await exchange(profile, name, code, spoil(question, profile))
    assert said.value.status in (400, 401, 403)
    is_clear(said.value, code, question.verifier, question.state, "w" * 43)


@pytest.mark.parametrize("name", DIRECT)
async def test_a_code_is_worth_one_token(profile: Standing, name: str) -> None:
    code, question = await code_of(profile, name)
    assert (await exchange(profile, name, code, question)).access
    with pytest.raises(RefusedError) as said:
        await exchange(profile, name, code, question)
    is_clear(said.value, code, question.verifier)


async def test_a_wrong_app_secret_does_not_take_the_place_of_the_right_one(
    profile: Standing,
) -> None:
    """The sign-in there is renewed with the secret that is kept: a slip must not end it."""
    await sign_in(profile, "atlassian")
    with pytest.raises(RefusedError):
        await profile.sign_in(Toolkit.CONFLUENCE, token="a slip")
    profile.expire("atlassian")
    assert (await profile.card(Toolkit.CONFLUENCE)).readiness is Readiness.READY


async def test_a_first_app_secret_that_is_wrong_is_not_kept(profile: Standing) -> None:
    wrong = "wrong" + "-secret" * 2
    with pytest.raises(RefusedError) as said:
        await profile.sign_in(Toolkit.CONFLUENCE, token=wrong)
    is_clear(said.value, wrong)
    assert await profile.deck.keys.secret("app secret/confluence") is None


@pytest.mark.parametrize("kind", ["500", "reset before"])
async def test_signing_out_wipes_the_app_secret_even_when_atlassian_is_away(
    profile: Standing, kind: str
) -> None:
    await sign_in(profile, "atlassian")
    profile.fault("confluence", count=99, **KINDS[kind])
    gate: Any = profile.services.gate
    await gate.sign_out(Toolkit.CONFLUENCE)
    assert await profile.deck.keys.secret("app secret/confluence") is None
    assert await kept(profile, "atlassian") is None


@pytest.mark.parametrize("spoil", ["deny", "tool"])
async def test_what_failed_at_the_broker_is_not_left_connected_there(
    profile: Standing, spoil: str
) -> None:
    removed = watch_removals(profile)
    if spoil == "deny":
        profile.person.decides = "deny"
    else:
        profile.fault("composio", "status", status=500, path="/composio/api/v3.1/tools", count=1)
    with pytest.raises(ServiceError) as said:
        await sign_in(profile, "composio")
    is_clear(said.value, "cmp-key")
    assert len(removed) == 1
    assert await kept(profile, "composio") is None


async def test_one_who_gives_up_at_the_broker_leaves_nothing_there(profile: Standing) -> None:
    async def nobody(_: str) -> None:
        waiting.set()

    waiting, removed = asyncio.Event(), watch_removals(profile)
    profile.services.gate._sign_in._open = nobody  # type: ignore[union-attr]
    task = asyncio.create_task(sign_in(profile, "composio"))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(removed) == 1


def watch_removals(profile: Standing) -> list[str]:
    """Return the accounts the broker is asked to forget, as they come."""
    broker: Any = profile.services.gate._sign_in._broker  # type: ignore[union-attr]
    removed: list[str] = []
    remove: Callable[[str, str], Awaitable[None]] = broker.remove

    async def watched(account: str, key: str) -> None:
        removed.append(account)
        await remove(account, key)

    broker.remove = watched
    return removed


@pytest.mark.parametrize("name", ["zendesk", "slack"])
async def test_signing_out_of_a_service_that_is_away_says_what_is_left_to_do(
    profile: Standing, name: str
) -> None:
    await sign_in(profile, name)
    grant = await kept(profile, name)
    assert grant is not None
    profile.fault(PLACES[name][0], "status", status=503, count=9)
    with pytest.raises(ServiceError, match="here only") as said:
        await profile.services.gate.sign_out(PLACES[name][2])  # type: ignore[union-attr]
    is_clear(said.value, grant.access, grant.refresh)
    assert await kept(profile, name) is None


async def test_a_yes_of_slack_without_a_token_is_no_sign_in(
    profile: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def empty(_: Http, __: str, ___: str, kind: type[Any], *more: object) -> Any:
        return msgspec.convert({"ok": True}, kind)

    monkeypatch.setattr(Http, "send", empty)
    with pytest.raises(ServiceError) as said:
        await sign_in(profile, "slack")
    is_clear(said.value, *secrets_of(profile))
    assert await kept(profile, "slack") is None
