"""Past missions: told by their own chains, whatever became of their keys."""

import pytest

from desktop.deck import latest_mission, open_desk
from desktop.domain.errors import KeyLostError
from desktop.domain.facts import Mode
from desktop.domain.values import StageName
from tests.desktop.stages.standing import SCOPE, Standing


async def another(standing: Standing) -> None:
    """Begin one more mission on the same deck."""
    mission = standing.deck.ids.new(standing.services.clock.now())
    standing.desk = await open_desk(standing.deck, standing.services, mission)


async def test_a_mission_never_started_is_none(reader: Standing) -> None:
    await reader.desk.home.look()
    assert await reader.desk.home.past() == ()
    assert await latest_mission(reader.deck) is None


async def test_a_sealed_mission_keeps_its_figures_and_the_newest_comes_first(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.feedback(4, "Ask for the certificate first.")
    await standing.wait_out()
    await standing.desk.reflect.seal()
    sealed = standing.mission
    await another(standing)
    await standing.desk.home.start(Mode.SANDBOX)
    running, past = await standing.desk.home.past()
    assert (running.id, running.stage, running.title) == (
        standing.mission.id,
        StageName.DEFINE,
        "New mission",
    )
    assert (running.drafts, running.breaches, running.saved_seconds) == (None, None, None)
    assert (past.id, past.title, past.sealed) == (sealed.id, "API authentication", True)
    assert (past.tickets, past.breaches, past.stars) == (len(SCOPE), 0, 4)
    assert past.drafts == len(sealed.drafts)
    assert past.follow_ups == len(sealed.tasks)
    assert past.lesson == "Ask for the certificate first."
    assert past.bundle == ""
    assert await latest_mission(standing.deck) == running.id


async def test_a_sealed_mission_is_not_gone_on_with(standing: Standing) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    assert await latest_mission(standing.deck) == standing.mission.id
    await standing.wait_out()
    await standing.desk.reflect.seal()
    assert await latest_mission(standing.deck) is None


async def test_a_mission_whose_key_is_lost_is_listed_as_such(reader: Standing) -> None:
    await reader.define()
    lost = reader.mission.id
    await reader.deck.keys.forget(lost)
    with pytest.raises(KeyLostError):
        await reader.deck.keys.mission_key(lost)
    (past,) = await reader.desk.home.past()
    assert (past.id, past.title, past.stage) == (lost, "Key lost", StageName.PREPARE)


async def test_a_follow_up_is_open_while_its_ticket_is(standing: Standing) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    tasks = (await standing.desk.reflect.view()).tasks
    assert tasks
    await standing.desk.home.look()
    (past,) = await standing.desk.home.past()
    assert {one.ticket for one in past.open_follow_ups} == {one.ticket for one in tasks}
    standing.post(f"tickets/{tasks[0].ticket}", {"ticket": {"status": "solved"}})
    await standing.desk.home.look()
    (past,) = await standing.desk.home.past()
    assert tasks[0].ticket not in {one.ticket for one in past.open_follow_ups}


async def test_a_bundle_is_found_in_the_missions_folder(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    path = reader.deck.folder.bundle(reader.mission.id)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    (past,) = await reader.desk.home.past()
    assert past.bundle == str(path)
