"""The cards of a profile, what an admin settled, and what of a sign-in goes on record."""

import pytest

from desktop.accounts.contract import Entered
from desktop.accounts.scopes import USES
from desktop.accounts.service import Accounts
from desktop.deck import Desk, new_mission, open_desk
from desktop.domain.account import Way
from desktop.domain.errors import InputError, RefusedError, RuleError
from desktop.domain.facts import AuthOutcome, ComposioAuthFlow, Mode, ToolkitConnected
from desktop.domain.values import Readiness, Toolkit
from tests.desktop.accounts.conftest import OpenProfile
from tests.desktop.accounts.people import STRANGER, Standing
from tests.desktop.stages.standing import Standing as SandboxStanding


async def desk_of(profile: Standing, *, begun: bool = True) -> Desk:
    desk = await open_desk(profile.deck, profile.services, new_mission(profile.deck))
    if begun:
        await desk.home.start(Mode.PRODUCTION)
    return desk


def told(desk: Desk, kind: type) -> list[object]:
    return [entry.fact for entry in desk.ledger.entries if isinstance(entry.fact, kind)]


async def by_browser(accounts: Accounts, toolkit: Toolkit, token: str = "") -> None:
    await accounts.sign_in(toolkit, Way.BROWSER, Entered(token))


@pytest.mark.parametrize("toolkit", [one for one in Toolkit if USES[one].ways])
async def test_a_card_says_how_one_can_sign_in_and_what_will_be_asked(
    profile: Standing, toolkit: Toolkit
) -> None:
    card, use = await profile.card(toolkit), USES[toolkit]
    assert card.ways == use.ways
    assert card.asked == use.asked
    assert (card.pasted, card.token_user, card.secret) == (use.pasted, use.token_user, use.secret)
    assert [need.field for need in card.needs] == [field for field, _, _ in use.setup]
    assert card.way is None


async def test_what_the_policy_settles_is_shown_as_settled_and_the_rest_as_open(
    open_profile: OpenProfile,
) -> None:
    profile = await open_profile(zendesk={"subdomain": "acme"}, composio={})
    card = await profile.card(Toolkit.ZENDESK)
    assert [(need.field, need.value, need.settled) for need in card.needs] == [
        ("zendesk.subdomain", "acme", True),
        ("zendesk.client_id", "", False),
    ]
    assert Way.BROKER not in card.ways, "no admin allowed it"


async def test_a_settled_field_cannot_be_typed_over_and_nothing_beside_it_is_kept(
    open_profile: OpenProfile,
) -> None:
    profile = await open_profile(slack={})
    gate = profile.services.gate
    assert gate is not None
    with pytest.raises(InputError, match="settled") as said:
        gate.set_up({"slack.client_id": "1000.2000", "zendesk.subdomain": "other"})
    assert "zendesk.subdomain" in said.value.message
    assert not profile.deck.folder.accounts.exists()
    gate.set_up({"slack.client_id": "1000.2000"})
    await profile.sign_in(Toolkit.SLACK)
    assert (await profile.card(Toolkit.SLACK)).readiness is Readiness.READY


async def test_the_sandbox_has_no_way_in_and_says_why(reader: SandboxStanding) -> None:
    accounts = reader.desk.accounts
    assert all(not card.ways and card.way is None for card in await accounts.cards())
    for attempt in (
        accounts.sign_in(Toolkit.SLACK, Way.TOKEN, Entered("x")),
        accounts.sign_out(Toolkit.SLACK),
        accounts.set_up({"slack.client_id": "x"}),
    ):
        with pytest.raises(RuleError, match="sandbox"):
            await attempt


async def test_a_sign_in_goes_on_record_with_account_scopes_and_who_acts_from_then_on(
    profile: Standing,
) -> None:
    desk = await desk_of(profile)
    assert desk.ledger.actor.account == "unverified"
    await by_browser(desk.accounts, Toolkit.ZENDESK)
    account = await profile.services.connections.tickets.account()
    assert told(desk, ComposioAuthFlow) == [
        ComposioAuthFlow(toolkit=Toolkit.ZENDESK, broker="direct", outcome=AuthOutcome.SIGNED_IN)
    ]
    assert told(desk, ToolkitConnected) == [
        ToolkitConnected(
            toolkit=Toolkit.ZENDESK, account=account.id, scopes=("read", "tickets:write")
        )
    ]
    assert desk.ledger.actor.account == account.id
    await by_browser(desk.accounts, Toolkit.SLACK)
    assert desk.ledger.actor.account == account.id, "the help desk's account acts, not Slack's"
    assert desk.ledger.entries[-1].actor.account == account.id


