"""An escalation stays open until somebody answers it; nobody answering is an alert."""

from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind, EffectState, PostEscalation, Receipt
from desktop.domain.errors import RefusedError, RuleError
from desktop.domain.facts import AlertKind, TwinDeleted
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import Json, Standing


def on_call(after: float | None) -> object:
    """A queue whose engineer on call answers after so many seconds, or never."""

    def bend(queue: Json) -> None:
        engineer = {"id": "U0ENGINEER", "name": "mei", "profile": {}}
        queue["slack"]["users"].append(engineer)
        queue["slack"]["oncall"] = {"user": "U0ENGINEER", "answer_after_seconds": after}

    return bend


async def posted(open_desk_on: Open, after: float | None) -> Standing:
    standing = await open_desk_on(on_call(after))
    await standing.execute()
    assert standing.effects(EffectKind.SLACK_ESCALATION)
    return standing


async def later(standing: Standing, minutes: float) -> None:
    await standing.door.until(standing.services.clock.now() + timedelta(minutes=minutes))
    await standing.desk.execute.listen()


def unanswered(standing: Standing) -> list[bool]:
    alerts = standing.mission.alerts.values()
    return [one.open for one in alerts if one.kind is AlertKind.UNANSWERED]


async def test_a_reaction_in_the_channel_answers_it(open_desk_on: Open) -> None:
    standing = await posted(open_desk_on, 120)
    await standing.desk.execute.listen()
    posts = standing.effects(EffectKind.SLACK_ESCALATION)
    assert {post.answered_by for post in posts} == {""}
    await later(standing, 3)
    posts = standing.effects(EffectKind.SLACK_ESCALATION)
    assert {post.answered_by for post in posts} == {"U0ENGINEER"}
    assert unanswered(standing) == []
    rows = (await standing.desk.execute.view()).effects
    assert "U0ENGINEER" in {row.answered_by for row in rows}


async def test_nobody_answering_in_time_is_one_alert_each_and_a_follow_up(
    open_desk_on: Open,
) -> None:
    standing = await posted(open_desk_on, None)
    await later(standing, 9)
    assert unanswered(standing) == []
    await later(standing, 2)
    posts = standing.effects(EffectKind.SLACK_ESCALATION)
    assert unanswered(standing) == [True] * len(posts)
    await later(standing, 30)
    assert len(unanswered(standing)) == len(posts)
    tasks = (await standing.desk.reflect.complete()).tasks
    assert any("nobody answered" in task.title for task in tasks)


async def test_a_late_answer_closes_the_alert_by_itself(open_desk_on: Open) -> None:
    standing = await posted(open_desk_on, 20 * 60)
    await later(standing, 11)
    assert set(unanswered(standing)) == {True}
    await later(standing, 10)
    assert set(unanswered(standing)) == {False}


async def test_a_post_taken_back_needs_no_answer(open_desk_on: Open) -> None:
    standing = await posted(open_desk_on, None)
    posts = [post.id for post in standing.effects(EffectKind.SLACK_ESCALATION)]
    await standing.desk.execute.undo(posts)
    await later(standing, 60)
    assert unanswered(standing) == []


async def test_a_second_post_for_one_effect_is_deleted_and_told(open_desk_on: Open) -> None:
    standing = await posted(open_desk_on, None)
    effect = standing.effects(EffectKind.SLACK_ESCALATION)[0]
    request = await standing.desk.ledger.read_request(effect.content)
    assert isinstance(request, PostEscalation)
    chat = standing.services.connections.chat
    marker = {"triagedeck_effect": effect.id, "triagedeck_mission": standing.mission.id}
    twin = await chat.post(request.channel, request.text, marker)
    before = len(standing.posts())
    await standing.desk.execute.listen()
    assert len(standing.posts()) == before - 1
    assert TwinDeleted(effect=effect.id, remote=twin.remote) in standing.facts
    stands = standing.effects(EffectKind.SLACK_ESCALATION)[0]
    assert (stands.state, stands.receipt) == (effect.state, effect.receipt)
    assert stands.twins == (twin.remote,)
    await standing.desk.execute.listen()
    assert standing.kinds.count("TwinDeleted") == 1


