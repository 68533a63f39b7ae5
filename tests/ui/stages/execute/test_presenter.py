"""Execute: starts, shows what needs a person, holds, takes back, leads to Reflect."""

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.facts import AlertKind, Resolution
from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit


@pytest.fixture
def execute(seat: Sit) -> Seat:
    return seat(StageName.EXECUTE)


async def decide_all(seat: Seat) -> None:
    """Let every exception go its way, as the lead does."""
    while seat.presenter.exceptions:
        await seat.do(seat.presenter.resolve, seat.presenter.exceptions[0], Resolution.ACCEPTED)


async def test_before_the_yes_it_leads_back(execute: Seat, standing: Standing) -> None:
    await standing.plan()
    await execute.enter()
    assert execute.notice.title == "Nobody has said yes yet"
    assert execute.notice.goes_to is StageName.APPROVE


async def test_nothing_starts_by_itself(execute: Seat, standing: Standing) -> None:
    await standing.approve()
    await execute.enter()
    assert not execute.view.started
    assert execute.primary == ("Start the plan", "")
    assert set(execute.view.queue.ids.tolist()) == SCOPE
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.PLANNED}


async def test_the_run_goes_as_far_as_it_may_then_asks(execute: Seat, standing: Standing) -> None:
    await standing.approve()
    await execute.enter()
    await execute.do(execute.presenter.primary)
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.CONFIRMED}
    waiting = len(execute.presenter.exceptions)
    assert waiting > 0
    word = "exception" if waiting == 1 else "exceptions"
    assert execute.primary == (f"Review {waiting} {word}", "")
    await execute.do(execute.presenter.primary)
    assert execute.all("asked")[-1] == (
        "review_exceptions",
        execute.presenter.exceptions[0].id,
    )


async def test_while_it_runs_it_can_only_be_paused(execute: Seat, standing: Standing) -> None:
    await standing.approve()
    await execute.enter()
    execute.presenter.primary()
    bar = execute.presenter.bar()
    assert bar.secondary is not None
    assert bar.secondary.title == "Pause"
    execute.presenter.secondary()
    assert execute.all("said") == ["Pausing after the change under way"]
    await execute.do(lambda: None)
    assert not execute.presenter.busy


async def test_a_run_that_is_not_through_can_be_ended(execute: Seat, standing: Standing) -> None:
    await standing.approve()
    await execute.enter()
    await execute.do(execute.presenter.primary)
    assert not execute.view.finished
    assert execute.bar.quiet is not None
    assert execute.bar.quiet.title == "Stop here"
    await execute.do(execute.presenter.quiet)
    assert execute.all("asked")[-1] == ("stop_run", execute.view.execute.effects)
    await execute.do(execute.presenter.stop_here)
    assert execute.view.finished
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CANCELLED}
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.CONFIRMED}
    assert execute.problems == []


async def test_the_last_decision_lets_the_rest_leave(execute: Seat, standing: Standing) -> None:
    await standing.approve()
    await execute.enter()
    await execute.do(execute.presenter.primary)
    await decide_all(execute)
    assert execute.view.finished
    assert standing.states(EffectKind.INTERNAL_NOTE) == {EffectState.CONFIRMED}
    assert execute.problems == []


