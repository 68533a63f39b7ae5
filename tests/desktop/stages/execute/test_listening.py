"""An escalation stays open until somebody answers it; nobody answering is an alert."""

from datetime import timedelta

from desktop.domain.effect import EffectKind, PostEscalation
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
