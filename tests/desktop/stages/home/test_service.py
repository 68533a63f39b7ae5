"""Home: the surge, the badges, what runs out; nothing starts while a required service is away."""

import pytest

from desktop.domain.errors import ServiceError
from desktop.domain.facts import Mode
from desktop.domain.values import Readiness, StageName, Toolkit
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing


async def test_home_shows_the_queue_and_what_runs_out_first(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    view = await reader.desk.home.look()
    assert view.open_tickets == len(SCOPE)
    assert {row.ticket for row in view.risks} == set(AT_RISK)
    assert [row.deadline for row in view.risks] == sorted(row.deadline for row in view.risks)
    assert {card.readiness for card in view.cards} == {Readiness.READY}
    assert view.stage is StageName.DEFINE


async def test_looking_tells_the_three_signals_of_home(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.home.look()
    signals = {"HomeTileOpened", "ReadinessBadgeRendered", "AlertRailViewed"}
    assert signals <= set(reader.happened())


async def test_starting_twice_starts_once(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.home.start(Mode.SANDBOX)
    assert reader.kinds == ["MissionStarted"]


async def test_a_required_service_that_is_away_is_named(open_desk_on: Open) -> None:
    standing = await open_desk_on()
    await standing.desk.home.start(Mode.SANDBOX)
    standing.fault(service="slack", kind="status", status=503, count=9)
    with pytest.raises(ServiceError, match="Slack is not ready"):
        await standing.desk.home.look()
    assert standing.mission.started_at, "what was done is kept"


async def test_confluence_may_be_away(open_desk_on: Open) -> None:
    standing = await open_desk_on()
    await standing.desk.home.start(Mode.SANDBOX)
    standing.fault(service="confluence", kind="status", status=503, count=9)
    view = await standing.desk.home.look()
    badges = {card.toolkit: card.readiness for card in view.cards}
    assert badges[Toolkit.CONFLUENCE] is Readiness.OFFLINE


async def test_home_can_be_looked_at_before_a_mission_starts(reader: Standing) -> None:
    view = await reader.desk.home.look()
    assert {row.ticket for row in view.risks} == set(AT_RISK)
    assert view.stage is StageName.HOME
    assert len(view.surge.bars) == 20
    assert view.vips >= 1
    assert reader.kinds == []


async def test_the_window_of_the_settings_counts_until_a_mission_fixes_its_own(
    open_desk_on: Open,
) -> None:
    standing = await open_desk_on(window_minutes=5)
    assert (await standing.desk.home.look()).risks == ()