async def test_the_figures_count_what_stands_outside_or_is_held(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    figures = {name: (done, total) for name, done, total in execute.view.figures}
    assert figures["Categorised"] == (len(SCOPE), len(SCOPE))
    drafts = len(standing.effects(EffectKind.INTERNAL_NOTE)) + len(AT_RISK)
    assert figures["Drafts ready"] == (drafts, drafts)
    posts = len(standing.effects(EffectKind.SLACK_ESCALATION))
    assert figures["Escalated"] == (posts, posts)


async def test_a_run_that_is_over_leads_to_reflect(execute: Seat, standing: Standing) -> None:
    await standing.execute()
    await execute.enter()
    await decide_all(execute)
    assert execute.primary == ("Continue to Reflect", "")
    await execute.do(execute.presenter.primary)
    assert execute.all("left_for") == [StageName.REFLECT]


async def test_skipping_ahead_sends_what_is_due_and_no_more(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    assert execute.bar.quiet is not None
    moment = standing.desk.execute.next_moment()
    await execute.do(execute.presenter.quiet)
    assert moment is not None
    assert standing.services.clock.now() >= moment
    assert standing.desk.execute.next_moment() != moment
    assert execute.problems == []


async def test_what_is_taken_back_is_shown_as_such(execute: Seat, standing: Standing) -> None:
    await standing.execute()
    await execute.enter()
    one = standing.effect(EffectKind.CATEGORISE, 20819)
    await execute.do(execute.presenter.take_back, (one.id,))
    row = next(row for row in execute.view.execute.effects if row.id == one.id)
    assert row.state is not EffectState.CONFIRMED
    assert standing.category(20819) is None
    assert {n: d for n, d, _ in execute.view.figures}["Categorised"] == len(SCOPE) - 1


async def test_what_a_colleague_changed_since_is_listed_after_undo(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    one = standing.effect(EffectKind.CATEGORISE, 20819)
    field = standing.ticket(20819)["custom_fields"][0]["id"]
    theirs = {"custom_fields": [{"id": field, "value": "billing"}]}
    standing.post("tickets/20819", {"ticket": theirs})
    await execute.do(execute.presenter.take_back, (one.id,))
    name, rows = execute.all("asked")[-1]
    assert name == "kept_values"
    assert [(row.target, row.kept) for row in rows] == [("20819", (str(field),))]
    assert not standing.mission.alerts[AlertKind.KEPT.value].open, (
        "whoever saw the list needs no card"
    )
    await execute.do(execute.presenter.show_kept)
    assert execute.all("asked")[-1] == (name, rows), "it can be looked at again"


async def test_a_held_reply_is_paused_let_go_and_given_up(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    one = standing.effects(EffectKind.PUBLIC_REPLY)[0]
    await execute.do(execute.presenter.pause_reply, one.id)
    assert standing.mission.effects[one.id].paused
    await execute.do(execute.presenter.let_go, one.id)
    assert not standing.mission.effects[one.id].paused
    await execute.do(execute.presenter.give_up_reply, one.id)
    assert standing.mission.effects[one.id].state is EffectState.CANCELLED
    assert execute.all("said")[-1] == "The reply will not leave"


async def test_a_reply_that_left_meanwhile_is_not_said_to_stay(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    one = standing.effects(EffectKind.PUBLIC_REPLY)[0]
    moment = standing.desk.execute.next_moment()
    assert moment is not None
    await standing.door.until(moment)
    await standing.desk.execute.release_due()
    assert standing.mission.effects[one.id].state is EffectState.CONFIRMED
    await execute.do(execute.presenter.give_up_reply, one.id)
    assert execute.all("said")[-1] == "1 reply had left already and cannot be taken back"
    await execute.do(execute.presenter.take_back, (one.id,))
    assert execute.all("said")[-1] == "1 reply had left already and cannot be taken back"


async def test_what_is_asked_of_one_reply_is_not_dropped_for_another(
    execute: Seat, standing: Standing
) -> None:
    await standing.execute()
    await execute.enter()
    one, other = standing.effects(EffectKind.PUBLIC_REPLY)[:2]
    execute.presenter.pause_reply(one.id)
    await execute.do(execute.presenter.pause_reply, other.id)
    assert standing.mission.effects[one.id].paused
    assert standing.mission.effects[other.id].paused


async def test_the_queue_is_read_once_and_the_states_each_time(
    execute: Seat, standing: Standing
) -> None:
    await standing.approve()
    await execute.enter()
    first = execute.view
    await execute.do(execute.presenter.primary)
    assert execute.view.queue is first.queue
    assert execute.view.states != first.states


async def test_a_run_cut_by_a_failure_goes_on_before_anything_is_reviewed(
    execute: Seat, standing: Standing
) -> None:
    await standing.approve()
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401)
    await execute.enter()
    await execute.do(execute.presenter.primary)
    assert len(execute.problems) == 1
    assert execute.presenter.exceptions
    assert execute.primary == ("Go on", "")
    await execute.do(execute.presenter.primary)
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.CONFIRMED}
    assert execute.primary[0].startswith("Review")
