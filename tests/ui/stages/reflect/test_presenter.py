"""Reflect: counts once, shows evidence, keeps feedback, seals when nothing is open."""

from pathlib import Path

import pytest

from desktop.domain.facts import Evidence
from desktop.domain.values import StageName
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit


@pytest.fixture
def reflect(seat: Sit) -> Seat:
    return seat(StageName.REFLECT)


async def finish(standing: Standing) -> None:
    """Run the plan to its end; the way back is still open."""
    await standing.execute()


async def seal(seat: Seat) -> None:
    """Skip every wait, then seal."""
    await seat.do(seat.presenter.secondary)
    await seat.do(seat.presenter.primary)


async def test_before_the_run_is_over_it_leads_back(reflect: Seat, standing: Standing) -> None:
    await standing.approve()
    await reflect.enter()
    assert reflect.notice.title == "The plan still runs"
    assert reflect.notice.goes_to is StageName.EXECUTE


async def test_the_first_time_the_outcome_is_counted(reflect: Seat, standing: Standing) -> None:
    await finish(standing)
    await reflect.enter()
    assert reflect.view.reflect.outcome.value("triaged") == len(SCOPE)
    assert standing.kinds.count("MissionCompleted") == 1
    await reflect.enter()
    assert standing.kinds.count("MissionCompleted") == 1


async def test_sealing_waits_for_the_way_back(reflect: Seat, standing: Standing) -> None:
    await finish(standing)
    await reflect.enter()
    title, why = reflect.primary
    assert title == "Seal evidence"
    assert why.startswith("The way back is open until ")
    await reflect.do(reflect.presenter.primary)
    assert reflect.all("said") == [why]
    assert "MissionSealed" not in standing.kinds


async def test_the_sandbox_skips_to_the_seal_and_every_reply_leaves_in_time(
    reflect: Seat, standing: Standing
) -> None:
    await finish(standing)
    await reflect.enter()
    assert reflect.bar.secondary is not None
    assert reflect.bar.secondary.title == "Skip ahead to the seal"
    await reflect.do(reflect.presenter.secondary)
    assert reflect.primary == ("Seal evidence", "")
    assert standing.desk.execute.next_moment() is None


async def test_sealing_writes_a_bundle_that_can_be_opened(
    reflect: Seat, standing: Standing
) -> None:
    await finish(standing)
    await reflect.enter()
    await seal(reflect)
    assert reflect.problems == []
    assert reflect.view.around.sealed
    assert reflect.all("said")[-1] == "The evidence is sealed"
    assert reflect.primary == ("Open evidence", "")
    await reflect.do(reflect.presenter.primary)
    name, path = reflect.all("asked")[-1]
    assert (name, Path(path).is_file()) == ("open_evidence", True)


async def test_a_sealed_mission_offers_the_next_one(reflect: Seat, standing: Standing) -> None:
    await finish(standing)
    await reflect.enter()
    await seal(reflect)
    assert reflect.bar.secondary is not None
    assert reflect.bar.secondary.title == "Start another mission"
    await reflect.do(reflect.presenter.secondary)
    assert reflect.all("asked")[-1] == ("new_mission", "")


async def test_a_mission_sealed_earlier_finds_its_bundle_by_itself(
    seat: Sit, standing: Standing
) -> None:
    await finish(standing)
    await standing.desk.reflect.complete()
    await standing.wait_out()
    await standing.desk.reflect.seal()
    reflect = seat(StageName.REFLECT)
    await reflect.enter()
    assert reflect.primary == ("Open evidence", "")


async def test_feedback_stays_on_this_computer(reflect: Seat, standing: Standing) -> None:
    await finish(standing)
    await reflect.enter()
    await reflect.do(reflect.presenter.give_feedback, 4, "Calm.")
    assert reflect.view.reflect.stars == 4
    assert reflect.all("said") == ["Your feedback is kept on this computer"]


async def test_opening_a_part_of_the_evidence_is_recorded(
    reflect: Seat, standing: Standing
) -> None:
    await finish(standing)
    await reflect.enter()
    await reflect.do(reflect.presenter.open_exhibit, Evidence.BOARD)
    name, exhibit = reflect.all("asked")[-1]
    assert (name, exhibit.part) == ("exhibit", Evidence.BOARD)
    assert "EvidenceOpened" in [*standing.kinds, *standing.happened()]
