"""A mission in which the authority fails: rights cut in mid-run, refusals without end, renewals while it is away."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from desktop.accounts.contract import RightsState
from desktop.base.clock import SystemClock
from desktop.domain.account import Grant
from desktop.domain.effect import WriteNote
from desktop.domain.errors import RefusedError
from desktop.domain.values import Readiness, Toolkit, to_millis
from tests.desktop.accounts.people import Standing
from tests.desktop.accounts.test_keeper import grant, signed_in


def count_renewals(profile: Standing, toolkit: Toolkit) -> list[int]:
    """Return how many renewals were under way at each one's start, as they come."""
    authority: Any = profile.services.gate._keeper.authority(toolkit)  # type: ignore[union-attr]
    begun: list[int] = []
    renew, under_way = authority.renew, 0

    async def watched(stale: Grant) -> Grant:
        nonlocal under_way
        under_way += 1
        begun.append(under_way)
        try:
            return await renew(stale)  # type: ignore[no-any-return]
        finally:
            under_way -= 1

    authority.renew = watched
    return begun


@pytest.mark.parametrize(
    ("toolkit", "service", "room"),
    [
        (Toolkit.ZENDESK, "zendesk", "/api/v2/users"),
        (Toolkit.CONFLUENCE, "confluence", "/atlassian/ex"),
    ],
)
async def test_a_storm_of_refusals_renews_once_and_never_two_at_a_time(
    profile: Standing, toolkit: Toolkit, service: str, room: str
) -> None:
    await signed_in(profile, toolkit)
    begun = count_renewals(profile, toolkit)
    profile.fault(service, "status", status=401, path=room, count=999)
    known = profile.services.connections.known[toolkit]
    for _ in range(4):
        asked = await asyncio.gather(*[known.account() for _ in range(15)], return_exceptions=True)
        assert all(isinstance(one, RefusedError) and one.status == 401 for one in asked)
    assert begun == [1]
    card = await profile.card(toolkit)
    assert card.readiness is Readiness.NEEDS_AUTH
    assert card.fix
    profile.control.delete("/sandbox/faults").raise_for_status()
    assert (await profile.card(toolkit)).readiness is Readiness.READY, "nothing was lost in it"


async def test_a_scope_taken_away_in_mid_run_stops_writes_in_words_and_loses_nothing(
    profile: Standing,
) -> None:
    first = await signed_in(profile, Toolkit.ZENDESK)
    tickets = profile.services.connections.tickets
    before = await tickets.open_tickets(lambda _a, _b: None)
    ticket = before[0]
    profile.change("zendesk", scopes=["read"])
    profile.expire("zendesk")
    assert (await tickets.account()).id, "reading goes on"
    second = await grant(profile, Toolkit.ZENDESK)
    assert second.access != first.access
    assert second.scopes == ("read",)
    card = await profile.card(Toolkit.ZENDESK)
    assert card.rights.state is RightsState.NARROWED
    assert card.readiness is Readiness.NEEDS_AUTH
    assert "tickets:write" in card.reason
    assert "sign in again" in card.fix
    with pytest.raises(RefusedError) as said:
        await tickets.write(WriteNote(ticket.id, "A draft."), ticket, {"effect": "e-1"})
    assert said.value.status == 403
    assert said.value.remedy
    again = await tickets.open_tickets(lambda _a, _b: None)
    assert {(one.id, one.stamp) for one in again} == {(one.id, one.stamp) for one in before}
    profile.change("zendesk", scopes=["read", "tickets:write"])
    await profile.sign_in(Toolkit.ZENDESK)
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def test_a_token_that_still_counts_is_used_while_the_authority_is_away(
    profile: Standing,
) -> None:
    """It is renewed a minute early; that minute is for the authority's bad moments."""
    kept = await signed_in(profile, Toolkit.ZENDESK)
    await ends_in(profile, kept, 30)
    profile.fault("zendesk", "status", status=503, path="/oauth/tokens", count=99)
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY
    assert (await grant(profile, Toolkit.ZENDESK)).access == kept.access


async def test_a_token_that_ran_out_while_the_authority_is_away_is_kept_for_later(
    profile: Standing,
) -> None:
    kept = await signed_in(profile, Toolkit.ZENDESK)
    await ends_in(profile, kept, -1)
    profile.fault("zendesk", "status", status=503, path="/oauth/tokens", count=1)
    card = await profile.card(Toolkit.ZENDESK)
    assert card.readiness is Readiness.OFFLINE
    assert card.reason
    assert "read back" not in card.fix
    assert (await profile.card(Toolkit.ZENDESK)).readiness is Readiness.READY


async def ends_in(profile: Standing, kept: Grant, seconds: int) -> None:
    """Let our own record say when the token ends."""
    until = to_millis(SystemClock().now() + timedelta(seconds=seconds))
    fields = {name: getattr(kept, name) for name in kept.__struct_fields__}
    keeper: Any = profile.services.gate._keeper  # type: ignore[union-attr]
    await keeper.keep(Toolkit.ZENDESK, Grant(**{**fields, "expires_at": until}))
