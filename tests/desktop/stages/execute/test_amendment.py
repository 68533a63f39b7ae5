"""Other words for a held reply: planned beside it, approved by themselves, and never both of them sent."""

import asyncio
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from desktop.domain.approval import Answer
from desktop.domain.effect import Effect, EffectKind, EffectState, SendReply
from desktop.domain.errors import RuleError
from desktop.domain.facts import EffectCancelled, ExecutionStarted, Reason
from desktop.domain.outcome import Ending
from desktop.domain.ticket import Ticket
from desktop.domain.values import from_millis
from desktop.domain.words import AlertKind
from desktop.evidence.verify import verify
from desktop.ledger.envelope import inside
from desktop.watch.contract import Growth
from desktop.watch.growth import growth_cards
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing

REPLY = EffectKind.PUBLIC_REPLY
TICKET = AT_RISK[0]
MORE = "Your own clinic is first on our list."


async def words_of(standing: Standing, effect: Effect) -> str:
    request = await standing.desk.ledger.read_request(effect.content)
    assert isinstance(request, SendReply)
    return request.text


async def amended(standing: Standing) -> Effect:
    """Carry the plan out, plan other words for the reply to TICKET; return the held one."""
    await standing.execute()
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, await words_of(standing, held) + f"\n{MORE}\n")
    return held


async def answer(standing: Standing, said: Answer, *, enrolled: bool = True) -> None:
    await standing.ask()
    code = await standing.code() if enrolled else ""
    await standing.desk.approve.decide(standing.token, said, "", code)


async def begun(standing: Standing) -> tuple[Effect, Effect]:
    """Amend, have it approved, begin it; return the old reply and the new one."""
    held = await amended(standing)
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    both = [one for one in standing.effects(REPLY) if one.target == str(TICKET)]
    assert both[0].id == held.id
    return both[0], both[1]


async def past_every_hold(standing: Standing) -> None:
    await standing.door.until(from_millis(max(e.release_at for e in standing.effects(REPLY))))
    await standing.desk.execute.release_due()


def replies(standing: Standing) -> list[str]:
    """Return what we wrote to the customer of TICKET."""
    return [one["plain_body"] for one in standing.ticket(TICKET)["comments"] if one["public"]]


async def test_until_their_yes_neither_the_old_words_leave_nor_the_new(standing: Standing) -> None:
    await standing.execute()
    before = replies(standing)
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    assert standing.effect(REPLY, TICKET).paused
    await standing.desk.execute.run()
    await past_every_hold(standing)
    assert replies(standing) == before
    assert standing.mission.open_effects
    done = await standing.desk.reflect.complete()
    (ending,) = [one for one in done.outcome.at_risk if one.ticket == TICKET]
    assert (ending.ending, ending.words) == (Ending.HELD, "until it is let go")


async def test_the_manager_reads_both_and_the_new_words_take_the_place_of_the_old(
    standing: Standing,
) -> None:
    held = await amended(standing)
    packet = await standing.desk.approve.preview()
    assert packet.title == f"May the reply to #{TICKET} leave with other words?"
    (draft,) = packet.drafts
    assert draft.before == await words_of(standing, held)
    assert draft.text == f"{draft.before}\n{MORE}\n"
    assert packet.categorised == 0
    assert packet.scopes_used == ("Zendesk: comment on tickets on your behalf",)
    assert sum(tickets for _, tickets, _ in packet.customers) <= 1
    old = len(replies(standing))
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    gone = standing.mission.effects[held.id]
    assert gone.state is EffectState.CANCELLED
    assert EffectCancelled(effect=held.id, reason=Reason.AMENDED) in standing.facts
    await past_every_hold(standing)
    (sent,) = replies(standing)[old:]
    assert sent.rstrip() == draft.text.rstrip()
    drafts = await standing.desk.watch.detail(TICKET)
    assert drafts.draft is not None
    assert drafts.draft.text == draft.text


async def test_the_new_words_are_held_like_any_reply_and_can_be_given_up(
    standing: Standing,
) -> None:
    _, new = await begun(standing)
    assert new.state is EffectState.HELD
    alerts = [one for one in standing.mission.alerts.values() if one.open and one.ticket == TICKET]
    assert {one.kind for one in alerts} <= {AlertKind.SLA}, "nobody is asked about words they wrote"
    before = replies(standing)
    await standing.desk.execute.undo([new.id])
    await past_every_hold(standing)
    assert replies(standing) == before