async def test_before_the_mission_starts_nothing_of_a_sign_in_is_on_record(
    profile: Standing,
) -> None:
    desk = await desk_of(profile, begun=False)
    await by_browser(desk.accounts, Toolkit.ZENDESK)
    profile.person.decides = "deny"
    with pytest.raises(RefusedError):
        await by_browser(desk.accounts, Toolkit.SLACK)
    assert list(desk.ledger.entries) == []
    assert desk.ledger.actor.account != "unverified"
    await desk.home.start(Mode.PRODUCTION)
    await desk.accounts.connect(Toolkit.ZENDESK)
    assert len(told(desk, ToolkitConnected)) == 1, "Prepare records it then"


async def test_a_no_goes_on_record_as_a_failed_flow_and_connects_nothing(
    profile: Standing,
) -> None:
    desk = await desk_of(profile)
    profile.person.decides = "deny"
    with pytest.raises(RefusedError):
        await by_browser(desk.accounts, Toolkit.SLACK)
    assert [flow.outcome for flow in told(desk, ComposioAuthFlow)] == [AuthOutcome.FAILED]  # type: ignore[attr-defined]
    assert told(desk, ToolkitConnected) == []


async def test_the_broker_is_named_on_record(profile: Standing) -> None:
    desk = await desk_of(profile)
    await desk.accounts.sign_in(Toolkit.SLACK, Way.BROKER, Entered("cmp-key"))
    assert [flow.broker for flow in told(desk, ComposioAuthFlow)] == ["composio"]  # type: ignore[attr-defined]


async def test_another_account_in_mid_mission_is_recorded_again(profile: Standing) -> None:
    desk = await desk_of(profile)
    await by_browser(desk.accounts, Toolkit.ZENDESK)
    await desk.accounts.sign_out(Toolkit.ZENDESK)
    await desk.accounts.sign_in(Toolkit.ZENDESK, Way.TOKEN, Entered(STRANGER, "sam@acme.test"))
    connected = told(desk, ToolkitConnected)
    assert len(connected) == 2
    assert connected[0] != connected[1], "what it may do is not the same"


async def test_signing_out_leaves_a_card_that_offers_to_sign_in(profile: Standing) -> None:
    desk = await desk_of(profile)
    await by_browser(desk.accounts, Toolkit.ZENDESK)
    await desk.accounts.sign_out(Toolkit.ZENDESK)
    card = await profile.card(Toolkit.ZENDESK)
    assert (card.way, card.readiness) == (None, Readiness.NEEDS_AUTH)
    assert "read" in card.asked
    await desk.accounts.sign_out(Toolkit.ZENDESK)  # nobody is: nothing happens


async def test_what_a_slack_token_may_do_is_asked_and_kept(profile: Standing) -> None:
    await profile.sign_in(Toolkit.SLACK, Way.TOKEN, STRANGER)
    card = await profile.card(Toolkit.SLACK)
    assert card.way is Way.TOKEN
    assert card.readiness is Readiness.READY
    assert card.rights.usable


async def test_requests_are_counted_under_the_stage_they_are_spent_in(profile: Standing) -> None:
    desk = await desk_of(profile, begun=False)
    for toolkit in (Toolkit.ZENDESK, Toolkit.SLACK):
        await by_browser(desk.accounts, toolkit)
    await desk.home.start(Mode.PRODUCTION)
    await desk.define.submit("Triage high-priority tickets from the last 4 hours")
    before = await spent(desk)
    await desk.home.look()
    after = await spent(desk)
    assert before["home"] >= 1
    stage = desk.ledger.mission.stage.value
    assert stage != "home"
    assert after[stage] > before.get(stage, 0)
    assert after["home"] == before["home"]
    card = next(one for one in await desk.accounts.cards() if one.toolkit is Toolkit.ZENDESK)
    assert card.spent.total == sum(count for _, count in card.spent.stages)
    assert card.spent.last_minute >= card.spent.total, "who we are was asked before it was open"


async def spent(desk: Desk) -> dict[str, int]:
    cards = {card.toolkit: card for card in await desk.accounts.cards()}
    return dict(cards[Toolkit.ZENDESK].spent.stages)
