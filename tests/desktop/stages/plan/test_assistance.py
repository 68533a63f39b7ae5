"""Other words by the writing assistant: off, agreed to, masked, paid for, judged, taken by a person."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.effect import EffectKind, SendReply
from desktop.domain.errors import AssistantError, RuleError
from desktop.domain.facts import AssistantAsked, AssistantConsented, AssistantOutcome, ConsentKind
from desktop.domain.plan import Draft
from desktop.preferences.contract import AssistantSettings
from desktop.watch.sealed import Sealed
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, Json, Standing

TICKET = AT_RISK[0]
_MARK = re.compile(r"\[\[\d+\]\]")


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


async def ready(standing: Standing, chat: ChatServer, agreed: bool = True, **changed: int) -> None:
    """Take the mission to a plan, and set the assistant up."""
    await standing.plan()
    await turn_on(standing, chat, **changed)
    if agreed:
        standing_now = await standing.desk.assistance.standing()
        await standing.desk.assistance.agree(standing_now.host)


async def turn_on(standing: Standing, chat: ChatServer, **changed: int) -> None:
    settings = AssistantSettings(chat.url, MODEL, **changed)
    assert await standing.deck.assistant.save(settings, KEY) == ()


async def draft_of(standing: Standing, ticket: int = TICKET) -> Draft:
    return (await Sealed(standing.desk.ledger).drafts())[ticket]


def asked(standing: Standing) -> list[AssistantAsked]:
    return [fact for fact in standing.facts if isinstance(fact, AssistantAsked)]


def friendlier(text: str) -> str:
    """Other words that keep every rule."""
    return text.replace("Thank you for writing", "Many thanks for writing").replace(
        "If anything changes in the meantime", "Should anything change meanwhile"
    )


async def test_it_is_off_until_it_has_an_address_and_somebody_agreed(
    standing: Standing, chat: ChatServer
) -> None:
    await standing.plan()
    assert not (await standing.desk.assistance.standing()).on
    with pytest.raises(RuleError, match="is off"):
        await standing.desk.assistance.suggest(TICKET)
    await turn_on(standing, chat)
    now = await standing.desk.assistance.standing()
    assert (now.on, now.agreed, now.host) == (True, False, chat.url[7:-3])
    with pytest.raises(RuleError, match="is off"):
        await standing.desk.assistance.suggest(TICKET)
    assert chat.received == []
    assert "AssistantAsked" not in standing.kinds


async def test_the_consent_is_on_record_and_belongs_to_one_host(
    standing: Standing, chat: ChatServer
) -> None:
    await ready(standing, chat)
    consent = next(one for one in standing.facts if isinstance(one, AssistantConsented))
    assert consent == AssistantConsented(host=chat.url[7:-3], consent=ConsentKind.GIVEN)
    other = AssistantSettings("https://other.example/v1", MODEL)
    await standing.deck.assistant.save(other, None)
    assert not (await standing.desk.assistance.standing()).agreed
    with pytest.raises(RuleError, match="is off"):
        await standing.desk.assistance.suggest(TICKET)
    with pytest.raises(RuleError, match="has changed"):
        await standing.desk.assistance.agree(consent.host)
    assert not await standing.deck.assistant.has_key(other.url), "a key stays with its address"


async def test_a_consent_of_the_profile_is_put_on_record_in_the_next_mission(
    open_desk_on: Open, chat: ChatServer
) -> None:
    standing = await open_desk_on()
    await standing.plan()
    await turn_on(standing, chat)
    await standing.deck.assistant.agree()
    assert not standing.mission.assistant_host
    await standing.desk.assistance.suggest(TICKET)
    await standing.desk.assistance.suggest(TICKET)
    told = [one.consent for one in standing.facts if isinstance(one, AssistantConsented)]
    assert told == [ConsentKind.STANDING]


async def test_what_leaves_holds_nothing_of_the_ticket_and_nothing_that_identifies_anybody(
    standing: Standing, chat: ChatServer
) -> None:
    await ready(standing, chat, tokens_per_mission=1_000_000)
    tickets = await Sealed(standing.desk.ledger).tickets()
    for number in standing.mission.drafts:
        await standing.desk.assistance.suggest(number)
    assert len(chat.received) == len(standing.mission.drafts)
    for number, body, text in zip(standing.mission.drafts, chat.received, chat.texts, strict=True):
        ticket, rest = tickets[number], _MARK.sub(" ", text)
        assert _MARK.search(text)
        assert str(number).encode() not in body
        assert ticket.subject.encode() not in body
        assert (ticket.requester.email or "@").encode() not in body
        assert not re.search(r"[\d\"@]|https?:", rest), rest
        names = f"{ticket.requester.name} {ticket.organisation.name if ticket.organisation else ''}"
        for name in re.findall(r"\w{4,}", names):
            assert not re.search(rf"(?i)\b{re.escape(name)}\b", rest), name
        assert "You will hear from us" not in text, "the promise is ours alone"
        assert KEY.encode() not in body


PHI = ("Maria Santos", "MRN 48213377", "03/14/1962", "maria.santos@mail.example", "555-013-7788")


def with_a_patient(queue: Json) -> None:
    """The customer writes of a patient."""
    for one in queue["zendesk"]["tickets"]:
        told = f"Patient {PHI[0]}, {PHI[1]}, born {PHI[2]}, {PHI[3]}, {PHI[4]}"
        one["subject"] = f"{one['subject']} for {PHI[0]} {PHI[1]}"
        one["description"] = f"{told} waits since 10:25. {one['description']}"


async def test_what_a_customer_wrote_of_a_patient_never_leaves(
    open_desk_on: Open, chat: ChatServer
) -> None:
    standing = await open_desk_on(with_a_patient)
    await ready(standing, chat, tokens_per_mission=1_000_000)
    for number, draft in (await Sealed(standing.desk.ledger).drafts()).items():
        if draft.blocked:
            with pytest.raises(RuleError, match="does not leave"):
                await standing.desk.assistance.suggest(number)
        else:
            await standing.desk.assistance.suggest(number)
    for body in chat.received:
        for value in (*PHI, "Santos", "48213377", "10:25"):
            assert value.encode() not in body
    assert {fact.outcome for fact in asked(standing)} <= {
        AssistantOutcome.SUGGESTED, AssistantOutcome.REFUSED_BY_CHECKS,
    }  # fmt: skip


async def test_a_suggestion_is_shown_with_its_verdicts_and_nothing_is_taken_by_itself(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    before, effects = await draft_of(standing), dict(standing.mission.effects)
    suggestion = await standing.desk.assistance.suggest(TICKET)
    assert suggestion.may_use
    assert suggestion.before == before.text
    assert "Many thanks for writing" in suggestion.after
    assert suggestion.after != before.text
    assert len(suggestion.checks) == len(before.checks)
    assert suggestion.worse == ()
    assert await draft_of(standing) == before
    assert standing.mission.effects == effects
    (fact,) = asked(standing)
    assert fact.outcome is AssistantOutcome.SUGGESTED
    assert (fact.tokens, standing.mission.assistant_tokens) == (100, 100)
    assert fact.replaced > 0


async def test_words_a_person_takes_are_planned_anew_and_the_old_yes_lapses(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    await standing.ask()
    await standing.yes()
    assert standing.mission.approved
    suggestion = await standing.desk.assistance.suggest(TICKET)
    await standing.desk.assistance.use_suggestion(TICKET)
    assert not standing.mission.approved
    draft = await draft_of(standing)
    assert draft.text == draft.before == suggestion.after
    effect = standing.effect(EffectKind.PUBLIC_REPLY, TICKET)
    assert await standing.desk.ledger.read_request(effect.content) == SendReply(TICKET, draft.text)
    assert standing.kinds[-1] == "AssistantWordsTaken"
    with pytest.raises(RuleError, match="nothing to take"):
        await standing.desk.assistance.use_suggestion(TICKET)


async def test_words_taken_stay_when_another_draft_changes(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    for ticket in AT_RISK[:2]:
        await standing.desk.assistance.suggest(ticket)
        await standing.desk.assistance.use_suggestion(ticket)
    for ticket in AT_RISK[:2]:
        assert "Many thanks for writing" in (await draft_of(standing, ticket)).text


async def test_a_suggestion_for_an_older_draft_cannot_be_taken(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    draft = await draft_of(standing)
    other = next(page for page in draft.candidates if page != draft.page_id)
    await standing.desk.assistance.suggest(TICKET)
    await standing.desk.plan.link(TICKET, other)
    with pytest.raises(RuleError, match="nothing to take"):
        await standing.desk.assistance.use_suggestion(TICKET)


@pytest.mark.parametrize(
    ("smuggled", "check"),
    [
        (" We will refund you.", "no_promise_without_authority"),
        (" Everything works again by tomorrow.", "no_promise_without_authority"),
        (" This is your fault.", "empathy"),
    ],
)
async def test_what_a_model_smuggles_in_is_caught_by_the_checks_of_every_draft(
    standing: Standing, chat: ChatServer, smuggled: str, check: str
) -> None:
    chat.reword = lambda text: text + smuggled
    await ready(standing, chat)
    suggestion = await standing.desk.assistance.suggest(TICKET)
    assert not suggestion.may_use
    assert check in {one.check for one in suggestion.worse}
    with pytest.raises(RuleError, match="nothing to take"):
        await standing.desk.assistance.use_suggestion(TICKET)
    assert asked(standing)[-1].outcome is AssistantOutcome.REFUSED_BY_CHECKS


async def test_jargon_of_a_model_is_repaired_like_our_own(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = lambda text: text + " Please look at the payload and the endpoint."
    await ready(standing, chat)
    suggestion = await standing.desk.assistance.suggest(TICKET)
    assert "payload" not in suggestion.after
    assert "no_jargon" not in {one.check for one in suggestion.worse}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: _MARK.sub("", text, count=1),
        lambda text: text + " [[1]]",
        lambda text: text + " [[99]]",
        lambda text: text + " Call 555.",
        lambda text: text + " See https://evil.example",
        lambda text: text + "\n- Restart everything",
        lambda text: text + " \u200b",
        lambda text: text * 9,
        lambda _: "Vielen Dank, dass Sie uns geschrieben haben.",
    ],
)
async def test_an_answer_that_loses_or_invents_is_refused_unread(
    standing: Standing, chat: ChatServer, spoil: object
) -> None:
    chat.reword = spoil  # type: ignore[assignment]
    await ready(standing, chat)
    with pytest.raises(AssistantError, match="Refused unread"):
        await standing.desk.assistance.suggest(TICKET)
    assert asked(standing)[-1].outcome is AssistantOutcome.LOST_PLACEHOLDERS
    with pytest.raises(RuleError, match="nothing to take"):
        await standing.desk.assistance.use_suggestion(TICKET)


async def test_words_longer_than_a_person_can_see_compared_are_never_taken(
    standing: Standing, chat: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    monkeypatch.setattr(
        "desktop.stages.plan.assistance._AT_SIGHT", len((await draft_of(standing)).text) - 9
    )
    with pytest.raises(AssistantError, match="compared at sight"):
        await standing.desk.assistance.suggest(TICKET)
    with pytest.raises(RuleError, match="nothing to take"):
        await standing.desk.assistance.use_suggestion(TICKET)


async def test_the_budget_of_the_mission_ends_it_before_anything_is_sent(
    standing: Standing, chat: ChatServer
) -> None:
    chat.tokens = 4_500
    await ready(standing, chat, tokens_per_mission=5_000)
    await standing.desk.assistance.suggest(TICKET)
    with pytest.raises(RuleError, match="budget is used up"):
        await standing.desk.assistance.suggest(TICKET)
    assert len(chat.received) == 1
    assert [one.outcome for one in asked(standing)][-1] is AssistantOutcome.OVER_BUDGET
    await standing.reopen()
    assert standing.mission.assistant_tokens == 4_500, "the facts know it, not the memory"
    with pytest.raises(RuleError, match="budget is used up"):
        await standing.desk.assistance.suggest(TICKET)


async def test_a_failure_is_on_record_and_the_draft_stays(
    standing: Standing, chat: ChatServer
) -> None:
    chat.fault = "500"
    await ready(standing, chat)
    before = await draft_of(standing)
    with pytest.raises(AssistantError, match="failed"):
        await standing.desk.assistance.suggest(TICKET)
    assert asked(standing)[-1].outcome is AssistantOutcome.FAILED
    assert asked(standing)[-1].tokens > 0, "it may have been answered, so it may have cost"
    assert await draft_of(standing) == before


async def test_a_question_that_is_cancelled_is_on_record(
    standing: Standing, chat: ChatServer
) -> None:
    chat.fault = "slow"
    await ready(standing, chat)
    asking = asyncio.ensure_future(standing.desk.assistance.suggest(TICKET))
    await chat.was_asked()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert asked(standing)[-1].outcome is AssistantOutcome.FAILED
    assert asked(standing)[-1].tokens > 0


async def test_nothing_is_reworded_once_the_plan_runs(standing: Standing, chat: ChatServer) -> None:
    await ready(standing, chat)
    await standing.ask()
    await standing.yes()
    await standing.desk.execute.start()
    assert not (await standing.desk.assistance.standing()).on
    with pytest.raises(RuleError, match="cannot be reworded"):
        await standing.desk.assistance.suggest(TICKET)
    assert chat.received == []


async def test_turned_off_nothing_is_sent_though_it_was_agreed_to(
    standing: Standing, chat: ChatServer
) -> None:
    await ready(standing, chat)
    await standing.deck.assistant.save(AssistantSettings(chat.url, MODEL, on=False), None)
    with pytest.raises(RuleError, match="is off"):
        await standing.desk.assistance.suggest(TICKET)
    assert chat.received == []


async def test_the_key_and_the_letter_lie_open_nowhere_in_the_profile(
    standing: Standing, chat: ChatServer
) -> None:
    chat.reword = friendlier
    await ready(standing, chat)
    await standing.desk.assistance.suggest(TICKET)
    await standing.desk.assistance.use_suggestion(TICKET)
    chat.fault = "401"
    with pytest.raises(AssistantError):
        await standing.desk.assistance.suggest(TICKET)
    standing.deck.database.close()
    files = [path for path in Path(standing.deck.folder.root).rglob("*") if path.is_file()]
    assert {"deck.db", "deck.log", "preferences.toml"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert KEY.encode() not in content, path.name
        assert b"Many thanks for writing" not in content, path.name
