"""Other words from the ticket's pane: offered only where they can be asked for, taken into the plan."""

from collections.abc import Iterator

import pytest

from desktop.domain.values import StageName
from desktop.preferences.contract import AssistantSettings
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat
from tests.desktop.stages.plan.test_assistance import TICKET, friendlier
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand

OFFER = "Suggest other words"


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


async def look_at_the_draft(hand: Hand) -> str:
    hand.window.ticket_view.open(TICKET)
    await hand.rest()
    hand.window.pane.show_tab("draft")
    return words(hand.window.pane)


async def test_nothing_is_offered_while_it_is_off(at: Go) -> None:
    hand = await at(StageName.APPROVE)
    assert OFFER not in await look_at_the_draft(hand)


async def test_other_words_are_asked_for_shown_and_taken(at: Go, chat: ChatServer) -> None:
    chat.reword = friendlier
    hand = await at(StageName.APPROVE)
    await hand.standing.deck.assistant.save(AssistantSettings(chat.url, MODEL), KEY)
    assert OFFER in await look_at_the_draft(hand)
    button(hand.window.pane, OFFER).click()
    await hand.rest()
    (sheet,) = hand.sheets
    assert chat.received == []
    button(sheet, "I agree, ask it").click()
    await hand.rest()
    assert "Every check holds as before" in words(sheet)
    button(sheet, "Use these words").click()
    await hand.rest()
    assert hand.sheets == []
    assert "Words of the writing assistant" in await look_at_the_draft(hand)
    assert "AssistantWordsTaken" in hand.standing.kinds


async def test_the_settings_open_by_their_name_and_act_at_once(at: Go, chat: ChatServer) -> None:
    hand = await at(StageName.APPROVE)
    assert OFFER not in await look_at_the_draft(hand)
    assert hand.run("window.assistant")
    await hand.rest()
    (sheet,) = hand.sheets
    sheet.url.line.setText(chat.url)
    sheet.model.line.setText(MODEL)
    button(sheet, "Save").click()
    await hand.rest()
    assert OFFER in words(hand.window.pane)


async def test_nothing_is_offered_once_the_plan_runs(at: Go, chat: ChatServer) -> None:
    hand = await at(StageName.EXECUTE)
    await hand.standing.deck.assistant.save(AssistantSettings(chat.url, MODEL), KEY)
    assert OFFER not in await look_at_the_draft(hand)
