"""Approve: a question put once, answered once, by somebody else, for exactly this plan."""

from datetime import timedelta

import pytest

from desktop.domain.approval import Answer, Approver, Assurance
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError, RuleError
from desktop.domain.values import Role, StageName, Toolkit
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing


async def asked(standing: Standing) -> str:
    await standing.plan()
    return await standing.ask()


async def test_the_packet_holds_what_a_manager_needs(reader: Standing) -> None:
    await asked(reader)
    packet = (await reader.desk.approve.view()).packet
    assert packet is not None
    assert packet.categorised == sum(count for _, count, _ in packet.customers) == len(SCOPE)
    vips = [vip for _, _, vip in packet.customers]
    assert vips == sorted(vips, reverse=True), "VIP customers come first"
    public = [draft for draft in packet.drafts if draft.kind == "public reply"]
    assert {draft.ticket for draft in public} == set(AT_RISK)
    assert all(draft.leaves_at for draft in public)
    assert "cannot be recalled" in packet.finals[0]
    assert packet.undo_minutes == 15
    assert packet.undo_plan and packet.scopes_used and packet.safeguards
    assert len(packet.escalations) == len(reader.effects(EffectKind.SLACK_ESCALATION))


async def test_the_packet_counts_each_own_safeguard_and_leaves_the_rest_to_the_approver(
    reader: Standing,
) -> None:
    reader.own = ("at most 300 words", "At most 300 words!", "no promises", "be kind")
    packet = (await asked(reader), (await reader.desk.approve.view()).packet)[1]
    assert packet is not None
    drafts = len(packet.drafts)
    counts = [(line.passed, line.total) for line in packet.safeguards[-4:]]
    assert counts == [(drafts, drafts), (drafts, drafts), (0, drafts), (0, 0)]
    assert packet.safeguards[-1].understood == "A person checks this"


async def test_the_link_reaches_the_manager_and_its_secret_is_kept_nowhere(
    standing: Standing,
) -> None:
    token = await asked(standing)
    told = [m["text"] for place, rows in standing.world()["messages"].items() for m in rows]
    assert any(token in text for text in told)
    standing.deck.database.close()
    for file in standing.deck.folder.root.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes(), file


async def test_looking_decides_nothing_and_is_recorded(reader: Standing) -> None:
    token = await asked(reader)
    page = await reader.desk.approve.look(token)
    assert (page.open, page.wants_code, page.approver) == (True, True, "Dana Kiplagat")
    entry = reader.desk.ledger.entries[-1]
    assert (entry.actor.role, entry.actor.account) == (Role.APPROVER, "dana")
    assert reader.mission.stage is StageName.APPROVE


@pytest.mark.parametrize(
    ("answer", "stage"), [(Answer.APPROVE, "execute"), (Answer.DECLINE, "approve")]
)
async def test_an_answer_counts_once_and_keeps_its_note(
    answer: Answer, stage: str, reader: Standing
) -> None:
    token = await asked(reader)
    page = await reader.desk.approve.decide(token, answer, "Mind the tone.", await reader.code())
    assert not page.open
    with pytest.raises(RuleError, match="closed"):
        await reader.desk.approve.decide(token, Answer.APPROVE, "", "")
    view = await reader.desk.approve.view()
    assert (view.answer, view.assurance, view.note) == (
        answer,
        Assurance.ENROLLED,
        "Mind the tone.",
    )
    assert reader.mission.stage == stage


async def test_a_wrong_code_decides_nothing_and_may_be_typed_again(reader: Standing) -> None:
    token = await asked(reader)
    with pytest.raises(InputError, match="code"):
        await reader.desk.approve.decide(token, Answer.APPROVE, "", "000000")
    assert (await reader.desk.approve.look(token)).open
    page = await reader.desk.approve.decide(token, Answer.APPROVE, "", await reader.code())
    assert page.state == "It was approved."


async def test_without_a_code_the_yes_is_only_vouched(reader: Standing) -> None:
    await reader.approve(enrolled=False)
    assert (await reader.desk.approve.view()).assurance is Assurance.VOUCHED


async def test_the_enrolment_outlives_a_restart(reader: Standing) -> None:
    token = await asked(reader)
    await reader.reopen()
    assert (await reader.desk.approve.look(token)).wants_code
    with pytest.raises(InputError, match="code"):
        await reader.desk.approve.decide(token, Answer.APPROVE, "", "000000")


async def test_a_question_lapses_after_a_day(standing: Standing) -> None:
    token = await asked(standing)
    await standing.door.until(standing.services.clock.now() + timedelta(hours=24))
    page = await standing.desk.approve.look(token)
    assert (page.open, page.state) == (False, "It lapsed: nobody answered in time.")
    with pytest.raises(RuleError, match="closed"):
        await standing.desk.approve.decide(token, Answer.APPROVE, "", "")
    assert not standing.mission.approved


async def test_a_newer_question_replaces_the_older_link(reader: Standing) -> None:
    old = await asked(reader)
    new = await reader.ask()
    with pytest.raises(RuleError, match="not known"):
        await reader.desk.approve.look(old)
    assert (await reader.desk.approve.look(new)).open


async def test_nobody_approves_their_own_plan(reader: Standing) -> None:
    await reader.plan()
    me = await reader.services.connections.chat.account()
    with pytest.raises(RuleError, match="own plan"):
        await reader.ask(Approver("lead", "The lead", me.id))
    assert "ApprovalRequested" not in reader.kinds


async def test_a_yes_to_a_plan_that_changed_does_not_count(reader: Standing) -> None:
    token = await asked(reader)
    await reader.choose(batch=2)
    with pytest.raises(RuleError, match="not known"):
        await reader.desk.approve.decide(token, Answer.APPROVE, "", "")
    with pytest.raises(RuleError, match="No manager has said yes"):
        await reader.desk.execute.start()


async def test_a_vouched_yes_releases_no_public_reply(standing: Standing) -> None:
    await standing.approve(enrolled=False)
    await standing.desk.execute.start()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CANCELLED}
    assert all(standing.mission.alerts[f"handed_over-{ticket}"].open for ticket in AT_RISK)


async def test_without_a_plan_there_is_nothing_to_ask(reader: Standing) -> None:
    await reader.prepare()
    with pytest.raises(RuleError, match="No plan was chosen"):
        await reader.ask()
    assert (await reader.desk.approve.view()).packet is None


async def test_the_packet_can_be_seen_before_anybody_is_asked(reader: Standing) -> None:
    await reader.plan()
    before = reader.kinds
    packet = await reader.desk.approve.preview()
    assert reader.kinds == before
    await reader.ask()
    assert (await reader.desk.approve.view()).packet == packet


async def test_without_a_plan_there_is_no_packet_to_see(reader: Standing) -> None:
    await reader.prepare()
    with pytest.raises(RuleError, match="No plan was chosen"):
        await reader.desk.approve.preview()


async def test_nobody_is_offered_to_approve_their_own_plan(
    reader: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reader.plan()
    everybody = await reader.door.approvers()
    us = Approver("me", "Me", reader.mission.connected[Toolkit.SLACK])

    async def with_us() -> tuple[Approver, ...]:
        return (us, *everybody)

    # The sandbox never lets its own account be a manager; a real directory may.
    monkeypatch.setattr(reader.door, "approvers", with_us)
    assert await reader.desk.approve.approvers() == everybody
