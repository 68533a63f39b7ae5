"""Signing in by every way: what is asked, what is kept, what a no or a lost answer leaves behind."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.accounts.contract import RightsState
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.errors import InputError, RefusedError, ServiceError
from desktop.domain.values import Readiness, Toolkit
from tests import plain_http
from tests.desktop.accounts.conftest import OpenProfile
from tests.desktop.accounts.people import STRANGER, Standing

BY_BROWSER = [one for one in Toolkit if Way.BROWSER in USES[one].ways]


def secret_of(toolkit: Toolkit) -> str:
    return "atl-secret" if toolkit is Toolkit.CONFLUENCE else ""


@pytest.mark.parametrize("toolkit", BY_BROWSER)
async def test_a_browser_sign_in_ends_with_a_card_that_is_ready(
    profile: Standing, toolkit: Toolkit
) -> None:
    assert (await profile.card(toolkit)).readiness is Readiness.NEEDS_AUTH
    await profile.sign_in(toolkit, token=secret_of(toolkit))
    card = await profile.card(toolkit)
    assert card.readiness is Readiness.READY
    assert card.account
    assert card.way is Way.BROWSER
    assert card.rights.state is RightsState.AS_ASKED
    assert "Go back to Triage Deck" in profile.person.sees[-1]


@pytest.mark.parametrize("toolkit", BY_BROWSER)
async def test_the_consent_page_is_asked_for_exactly_what_the_card_lists(
    profile: Standing, toolkit: Toolkit
) -> None:
    await profile.sign_in(toolkit, token=secret_of(toolkit))
    asked = parse_qs(urlsplit(profile.person.pages[0]).query)
    scopes = asked.get("user_scope", asked.get("scope", [""]))[0].replace(",", " ").split()
    assert set(scopes) == set(USES[toolkit].wanted)
    assert len(asked["state"][0]) >= 43
    if toolkit is not Toolkit.CONFLUENCE:
        assert asked["code_challenge_method"] == ["S256"]


async def test_a_no_on_the_consent_page_is_said_in_words_and_keeps_nothing(
    profile: Standing,
) -> None:
    profile.person.decides = "deny"
    with pytest.raises(RefusedError) as said:
        await profile.sign_in(Toolkit.ZENDESK)
    assert "no" in said.value.message
    assert "Not connected" in profile.person.sees[-1]
    assert (await profile.card(Toolkit.ZENDESK)).way is None


async def test_an_answer_with_another_state_is_nobodys(profile: Standing) -> None:
    async def interfere(address: str) -> None:
        redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        async with plain_http.async_client() as stranger:
            forged = await stranger.get(redirect, params={"code": "x", "state": "not-ours"})
            elsewhere = await stranger.get(redirect.replace("signed-in", "other"))
        assert forged.status_code == 400
        assert "not asked for" in forged.text
        assert elsewhere.status_code == 404
        await profile.person.open(address)

    profile.services.gate._sign_in._open = interfere  # type: ignore[union-attr]
    await profile.sign_in(Toolkit.ZENDESK)
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def test_a_taken_port_is_passed_over_for_the_next_registered_one(profile: Standing) -> None:
    first = profile.services.gate._sign_in._ports[0]  # type: ignore[union-attr]
    taken = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", first)
    async with taken:
        await profile.sign_in(Toolkit.ZENDESK)
    redirect = parse_qs(urlsplit(profile.person.pages[0]).query)["redirect_uri"][0]
    assert str(first) not in redirect


async def test_cancelling_shuts_the_door_and_keeps_nothing(profile: Standing) -> None:
    async def nobody(_: str) -> None:
        waiting.set()

    waiting = asyncio.Event()
    gate = profile.services.gate
    assert gate is not None
    gate._sign_in._open = nobody
    task = asyncio.create_task(profile.sign_in(Toolkit.ZENDESK))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    port = gate._sign_in._ports[0]
    with pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", port)
    assert await gate.grant(Toolkit.ZENDESK) is None


async def test_nobody_coming_back_ends_in_words(profile: Standing) -> None:
    async def nobody(_: str) -> None:
        return None

    sign_in = profile.services.gate._sign_in  # type: ignore[union-attr]
    sign_in._open, sign_in._patience = nobody, 0.2
    with pytest.raises(InputError, match="Nobody came back"):
        await profile.sign_in(Toolkit.ZENDESK)


async def test_granted_less_than_asked_is_named_with_a_fix(profile: Standing) -> None:
    profile.change("zendesk", scopes=["read"])
    await profile.sign_in(Toolkit.ZENDESK)
    card = await profile.card(Toolkit.ZENDESK)
    assert card.rights.state is RightsState.NARROWED
    assert card.readiness is Readiness.NEEDS_AUTH
    assert "tickets:write" in card.reason
    assert card.fix


@pytest.mark.parametrize(
    ("toolkit", "user"), [(Toolkit.ZENDESK, "sam@acme.test"), (Toolkit.CONFLUENCE, "sam@acme.test")]
)
async def test_a_pasted_token_says_that_it_may_do_more(
    profile: Standing, toolkit: Toolkit, user: str
) -> None:
    await profile.sign_in(toolkit, Way.TOKEN, STRANGER, user)
    card = await profile.card(toolkit)
    assert card.readiness is Readiness.READY
    assert card.rights.state is RightsState.MORE
    assert ("2027" in card.rights.words) == (toolkit is Toolkit.ZENDESK)


@pytest.mark.parametrize(
    ("token", "user", "words"),
    [
        ("", "sam@acme.test", "no token"),
        ("two words", "sam@acme.test", "no token"),
        ("tokén", "sam@acme.test", "no token"),
        ("good", "", "e-mail"),
    ],
)
async def test_what_cannot_be_a_token_is_refused_before_anything_is_asked(
    profile: Standing, token: str, user: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        await profile.sign_in(Toolkit.ZENDESK, Way.TOKEN, token, user)
    assert profile.services.https[0].spent == 0


async def test_a_token_the_service_does_not_know_is_not_kept(profile: Standing) -> None:
    await profile.sign_in(Toolkit.SLACK)
    with pytest.raises(RefusedError):
        await profile.sign_in(Toolkit.SLACK, Way.TOKEN, "xoxb-wrong")
    card = await profile.card(Toolkit.SLACK)
    assert card.way is Way.BROWSER
    assert card.readiness is Readiness.READY


async def test_a_public_knowledge_base_needs_nobody(open_profile: OpenProfile) -> None:
    profile = await open_profile()
    gate = profile.services.gate
    assert gate is not None
    with pytest.raises(RefusedError):
        await profile.sign_in(Toolkit.CONFLUENCE, Way.ANONYMOUS)
    assert await gate.grant(Toolkit.CONFLUENCE) is None


@pytest.mark.parametrize("toolkit", BY_BROWSER)
async def test_a_broker_connects_and_carries_the_same_requests(
    profile: Standing, toolkit: Toolkit
) -> None:
    await profile.sign_in(toolkit, Way.BROKER, "cmp-key")
    assert (await profile.card(toolkit)).readiness is Readiness.READY
    known = profile.services.connections
    if toolkit is Toolkit.ZENDESK:
        found = await known.tickets.open_tickets(lambda _a, _b: None)
        assert len(found) == 11
        assert found[0].clocks
    elif toolkit is Toolkit.CONFLUENCE:
        assert await known.knowledge.pages()
    else:
        assert await known.chat.channel("eng-oncall") is not None


async def test_a_wrong_key_at_the_broker_is_refused_in_words(profile: Standing) -> None:
    with pytest.raises(RefusedError) as said:
        await profile.sign_in(Toolkit.SLACK, Way.BROKER, "cmp-wrong")
    assert said.value.status == 401


async def test_a_no_at_the_broker_keeps_nothing(profile: Standing) -> None:
    profile.person.decides = "deny"
    with pytest.raises(RefusedError, match="not connected"):
        await profile.sign_in(Toolkit.SLACK, Way.BROKER, "cmp-key")
    assert (await profile.card(Toolkit.SLACK)).way is None


@pytest.mark.parametrize("toolkit", [Toolkit.ZENDESK, Toolkit.SLACK])
async def test_signing_out_revokes_and_wipes(profile: Standing, toolkit: Toolkit) -> None:
    await profile.sign_in(toolkit)
    gate = profile.services.gate
    assert gate is not None
    grant = await gate.grant(toolkit)
    assert grant is not None
    await gate.sign_out(toolkit)
    assert await gate.grant(toolkit) is None
    root = "/api/v2/users/me" if toolkit is Toolkit.ZENDESK else "/slack/api/auth.test"
    told = profile.control.get(root, headers={"authorization": f"Bearer {grant.access}"})
    assert told.status_code == 401 or not told.json().get("ok", True)


async def test_signing_out_wipes_even_when_the_service_is_away(profile: Standing) -> None:
    await profile.sign_in(Toolkit.ZENDESK)
    gate = profile.services.gate
    assert gate is not None
    profile.fault("zendesk", "status", status=503, count=9)
    with pytest.raises(ServiceError, match="here only"):
        await gate.sign_out(Toolkit.ZENDESK)
    assert await gate.grant(Toolkit.ZENDESK) is None


async def test_without_a_client_id_the_card_says_what_to_ask_for(
    open_profile: OpenProfile,
) -> None:
    profile = await open_profile(zendesk={"subdomain": "acme"})
    with pytest.raises(InputError, match="client id"):
        await profile.sign_in(Toolkit.ZENDESK)
    gate = profile.services.gate
    assert gate is not None
    gate.set_up({"zendesk.client_id": "triagedeck"})
    await profile.sign_in(Toolkit.ZENDESK)
    with pytest.raises(InputError, match="settled"):
        gate.set_up({"zendesk.subdomain": "other"})


async def test_a_grant_shows_nothing_of_itself(profile: Standing, tmp_path: Path) -> None:
    await profile.sign_in(Toolkit.ZENDESK)
    gate: Any = profile.services.gate
    grant = await gate.grant(Toolkit.ZENDESK)
    assert grant.access not in repr(grant)
    for file in (tmp_path / "profile0").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert grant.access.encode() not in content, file
            assert grant.refresh.encode() not in content, file
