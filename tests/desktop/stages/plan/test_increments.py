"""The surge goes on: tickets that came after the lock join with a yes of their own, or are given up."""

from datetime import timedelta

import pytest

from desktop.domain.approval import Answer
from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import EffectCancelled, Reason
from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing


def arrive(standing: Standing, like: int | None = None) -> int:
    """A customer opens one more ticket like one in scope; return its id."""
    model = standing.ticket(like or next(iter(SCOPE)))
    row = {key: model[key] for key in ("subject", "description", "priority", "requester_id")}
    return int(standing.post("tickets", {"ticket": row})["ticket"]["id"])


async def add(standing: Standing) -> tuple[int, ...]:
    """Look out, and take in what came."""
    seen = await standing.desk.watch.look_out()
    assert seen is not None
    await standing.desk.plan.add_increment(seen.fresh)
    return seen.fresh


async def answer(standing: Standing, said: Answer) -> None:
    await standing.ask()
    await standing.desk.approve.decide(standing.token, said, "", await standing.code())


async def test_what_came_after_the_lock_is_counted_and_what_left_is_named(
    standing: Standing,
) -> None:
    await standing.execute()
    new, gone = arrive(standing), max(SCOPE)
    standing.post(f"tickets/{gone}", {"ticket": {"status": "solved"}})
    seen = await standing.desk.watch.look_out()
    assert seen is not None
    assert seen.fresh == (new,)
    assert [(one.ticket, one.why) for one in seen.left] == [(gone, "solved or closed")]
    assert (await standing.desk.watch.view()).growth == seen
    assert gone in standing.mission.scope_tickets, "it stays in the mission"


async def test_an_increment_is_approved_carried_out_and_counted_with_the_rest(
    standing: Standing,
) -> None:
    await standing.execute()
    before = len(standing.mission.effects)
    (new,) = (arrive(standing),)
    assert await add(standing) == (new,)
    assert standing.mission.stage is StageName.EXECUTE or standing.mission.undo_until
    packet = await standing.desk.approve.preview()
    assert packet.title == "May we work on 1 more ticket with this plan?"
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await standing.decide()
    await standing.desk.execute.run()
    assert standing.category(new) is not None or standing.ticket(new)["tags"]
    await standing.wait_out()
    view = await standing.desk.reflect.complete()
    assert view.outcome.value("triaged") == len(SCOPE) + 1
    assert len(standing.mission.effects) > before
    await standing.desk.reflect.seal()
    assert standing.mission.sealed


async def test_nothing_of_an_increment_happens_before_its_own_yes(standing: Standing) -> None:
    await standing.execute()
    new = arrive(standing)
    await add(standing)
    await standing.desk.execute.run()
    mine = [e for e in standing.mission.effects.values() if e.increment]
    assert mine
    assert {e.state for e in mine} == {EffectState.PLANNED}
    await answer(standing, Answer.DECLINE)
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    mine = [e for e in standing.mission.effects.values() if e.increment]
    assert {e.state for e in mine} == {EffectState.PLANNED}
    assert "triage_deck" not in standing.ticket(new)["tags"]


async def test_replies_of_the_plan_leave_in_time_while_an_increment_waits(
    standing: Standing,
) -> None:
    await standing.execute()
    arrive(standing)
    await add(standing)
    await standing.wait_out()
    replies = [e for e in standing.effects(EffectKind.PUBLIC_REPLY) if not e.increment]
    assert replies
    assert {e.state for e in replies} == {EffectState.CONFIRMED}
    with pytest.raises(RuleError):
        await standing.desk.reflect.seal()


async def test_an_increment_given_up_leaves_the_scope_and_the_way_to_the_seal_free(
    standing: Standing,
) -> None:
    await standing.execute()
    new = arrive(standing)
    await add(standing)
    await standing.desk.execute.drop_increment()
    assert new not in standing.mission.scope_tickets
    assert standing.mission.open_increment is None
    await standing.wait_out()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.seal()
    assert standing.mission.sealed


async def test_one_increment_waits_at_a_time_and_none_before_the_plan_runs(
    standing: Standing,
) -> None:
    await standing.approve()
    new = arrive(standing)
    with pytest.raises(RuleError, match="does not run"):
        await standing.desk.plan.add_increment((new,))
    await standing.desk.execute.start()
    await standing.desk.plan.add_increment((new,))
    with pytest.raises(RuleError, match="wait already"):
        await standing.desk.plan.add_increment((arrive(standing),))


async def test_tickets_in_the_plan_or_solved_cannot_be_added(standing: Standing) -> None:
    await standing.execute()
    with pytest.raises(InputError, match="Nothing to add"):
        await standing.desk.plan.add_increment(tuple(SCOPE))


async def test_after_a_restart_the_increment_waits_where_it_was(standing: Standing) -> None:
    await standing.execute()
    arrive(standing)
    await add(standing)
    await standing.reopen()
    view = await standing.desk.watch.view()
    assert view.increment is not None
    assert (view.increment.tickets, view.increment.asked) == (1, False)
    await answer(standing, Answer.APPROVE)
    view = await standing.desk.watch.view()
    assert view.increment is not None
    assert view.increment.approved


async def _reply_to_a_late_vip(standing: Standing) -> Effect:
    """A VIP opens a ticket that no incident explains; it joins once it is inside its window."""
    await standing.execute()
    await standing.door.until(standing.services.clock.now() + timedelta(minutes=1))
    model = standing.ticket(AT_RISK[2])
    kept = ("description", "priority", "requester_id", "organization_id")
    tags = [tag for tag in model["tags"] if tag != "triage_deck"]
    row = {key: model[key] for key in kept} | {"subject": model["subject"][::-1], "tags": tags}
    standing.post("tickets", {"ticket": row})
    await standing.desk.watch.look_out()
    await standing.door.until(standing.services.clock.now() + timedelta(minutes=30))
    await add(standing)
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    (reply,) = [one for one in standing.effects(EffectKind.PUBLIC_REPLY) if one.increment]
    return reply


async def test_a_reply_to_a_ticket_that_came_later_leaves(standing: Standing) -> None:
    reply = await _reply_to_a_late_vip(standing)
    await standing.wait_out()
    assert standing.mission.effects[reply.id].state is EffectState.CONFIRMED


@pytest.mark.parametrize(
    ("path", "said", "reason"),
    [
        ("/comment", {"body": "Any news?"}, Reason.CUSTOMER_WROTE),
        (
            "",
            {"ticket": {"comment": {"body": "I am on it.", "public": True}}},
            Reason.CHANGED_SINCE,
        ),
    ],
    ids=["customer", "colleague"],
)
async def test_it_stays_when_somebody_speaks_meanwhile(
    standing: Standing, path: str, said: dict[str, object], reason: Reason
) -> None:
    reply = await _reply_to_a_late_vip(standing)
    standing.post(f"tickets/{reply.target}{path}", said)
    await standing.wait_out()
    assert EffectCancelled(effect=reply.id, reason=reason) in standing.facts


async def test_the_way_back_stays_open_while_an_increment_is_carried_out(
    standing: Standing,
) -> None:
    await standing.execute()
    until = (await standing.desk.watch.view()).undo_until
    assert until is not None
    arrive(standing)
    await add(standing)
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    assert not standing.mission.undo_until, "the steps are gone through again"
    assert (await standing.desk.watch.view()).undo_until == until
    await standing.decide()
    await standing.desk.execute.run()
    after = (await standing.desk.watch.view()).undo_until
    assert after is not None
    assert after > until
