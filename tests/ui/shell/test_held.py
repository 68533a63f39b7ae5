"""Changing the words of a held reply in the window: nothing is lost, nothing is silent, whatever goes wrong."""

import asyncio

import pytest

from desktop.domain.approval import Answer
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand
from ui.dialogs.amend_reply import AmendSheet
from ui.widgets.button import Button

REPLY = EffectKind.PUBLIC_REPLY
TICKET = AT_RISK[0]
MORE = "Hello,\nyour own clinic is first on our list."


@pytest.fixture
async def executed(at: Go) -> Hand:
    return await at(StageName.EXECUTE)


async def changing(hand: Hand) -> AmendSheet:
    """Open the words of the reply to TICKET."""
    held = hand.standing.effect(REPLY, TICKET)
    rows = (await hand.standing.desk.execute.view()).effects
    hand.window.held.amend(next(row for row in rows if row.id == held.id))
    await hand.rest()
    (sheet,) = hand.sheets
    assert isinstance(sheet, AmendSheet)
    return sheet


async def planned(hand: Hand, text: str) -> None:
    """Type these words and plan them, whatever they fail."""
    sheet = await changing(hand)
    sheet._field.edit.setPlainText(text)
    button(sheet, "Plan these words").click()
    await hand.rest()
    if hand.sheets:
        button(sheet, "Plan them anyway").click()
        await hand.rest()


async def answered(hand: Hand, said: Answer, *, enrolled: bool) -> None:
    standing = hand.standing
    await standing.ask()
    code = await standing.code() if enrolled else ""
    await standing.desk.approve.decide(standing.token, said, "", code)
    hand.window.host.open(StageName.APPROVE)
    hand.window.host.presenter.enter()
    await hand.rest()


async def says(button: Button, words: str) -> None:
    # The page reads its view again when it hears of a fact: that may come after all else rests.
    for _ in range(100):
        if button.text() == words:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{button.text()!r} is not {words!r}")


async def test_words_that_fail_a_check_are_shown_with_it_and_planned_by_a_second_press(
    executed: Hand,
) -> None:
    sheet = await changing(executed)
    assert executed.standing.effect(REPLY, TICKET).paused
    sheet._field.edit.setPlainText(f"{MORE} We will refund you 500 euros tomorrow by noon.")
    button(sheet, "Plan these words").click()
    await executed.rest()
    assert "promise without authority" in words(sheet)
    assert executed.standing.mission.open_increment is None
    button(sheet, "Plan them anyway").click()
    await executed.rest()
    assert executed.standing.mission.open_increment is not None
    assert executed.window.host.stage is StageName.APPROVE


async def test_closed_before_the_answer_what_is_wrong_is_said_and_the_words_are_kept(
    executed: Hand,
) -> None:
    sheet = await changing(executed)
    sheet._field.edit.setPlainText("Dear {name},")
    button(sheet, "Plan these words").click()
    sheet.shut()
    await executed.rest()
    (trouble,) = executed.sheets
    assert "These words may not leave" in words(trouble)
    trouble.give_up()
    await executed.rest()
    assert (await changing(executed)).words == "Dear {name},"


async def test_closed_before_the_answer_good_words_are_planned_and_that_is_said(
    executed: Hand,
) -> None:
    standing = executed.standing
    sheet = await changing(executed)
    text = sheet.words.replace("Kind regards", "With kind regards")
    sheet._field.edit.setPlainText(text)
    button(sheet, "Plan these words").click()
    sheet.shut()
    await executed.rest()
    assert standing.mission.open_increment is not None
    assert executed.sheets == []
    assert executed.window.host.stage is StageName.APPROVE


async def test_the_words_open_while_zendesk_is_away(executed: Hand) -> None:
    executed.standing.fault(path="/api/v2", kind="status", status=503, count=50)
    sheet = await changing(executed)
    assert sheet.words
    assert executed.standing.effect(REPLY, TICKET).paused


async def test_a_reply_that_left_meanwhile_is_said_and_nothing_opens(executed: Hand) -> None:
    rows = (await executed.standing.desk.execute.view()).effects
    row = next(row for row in rows if row.id == executed.standing.effect(REPLY, TICKET).id)
    await executed.standing.wait_out()
    executed.window.held.amend(row)
    await executed.rest()
    (trouble,) = executed.sheets
    assert "This reply is not held" in words(trouble)


@pytest.mark.parametrize(
    ("said", "enrolled"), [(Answer.DECLINE, True), (Answer.APPROVE, False)], ids=["no", "no code"]
)
async def test_after_a_no_and_after_a_yes_without_a_code_it_can_be_asked_again_or_changed(
    executed: Hand, said: Answer, enrolled: bool
) -> None:
    await planned(executed, MORE)
    await answered(executed, said, enrolled=enrolled)
    bar = executed.window.bar
    await says(bar.primary_button, "Ask again")
    await says(bar.secondary_button, "Change the words")
    bar.secondary_button.click()
    await executed.rest()
    (held,) = executed.sheets
    assert f"#{TICKET} · new words wait for a yes" in words(held)
    button(held, f"Change words, reply to #{TICKET}").click()
    await executed.rest()
    (sheet,) = executed.sheets
    assert sheet.words.strip() == MORE, "the new ones, to go on from"


async def test_the_old_words_can_be_kept_and_let_go(executed: Hand) -> None:
    await planned(executed, MORE)
    executed.window.held.show()
    await executed.rest()
    button(executed.sheets[0], f"Keep old words, reply to #{TICKET}").click()
    await executed.rest()
    assert executed.standing.mission.open_increment is None
    executed.window.held.show()
    await executed.rest()
    button(executed.sheets[0], f"Let it go, reply to #{TICKET}").click()
    await asyncio.sleep(0)
    await executed.rest()
    old = executed.standing.effect(REPLY, TICKET)
    assert (old.state, old.paused) == (EffectState.HELD, False)


async def test_closed_before_the_answer_that_words_fail_a_check_is_said(executed: Hand) -> None:
    sheet = await changing(executed)
    sheet._field.edit.setPlainText(f"{MORE} We will refund you 500 euros tomorrow by noon.")
    button(sheet, "Plan these words").click()
    sheet.shut()
    await executed.rest()
    assert executed.standing.mission.open_increment is None
    assert "Not planned" in words(executed.window)
    assert (await changing(executed)).words.startswith(MORE)


async def test_what_was_typed_meanwhile_is_not_taken_for_what_was_checked(executed: Hand) -> None:
    sheet = await changing(executed)
    sheet._field.edit.setPlainText(f"{MORE} We will refund you 500 euros tomorrow by noon.")
    button(sheet, "Plan these words").click()
    sheet._field.edit.setPlainText(MORE)
    await executed.rest()
    assert "promise without authority" not in words(sheet)
    assert button(sheet, "Plan these words").isEnabled()


async def test_going_on_begins_no_words_that_wait_and_their_own_button_does(executed: Hand) -> None:
    await planned(executed, MORE)
    await answered(executed, Answer.APPROVE, enrolled=True)
    presenter = executed.window.host.presenter_of(StageName.EXECUTE)
    presenter.run()
    await executed.rest()
    assert executed.standing.mission.open_increment is not None
    executed.window.host.open(StageName.EXECUTE)
    await executed.rest()
    await says(executed.window.bar.primary_button, f"Start with the new words to #{TICKET}")
    executed.window.bar.primary_button.click()
    await executed.rest()
    assert executed.standing.mission.open_increment is None
    assert executed.standing.effect(REPLY, TICKET).state is EffectState.CANCELLED