async def test_a_channel_that_may_not_be_searched_keeps_no_answer_from_being_heard(
    open_desk_on: Open,
) -> None:
    standing = await posted(open_desk_on, 120)
    refused = {"kind": "status", "status": 403, "count": 99, "service": "slack"}
    standing.fault(method="GET", path="/slack/api/conversations.history", **refused)
    await later(standing, 3)
    posts = standing.effects(EffectKind.SLACK_ESCALATION)
    assert {post.answered_by for post in posts} == {"U0ENGINEER"}


async def test_a_post_that_is_gone_is_overdue_and_keeps_nobody_from_hearing_the_others(
    open_desk_on: Open,
) -> None:
    standing = await posted(open_desk_on, 120)
    gone, *others = standing.effects(EffectKind.SLACK_ESCALATION)
    assert others
    receipt = await standing.desk.ledger.read_value(gone.receipt, Receipt)
    await standing.services.connections.chat.withdraw(receipt)
    await later(standing, 11)
    answered = {e.id: e.answered_by for e in standing.effects(EffectKind.SLACK_ESCALATION)}
    assert answered == {gone.id: "", **dict.fromkeys([o.id for o in others], "U0ENGINEER")}
    assert unanswered(standing) == [True]


async def test_what_was_heard_before_the_chat_went_away_is_kept(open_desk_on: Open) -> None:
    standing = await posted(open_desk_on, 120)
    away = {"kind": "status", "status": 401, "count": 99, "service": "slack", "skip": 1}
    standing.fault(method="GET", path="/slack/api/conversations.replies", **away)
    with pytest.raises(RefusedError):
        await later(standing, 3)
    heard = [e.answered_by for e in standing.effects(EffectKind.SLACK_ESCALATION)]
    assert heard.count("U0ENGINEER") == 1
    assert "" in heard


async def test_a_post_that_arrives_after_it_was_cancelled_is_deleted_and_told(
    open_desk_on: Open,
) -> None:
    standing = await open_desk_on(on_call(None))
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    cut = {"kind": "reset_before", "service": "slack"}
    standing.fault(method="POST", path="/slack/api/chat.postMessage", **cut)
    unread = {"kind": "status", "status": 503, "count": 99, "service": "slack"}
    standing.fault(method="GET", path="/slack/api/conversations.history", **unread)
    await standing.desk.execute.run()
    doubtful = next(
        e for e in standing.effects(EffectKind.SLACK_ESCALATION) if e.state is EffectState.UNKNOWN
    )
    with pytest.raises(RuleError, match="Nobody knows"):
        await standing.desk.execute.undo([doubtful.id])
    standing.no_faults()
    await standing.door.until(standing.services.clock.now() + timedelta(hours=1))
    await standing.desk.execute.release_due()
    ended = standing.mission.effects[doubtful.id]
    assert (ended.state, ended.attempts) == (EffectState.CANCELLED, 1)
    before = len(standing.posts())
    request = await standing.desk.ledger.read_request(doubtful.content)
    assert isinstance(request, PostEscalation)
    marker = {"triagedeck_effect": doubtful.id, "triagedeck_mission": standing.mission.id}
    late = await standing.services.connections.chat.post(request.channel, request.text, marker)
    await standing.desk.execute.listen()
    assert len(standing.posts()) == before
    assert standing.facts.count(TwinDeleted(effect=doubtful.id, remote=late.remote)) == 1
    after = standing.mission.effects[doubtful.id]
    assert (after.state, after.twins) == (EffectState.CANCELLED, (late.remote,))
    await standing.desk.execute.listen()
    assert standing.kinds.count("TwinDeleted") == 1