async def test_the_numbers_count_one_reply_not_two(standing: Standing) -> None:
    await standing.execute()
    counted = (await standing.desk.execute.view()).checklist
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    assert (await standing.desk.execute.view()).checklist == counted, "while it waits"
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    view = await standing.desk.execute.view()
    assert view.checklist == counted, "and once it took their place"
    assert [row.id for row in view.effects if not row.current] == [held.id]
    await standing.wait_out()
    done = await standing.desk.reflect.complete()
    assert done.outcome.value("triaged") == len(SCOPE)
    (ending,) = [one for one in done.outcome.at_risk if one.ticket == TICKET]
    assert (ending.ending, ending.words) == (Ending.ANSWERED, "by a public reply")
    await standing.desk.reflect.seal()
    assert standing.mission.sealed
    bundle = Path(await standing.desk.evidence.write())
    assert verify(bundle) == []
    with zipfile.ZipFile(bundle) as kept:
        assert not any(MORE.encode() in kept.read(name) for name in kept.namelist())


async def test_declined_and_given_up_the_approved_words_can_leave(standing: Standing) -> None:
    held = await amended(standing)
    old = await words_of(standing, held)
    before = len(replies(standing))
    await answer(standing, Answer.DECLINE)
    with pytest.raises(RuleError, match="Other words for this reply wait"):
        await standing.desk.execute.let_reply_go(held.id)
    await standing.desk.execute.drop_increment()
    assert TICKET in standing.mission.scope_tickets, "the ticket was in the plan before"
    assert standing.mission.drafts[TICKET]
    await standing.desk.execute.let_reply_go(held.id)
    await past_every_hold(standing)
    (sent,) = replies(standing)[before:]
    assert sent.rstrip() == old.rstrip()


async def test_given_up_meanwhile_the_new_words_do_not_begin(standing: Standing) -> None:
    held = await amended(standing)
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.undo([held.id])
    before = replies(standing)
    assert standing.mission.open_increment is None, "given up with the reply they were for"
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    await past_every_hold(standing)
    assert replies(standing) == before


async def test_the_new_words_alone_can_be_given_up_and_the_old_ones_stay(
    standing: Standing,
) -> None:
    held = await amended(standing)
    (new,) = standing.mission.effects_in_question
    await standing.desk.execute.undo([new.id])
    assert standing.mission.open_increment is None
    assert standing.mission.effects[held.id].state is EffectState.HELD
    assert standing.mission.effects[new.id].state is EffectState.CANCELLED


async def test_stop_here_gives_both_up_and_the_mission_can_be_sealed(standing: Standing) -> None:
    await amended(standing)
    await standing.desk.execute.cancel_rest()
    assert standing.mission.open_increment is None
    assert not standing.mission.open_effects
    await standing.wait_out()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.seal()
    assert standing.mission.sealed


async def test_words_that_wait_can_be_changed_again_and_only_the_last_are_asked_about(
    standing: Standing,
) -> None:
    held = await amended(standing)
    link = await standing.ask()
    assert MORE in await standing.desk.execute.words(held.id)
    await standing.desk.execute.amend(held.id, "Hello,\nsecond thoughts.")
    assert (await standing.desk.execute.words(held.id)).startswith("Hello,\nsecond")
    with pytest.raises(RuleError, match="This link is not known"):
        await standing.desk.approve.decide(link, Answer.APPROVE, "", "")
    before = len(replies(standing))
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await past_every_hold(standing)
    assert [one.rstrip() for one in replies(standing)[before:]] == ["Hello,\nsecond thoughts."]


async def test_beginning_them_repeats_no_step_and_opens_no_way_back_anew(
    standing: Standing,
) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    standing.fault(method="PUT", path=f"/api/v2/tickets/{max(SCOPE)}", kind="status", status=422)
    await standing.desk.execute.run()
    standing.no_faults()
    refused = {one.id for one in standing.mission.in_state(EffectState.REFUSED)}
    assert refused
    until, steps = standing.mission.undo_until, standing.mission.steps_done
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert {one.id for one in standing.mission.in_state(EffectState.REFUSED)} == refused
    assert (standing.mission.undo_until, standing.mission.steps_done) == (until, steps)


async def test_past_its_clock_the_manager_reads_that_it_is_late_and_not_held(
    standing: Standing,
) -> None:
    await amended(standing)
    (draft,) = (await standing.desk.approve.preview()).drafts
    assert draft.leaves_at is not None
    await standing.door.until(draft.leaves_at + timedelta(minutes=20))
    (line, *_) = (await standing.desk.approve.preview()).finals
    assert line.startswith("1 public reply leaves at once, unheld: its clock has run out.")


