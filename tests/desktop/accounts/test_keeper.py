"""Renewing: one at a time, never half there, and what is lost on the way is said."""

import asyncio
from pathlib import Path

import pytest

from desktop.accounts.contract import RightsState
from desktop.deck.services import connect_accounts
from desktop.domain.account import Grant, Way
from desktop.domain.errors import RefusedError
from desktop.domain.values import Readiness, Toolkit
from tests.desktop.accounts.people import STRANGER, Standing

RENEWED = {Toolkit.ZENDESK: "zendesk", Toolkit.SLACK: "slack", Toolkit.CONFLUENCE: "atlassian"}


async def grant(profile: Standing, toolkit: Toolkit) -> Grant:
    """Return what is kept."""
    assert profile.services.gate is not None
    kept = await profile.services.gate.grant(toolkit)
    assert kept is not None
    return kept


async def signed_in(profile: Standing, toolkit: Toolkit) -> Grant:
    """Sign in; return what was granted."""
    await profile.sign_in(toolkit, token="atl-secret" if toolkit is Toolkit.CONFLUENCE else "")
    return await grant(profile, toolkit)


@pytest.mark.parametrize("toolkit", RENEWED)
async def test_a_token_that_ran_out_is_renewed_without_anybody_noticing(
    profile: Standing, toolkit: Toolkit
) -> None:
    first = await signed_in(profile, toolkit)
    profile.expire(RENEWED[toolkit])
    assert (await profile.card(toolkit)).readiness is Readiness.READY
    second = await grant(profile, toolkit)
    assert second.access != first.access
    assert second.refresh != first.refresh
    assert set(second.scopes) == set(first.scopes)


async def test_thirty_requests_at_once_renew_once(profile: Standing) -> None:
    await signed_in(profile, Toolkit.ZENDESK)
    profile.expire("zendesk")
    tickets = profile.services.connections.tickets
    accounts = await asyncio.gather(*[tickets.account() for _ in range(30)])
    assert len({account.id for account in accounts}) == 1


async def test_two_processes_of_a_profile_renew_once(profile: Standing, tmp_path: Path) -> None:
    """A second composition on the same profile has locks of its own; the file lock is what they share."""
    await signed_in(profile, Toolkit.ZENDESK)
    other = await connect_accounts(profile.deck, tmp_path / "profile0" / "policy.json")
    try:
        assert (await other.connections.tickets.account()).id
        profile.expire("zendesk")
        both = [profile.services, other] * 5
        await asyncio.gather(*[one.connections.tickets.account() for one in both])
        assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY
    finally:
        await other.close()


async def test_a_token_about_to_end_is_renewed_before_it_is_used(profile: Standing) -> None:
    profile.change("zendesk", access_seconds=300)
    first = await signed_in(profile, Toolkit.ZENDESK)
    profile.change("zendesk", access_seconds=30)
    profile.expire("zendesk")
    await profile.services.connections.tickets.account()
    second = await grant(profile, Toolkit.ZENDESK)
    await profile.services.connections.tickets.account()
    third = await grant(profile, Toolkit.ZENDESK)
    assert len({first.access, second.access, third.access}) == 3


@pytest.mark.announces("grant ended")
@pytest.mark.parametrize("toolkit", RENEWED)
async def test_a_refused_renewal_is_an_expired_sign_in(profile: Standing, toolkit: Toolkit) -> None:
    await signed_in(profile, toolkit)
    gate = profile.services.gate
    assert gate is not None
    kept = await grant(profile, toolkit)
    await gate._keeper.keep(toolkit, Grant(**{**_fields(kept), "refresh": "spent"}))
    profile.expire(RENEWED[toolkit])
    card = await profile.card(toolkit)
    assert card.readiness is Readiness.NEEDS_AUTH
    assert card.rights.state is RightsState.EXPIRED
    assert "Sign in again" in card.fix


@pytest.mark.announces("grant ended")
async def test_a_lost_answer_to_a_renewal_sends_nothing_and_says_so(profile: Standing) -> None:
    """The token was rotated and its successor never came: the write was not sent, and signing in helps."""
    await signed_in(profile, Toolkit.ZENDESK)
    profile.expire("zendesk")
    profile.fault("zendesk", "reset_after", path="/oauth/tokens", count=1)
    connections = profile.services.connections
    with pytest.raises(RefusedError) as lost:
        await connections.tickets.account()
    assert lost.value.status == 0
    with pytest.raises(RefusedError) as over:
        await connections.tickets.account()
    assert over.value.status == 401
    await profile.sign_in(Toolkit.ZENDESK)
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def test_an_authority_that_is_away_does_not_end_the_sign_in(profile: Standing) -> None:
    await signed_in(profile, Toolkit.ZENDESK)
    profile.expire("zendesk")
    profile.fault("zendesk", "status", status=503, path="/oauth/tokens", count=1)
    with pytest.raises(RefusedError):
        await profile.services.connections.tickets.account()
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def test_who_is_cancelled_in_a_renewal_does_not_lose_the_next_token(
    profile: Standing,
) -> None:
    first = await signed_in(profile, Toolkit.ZENDESK)
    profile.expire("zendesk")
    profile.fault("zendesk", "delay", path="/oauth/tokens", delay_seconds=0.3, count=1)
    asked = asyncio.create_task(profile.services.connections.tickets.account())
    await asyncio.sleep(0.15)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY
    assert (await grant(profile, Toolkit.ZENDESK)).access != first.access


async def test_a_pasted_token_survives_a_refusal(profile: Standing) -> None:
    await profile.sign_in(Toolkit.ZENDESK, Way.TOKEN, STRANGER, "sam@acme.test")
    profile.fault("zendesk", "status", status=401, count=1)
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.NEEDS_AUTH
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def test_the_grant_is_there_after_a_restart(profile: Standing, tmp_path: Path) -> None:
    await signed_in(profile, Toolkit.SLACK)
    again = await connect_accounts(profile.deck, tmp_path / "profile0" / "policy.json")
    try:
        assert (await again.connections.chat.account()).name
    finally:
        await again.close()


def _fields(kept: Grant) -> dict[str, object]:
    return {name: getattr(kept, name) for name in kept.__struct_fields__}


async def test_signing_out_during_a_renewal_leaves_nobody_signed_in(profile: Standing) -> None:
    await signed_in(profile, Toolkit.ZENDESK)
    profile.expire("zendesk")
    profile.fault("zendesk", "delay", path="/oauth/tokens", delay_seconds=0.3, count=1)
    asked = asyncio.create_task(profile.services.connections.tickets.account())
    await asyncio.sleep(0.15)
    gate = profile.services.gate
    assert gate is not None
    await gate._keeper.forget(Toolkit.ZENDESK)
    await asyncio.gather(asked, return_exceptions=True)
    assert await gate.grant(Toolkit.ZENDESK) is None
