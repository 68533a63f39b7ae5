"""Prepare: sign in, read the queue, show what is in it."""

import pytest

from desktop.domain.errors import InputError, RuleError, ServiceError
from desktop.domain.facts import AuthOutcome, ComposioAuthFlow
from desktop.domain.values import StageName, Toolkit
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Json, Standing


async def test_the_preview_shows_the_scope_its_incidents_and_its_vips(standing: Standing) -> None:
    # A sandbox of its own: on the shared one time runs on, and a scope of an age loses its oldest.
    await standing.prepare()
    preview = (await standing.desk.prepare.view()).preview
    assert preview is not None
    assert set(preview.tickets) == SCOPE
    assert sorted(len(cluster.tickets) for cluster in preview.clusters) == [2, 2, 2, 5]
    assert sum(count for _, count in preview.vips) == 4
    assert set(preview.at_risk) == set(AT_RISK)
    assert sum(band.tickets for band in preview.ages) == len(SCOPE)


async def test_reading_tells_its_progress(reader: Standing) -> None:
    await reader.prepare()
    told = reader.progress(StageName.PREPARE)
    assert (told[-1].done, told[-1].total, told[-1].words) == (11, 11, "tickets read")


async def test_every_card_says_what_is_done_there_and_what_cannot_be(reader: Standing) -> None:
    await reader.define()
    cards = {card.toolkit: card for card in await reader.desk.prepare.connect()}
    assert "Comment on tickets on your behalf" in cards[Toolkit.ZENDESK].does
    assert cards[Toolkit.ZENDESK].cannot
    assert [t for t, card in cards.items() if not card.required] == [Toolkit.CONFLUENCE]
    assert set(reader.mission.connected) == set(cards)


async def test_the_account_is_the_one_the_service_verified(reader: Standing) -> None:
    await reader.define()
    await reader.desk.prepare.connect()
    account = await reader.services.connections.tickets.account()
    assert reader.mission.connected[Toolkit.ZENDESK] == account.id


async def test_confluence_may_stay_away_and_zendesk_may_not(open_desk_on: Open) -> None:
    standing = await open_desk_on()
    await standing.define()
    standing.fault(service="confluence", kind="status", status=401, count=20)
    await standing.desk.prepare.connect()
    assert set(standing.mission.connected) == {Toolkit.ZENDESK, Toolkit.SLACK}
    flows = [fact for fact in standing.facts if isinstance(fact, ComposioAuthFlow)]
    assert [flow.outcome for flow in flows if flow.toolkit is Toolkit.CONFLUENCE] == [
        AuthOutcome.FAILED
    ]
    assert (await standing.desk.prepare.read()).tickets


async def test_a_help_desk_that_lets_nobody_in_stops_here_and_can_be_tried_again(
    open_desk_on: Open,
) -> None:
    standing = await open_desk_on()
    await standing.define()
    standing.fault(path="/api/v2/users/me", kind="status", status=401)
    with pytest.raises(ServiceError):
        await standing.desk.prepare.connect()
    await standing.desk.prepare.connect()
    assert Toolkit.ZENDESK in standing.mission.connected


async def test_the_brief_comes_first(reader: Standing) -> None:
    with pytest.raises(RuleError, match="Not yet"):
        await reader.desk.prepare.read()


async def test_a_scope_that_emptied_since_the_lock_is_said(open_desk_on: Open) -> None:
    def one(queue: Json) -> None:
        queue["zendesk"]["tickets"] = [t for t in queue["zendesk"]["tickets"] if t["id"] == 20364]

    standing = await open_desk_on(one)
    await standing.define()
    standing.post("tickets/20364", {"ticket": {"status": "solved"}})
    with pytest.raises(InputError, match="No ticket matches any more"):
        await standing.desk.prepare.read()
    assert standing.mission.stage is StageName.PREPARE


async def test_the_view_names_what_the_charts_need(reader: Standing) -> None:
    await reader.define()
    before = await reader.desk.prepare.view()
    assert (before.preview, before.names, before.organisations) == (None, (), 0)
    assert before.age_limit_minutes == 240
    await reader.desk.prepare.connect()
    preview = await reader.desk.prepare.read()
    view = await reader.desk.prepare.view()
    assert view.preview == preview
    assert tuple(ticket for ticket, _ in view.names) == preview.tickets
    assert sum(vip for _, vip in view.names) == sum(count for _, count in preview.vips)
    assert view.organisations >= len(preview.vips)