async def test_what_comes_meanwhile_is_told_of_though_it_waits_its_turn(standing: Standing) -> None:
    await amended(standing)
    seen = Growth(standing.services.clock.now(), (1, 2, 3), 3, ())
    view = await standing.desk.watch.view()
    titles = [card.title for card in growth_cards(standing.mission, seen, view.increment)]
    assert titles == [
        f"Other words for the reply to #{TICKET} wait", "3 new since the lock, 3 inside 90 min",
    ]  # fmt: skip


async def test_of_a_reply_on_its_way_no_other_words_are_planned(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await standing.execute()
    held = standing.effect(REPLY, TICKET)
    tickets = standing.services.connections.tickets
    read, reached, goes = tickets.tickets, asyncio.Event(), asyncio.Event()

    async def slowly(wanted: Sequence[int]) -> Sequence[Ticket]:
        if list(wanted) == [TICKET]:
            reached.set()
            await goes.wait()
        return await read(wanted)

    monkeypatch.setattr(tickets, "tickets", slowly)
    await standing.door.until(from_millis(held.release_at))
    leaving = asyncio.create_task(standing.desk.execute.release_due())
    await reached.wait()
    planning = asyncio.create_task(standing.desk.execute.amend(held.id, f"Hello,\n{MORE}"))
    await asyncio.wait([planning], timeout=0.5)
    goes.set()
    await leaving
    with pytest.raises(RuleError, match="This reply is not held"):
        await planning
    assert standing.mission.effects[held.id].state is EffectState.CONFIRMED
    assert standing.mission.open_increment is None


async def test_a_yes_without_a_code_leaves_the_approved_words_held_until_one_with_a_code_comes(
    standing: Standing,
) -> None:
    held = await amended(standing)
    await answer(standing, Answer.APPROVE, enrolled=False)
    waiting = (await standing.desk.watch.view()).increment
    assert waiting is not None
    assert (waiting.amends, waiting.approved, waiting.vouched) == (TICKET, False, True)
    await standing.desk.execute.start()
    assert standing.mission.open_increment is not None, "nothing was begun"
    asked = standing.mission.question
    assert asked is not None
    with pytest.raises(RuleError, match="This yes releases no reply"):
        await standing.desk.ledger.append(ExecutionStarted(approval=asked.id, effects=1))
    assert standing.mission.effects[held.id].state is EffectState.HELD
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    assert standing.mission.effects[held.id].state is EffectState.CANCELLED


async def test_a_yes_without_a_code_to_other_words_stops_nothing_else(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert not standing.mission.undo_until, "notes wait for a person"
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    await answer(standing, Answer.APPROVE, enrolled=False)
    await standing.decide()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert standing.mission.undo_until
    assert standing.mission.effects[held.id].state is EffectState.HELD


async def test_a_crash_between_yes_and_beginning_changes_nothing(standing: Standing) -> None:
    held = await amended(standing)
    await answer(standing, Answer.APPROVE)
    await standing.reopen()
    await past_every_hold(standing)
    assert standing.mission.effects[held.id].state is EffectState.HELD
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert standing.mission.effects[held.id].state is EffectState.CANCELLED


async def test_what_takes_its_place_may_leave_with_the_approved_words_only(
    standing: Standing,
) -> None:
    _, new = await begun(standing)
    request = await standing.desk.ledger.read_request(new.content)
    assert inside(standing.mission, new, request)
    other = structs.replace(new, content="f" * 64, approved=new.content)
    assert not inside(standing.mission, other, request)


async def test_only_a_held_reply_can_be_amended_and_one_at_a_time(standing: Standing) -> None:
    held = await amended(standing)
    other = standing.effect(REPLY, AT_RISK[1])
    with pytest.raises(RuleError, match=f"Other words for #{TICKET} wait already"):
        await standing.desk.execute.amend(other.id, f"Hello,\n{MORE}")
    assert not standing.mission.effects[other.id].paused
    await standing.desk.execute.drop_increment()
    await standing.desk.execute.undo([held.id])
    with pytest.raises(RuleError, match="This reply is not held"):
        await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")


@pytest.mark.parametrize(
    ("path", "said", "who"),
    [
        ("/comment", {"body": "Any news?"}, "customer"),
        ("", {"ticket": {"comment": {"body": "I am on it.", "public": True}}}, "colleague"),
    ],
    ids=["customer", "colleague"],
)
async def test_no_manager_is_asked_about_words_that_a_comment_would_stop(
    standing: Standing, path: str, said: dict[str, object], who: str
) -> None:
    await standing.execute()
    held = standing.effect(REPLY, TICKET)
    standing.post(f"tickets/{TICKET}{path}", said)
    with pytest.raises(RuleError, match=f"A {who} wrote on #{TICKET}"):
        await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    assert not standing.effect(REPLY, TICKET).paused
    assert standing.mission.open_amendment is None
