"""Notes that wait for a person: passed over, given other words inside the yes, never after they left."""

import asyncio

import pytest

from desktop.bus import Happened, Message
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import AlertResolved, EffectConfirmed, EffectRevised, Resolution
from desktop.domain.plan import StepName
from desktop.domain.values import StageName
from desktop.preferences.contract import AssistantSettings
from desktop.watch.sealed import Sealed
from tests.chat_server import MODEL, serve_chat
from tests.desktop.stages.standing import AT_RISK, Standing

NO_LINK, REPAIRED = 20819, 20742
"""Two tickets with internal notes: one without an article, one whose jargon was replaced."""
NOTE = EffectKind.INTERNAL_NOTE


async def begin(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()


async def usable_page(standing: Standing, ticket: int) -> str:
    detail = await standing.desk.watch.detail(ticket)
    return next(page.id for page in detail.candidates if page.usable)


def note_outside(standing: Standing, ticket: int) -> str:
    comments = standing.ticket(ticket)["comments"]
    return next(str(c["plain_body"]) for c in comments if not c["public"])


def notes_outside(standing: Standing, ticket: int) -> int:
    return sum(not c["public"] for c in standing.ticket(ticket)["comments"])


async def test_a_note_that_waits_is_passed_over_and_keeps_its_step_open(
    standing: Standing,
) -> None:
    await begin(standing)
    await standing.desk.execute.run()
    for ticket in (NO_LINK, REPAIRED):
        assert standing.effect(NOTE, ticket).state is EffectState.PLANNED
        assert notes_outside(standing, ticket) == 0
    assert standing.mission.steps_done == (StepName.CATEGORISE, StepName.ESCALATE)
    assert standing.mission.stage is StageName.EXECUTE
    assert not standing.mission.undo_until
    await standing.decide()
    await standing.desk.execute.run()
    assert standing.states(NOTE) == {EffectState.CONFIRMED}
    assert standing.mission.undo_until
    assert [notes_outside(standing, t) for t in (NO_LINK, REPAIRED)] == [1, 1]


async def test_a_linked_page_leaves_with_the_note_and_closes_the_alert(standing: Standing) -> None:
    await begin(standing)
    page = await usable_page(standing, NO_LINK)
    await standing.desk.execute.link(NO_LINK, page)
    (revised,) = [fact for fact in standing.facts if isinstance(fact, EffectRevised)]
    assert (revised.page, revised.failed) == (page, 0)
    closed = AlertResolved(alert=f"kb_missing-{NO_LINK}", resolution=Resolution.FIXED)
    assert closed in standing.facts
    await standing.decide()
    await standing.desk.execute.run()
    pages = {p.id: p for p in await standing.services.connections.knowledge.pages()}
    assert pages[page].url in note_outside(standing, NO_LINK)
    detail = await standing.desk.watch.detail(NO_LINK)
    assert detail.draft is not None
    assert (detail.draft.page_title, detail.draft.sent) == (pages[page].title, True)
    view = await standing.desk.reflect.complete()
    assert f"task-kb_missing-{NO_LINK}" not in {task.id for task in view.tasks}


async def test_a_page_that_may_not_be_linked_changes_nothing(standing: Standing) -> None:
    await begin(standing)
    with pytest.raises(InputError, match="may not be linked"):
        await standing.desk.execute.link(NO_LINK, "no-such-page")
    assert "EffectRevised" not in standing.kinds
    assert standing.mission.alerts[f"kb_missing-{NO_LINK}"].open


async def test_keeping_ones_own_words_is_recorded_as_overridden(standing: Standing) -> None:
    await begin(standing)
    alert = f"tone-{REPAIRED}"
    cards = {card.id: card for card in (await standing.desk.execute.view()).alerts}
    await standing.desk.execute.keep_mine(alert)
    assert AlertResolved(alert=alert, resolution=Resolution.OVERRIDDEN) in standing.facts
    (revised,) = [fact for fact in standing.facts if isinstance(fact, EffectRevised)]
    assert revised.failed == 1, "the check that a person overrode stays failed"
    await standing.decide()
    await standing.desk.execute.run()
    left = note_outside(standing, REPAIRED)
    assert all(line in left for line in cards[alert].before.splitlines())
    assert not any(line in left for line in cards[alert].after.splitlines())


async def test_an_approved_reply_keeps_its_words(standing: Standing) -> None:
    await begin(standing)
    for ticket in AT_RISK:
        with pytest.raises(RuleError, match="approved reply stays"):
            await standing.desk.execute.link(ticket, "1")
    replies = [f"tone-{t}" for t in AT_RISK if f"tone-{t}" in standing.mission.alerts]
    assert replies
    for alert in replies:
        with pytest.raises(RuleError, match="approved reply stays"):
            await standing.desk.execute.keep_mine(alert)


async def test_a_note_that_left_keeps_its_words(standing: Standing) -> None:
    await standing.execute()
    with pytest.raises(RuleError, match="has left"):
        await standing.desk.execute.link(NO_LINK, "1")
    with pytest.raises(RuleError, match="Nothing to keep"):
        await standing.desk.execute.keep_mine(f"tone-{REPAIRED}")
    with pytest.raises(RuleError, match="No such draft"):
        await standing.desk.execute.link(1, "1")


async def test_before_the_start_there_is_nothing_to_revise(reader: Standing) -> None:
    await reader.plan()
    for early in (reader.desk.execute.link(NO_LINK, "1"), reader.desk.execute.keep_mine("a")):
        with pytest.raises(RuleError, match="Not started"):
            await early


async def test_a_revised_note_survives_a_crash(standing: Standing) -> None:
    await begin(standing)
    page = await usable_page(standing, NO_LINK)
    await standing.desk.execute.link(NO_LINK, page)
    await standing.reopen()
    await standing.decide()
    await standing.desk.execute.run()
    assert notes_outside(standing, NO_LINK) == 1
    assert standing.mission.drafts[NO_LINK].page == page


@pytest.mark.parametrize("kind", [EffectKind.CATEGORISE, NOTE, EffectKind.SLACK_ESCALATION])
async def test_what_is_decided_while_the_plan_runs_still_leaves(
    kind: EffectKind, standing: Standing
) -> None:
    """Whichever step is under way when the person decides and asks for another run."""
    await begin(standing)
    # Every note of this queue waits for a person: one that does not is what the first run writes.
    await standing.desk.execute.resolve(f"tone-{REPAIRED}", Resolution.ACCEPTED)
    decided: list[asyncio.Task[None]] = []

    async def decide() -> None:
        await standing.decide()
        await standing.desk.execute.run()

    def hear(message: Message) -> None:
        confirmed = isinstance(message, Happened) and isinstance(message.fact, EffectConfirmed)
        if confirmed and standing.mission.effects[message.fact.effect].kind is kind and not decided:
            decided.append(asyncio.create_task(decide()))

    standing.deck.bus.listen(hear)
    await standing.desk.execute.run()
    await asyncio.gather(*decided)
    assert decided
    assert standing.states(NOTE) == {EffectState.CONFIRMED}
    assert standing.mission.undo_until


async def test_a_check_that_failed_when_it_was_approved_does_not_forbid_a_link(
    standing: Standing,
) -> None:
    standing.own = ("no promises",)
    await begin(standing)
    await standing.desk.execute.link(NO_LINK, await usable_page(standing, NO_LINK))
    (revised,) = [fact for fact in standing.facts if isinstance(fact, EffectRevised)]
    assert revised.failed == 1


async def test_taken_words_of_the_assistant_outlive_a_repair_that_is_taken_back(
    standing: Standing,
) -> None:
    with serve_chat() as chat:
        chat.reword = lambda text: f"{text} Please look at the payload."
        await standing.plan()
        await standing.deck.assistant.save(AssistantSettings(chat.url, MODEL), None)
        await standing.desk.assistance.agree(chat.url[7:-3])
        note = REPAIRED
        assert (await standing.desk.assistance.suggest(note)).may_use
        await standing.desk.assistance.use_suggestion(note)
    await standing.ask()
    await standing.yes()
    await standing.desk.execute.start()
    assert "payload" not in (await Sealed(standing.desk.ledger).drafts())[note].text
    await standing.desk.execute.keep_mine(f"tone-{note}")
    assert "Please look at the payload." in (await Sealed(standing.desk.ledger).drafts())[note].text
