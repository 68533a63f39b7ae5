"""Plan: works candidates out, recomputes while numbers change, takes one."""

from pathlib import Path

import pytest

from desktop.domain.plan import Strategy
from desktop.domain.values import StageName
from tests.desktop.stages.standing import Standing
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit


@pytest.fixture
def plan(seat: Sit) -> Seat:
    return seat(StageName.PLAN)


async def test_before_the_queue_is_read_it_leads_back_to_prepare(
    plan: Seat, standing: Standing
) -> None:
    await standing.define()
    await plan.enter()
    assert plan.notice.title == "The queue was not read"
    assert plan.notice.goes_to is StageName.PREPARE


async def test_the_first_time_the_candidates_are_worked_out(plan: Seat, standing: Standing) -> None:
    await standing.prepare()
    await plan.enter()
    assert plan.view.top == plan.view.ranked[0]
    assert plan.view.best is Strategy.HIGH_TOUCH
    assert plan.primary == ("Choose this plan", "")
    changes = sum(step.effects for step in plan.view.top.steps)
    assert plan.bar.secondary is not None
    assert plan.bar.secondary.title == f"Dry run: {changes} changes"


async def test_another_candidate_can_be_put_on_top(plan: Seat, standing: Standing) -> None:
    await standing.prepare()
    await plan.enter()
    other = plan.view.ranked[1].strategy
    await plan.do(plan.presenter.pick, other)
    assert plan.view.top.strategy is other
    assert plan.view.best is Strategy.HIGH_TOUCH


async def test_the_risky_one_stands_for_comparison_only(plan: Seat, standing: Standing) -> None:
    await standing.prepare()
    await plan.enter()
    await plan.do(plan.presenter.pick, Strategy.BATCH_CLOSE)
    assert plan.primary == ("Choose this plan", "Batch close stands for comparison only.")
    for act in (plan.presenter.primary, plan.presenter.secondary):
        await plan.do(act)
    assert plan.all("left_for") == []
    assert standing.mission.effects == {}


async def test_other_numbers_are_computed_once_the_hand_rests(
    plan: Seat, standing: Standing
) -> None:
    await standing.prepare()
    await plan.enter()
    shown = len(plan.all("shown"))
    for size in (9, 7, 5, 3):
        plan.presenter.adjust(size, 5)
    await plan.do(lambda: None)
    assert plan.view.top.batch_size == 3
    assert len(plan.view.top.drafts) == 3
    assert len(plan.all("shown")) == shown + 1
    assert standing.mission.effects == {}, "nothing is chosen yet"


async def test_choosing_plans_every_effect_and_leads_to_approve(
    plan: Seat, standing: Standing
) -> None:
    await standing.prepare()
    await plan.enter()
    await plan.do(plan.presenter.primary)
    assert plan.all("left_for") == [StageName.APPROVE]
    assert standing.mission.effects
    assert plan.problems == []


async def test_numbers_as_adjusted_are_the_ones_chosen(plan: Seat, standing: Standing) -> None:
    await standing.prepare()
    await plan.enter()
    await plan.do(plan.presenter.adjust, 3, 5)
    await plan.do(plan.presenter.primary)
    assert len((await standing.desk.plan.view()).drafts) == 3


async def test_the_dry_run_lists_every_change_and_sends_none(
    plan: Seat, standing: Standing
) -> None:
    await standing.prepare()
    await plan.enter()
    await plan.do(plan.presenter.secondary)
    name, (made, changes) = plan.all("asked")[-1]
    assert name == "dry_run"
    assert made == sum(step.effects for step in plan.view.top.steps)
    assert len(changes) >= made
    assert plan.all("left_for") == []
    assert standing.posts() == []


async def test_what_was_chosen_is_on_top_again_after_a_restart(
    plan: Seat, standing: Standing
) -> None:
    await standing.plan()
    await plan.enter()
    assert plan.view.chosen is Strategy.HIGH_TOUCH
    assert plan.view.top.strategy is plan.view.chosen
    effects = len(standing.kinds)
    await plan.do(plan.presenter.primary)
    assert plan.all("left_for") == [StageName.APPROVE]
    assert len(standing.kinds) == effects, "the same plan is not planned twice"


async def test_a_plan_that_runs_can_only_be_looked_at(plan: Seat, standing: Standing) -> None:
    await standing.execute()
    await plan.enter()
    assert not plan.view.changeable
    assert plan.primary == ("Continue", "")
    await plan.do(plan.presenter.pick, Strategy.BATCH_CLOSE)
    assert plan.view.top.strategy is Strategy.HIGH_TOUCH
    await plan.do(plan.presenter.primary)
    assert plan.all("left_for") == [standing.mission.stage]


async def test_the_dry_run_is_written_where_the_lead_wants_it(
    plan: Seat, standing: Standing, tmp_path: Path
) -> None:
    await standing.prepare()
    await plan.enter()
    await plan.do(plan.presenter.secondary)
    await plan.do(plan.presenter.export, tmp_path / "dry run.csv")
    rows = len(await standing.desk.plan.dry_run())
    assert plan.all("said")[-1] == f"{rows} lines written to dry run.csv"
    await plan.do(plan.presenter.export, tmp_path / "nowhere" / "dry run.csv")
    assert plan.problems[-1].title == "The table cannot be written"
