"""Everything that can be done, by key: in text fields letters stay letters, under an overlay nothing happens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from desktop.domain.values import StageName
from tests.desktop.stages.standing import SCOPE
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand

CTRL = Qt.KeyboardModifier.ControlModifier


def ran(hand: Hand) -> list[str]:
    names: list[str] = []
    hand.window.actions_of_window.ran.connect(names.append)
    return names


async def test_no_two_actions_share_a_name_a_key_or_their_words(hand: Hand) -> None:
    actions = list(hand.window.actions_of_window)
    keys = [key for action in actions for key in action.keys]
    assert len(keys) == len(set(keys))
    assert len({action.title for action in actions}) == len(actions)
    assert all(action.title and action.group and action.icon for action in actions)


async def test_every_action_that_says_it_can_be_done_can_be_done(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    skipped = {"window.close", "evidence.open"}
    for action in hand.window.actions_of_window.enabled():
        # Each may end what the next one needed.
        if action.name not in skipped and action.enabled():
            assert hand.run(action.name), action.name
            await hand.rest()
            for sheet in hand.sheets:
                sheet.shut()
            if hand.window.lock.on:
                hand.window.lock._unlock(proved=False)
                await hand.rest()
            hand.window.host.open(StageName.EXECUTE)
            await hand.rest()


async def test_single_keys_move_select_and_open_in_the_table(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    names = ran(hand)
    table = hand.window.host.page_of(StageName.EXECUTE).table
    hand.press(Qt.Key.Key_J)
    hand.press(Qt.Key.Key_J)
    here = table.current()
    hand.press(Qt.Key.Key_X)
    assert table.checked() == {here}
    hand.press(Qt.Key.Key_R)
    await hand.rest()
    assert hand.window.pane.ticket == here
    assert names == ["ticket.next", "ticket.next", "ticket.select", "ticket.draft"]


async def test_in_a_text_field_letters_are_letters(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    names = ran(hand)
    page = hand.window.host.page_of(StageName.EXECUTE)
    page.filter.line.setFocus()
    hand.type("jkxro?")
    assert page.filter.text() == "jkxro?"
    assert names == []


async def test_single_keys_can_be_switched_off_and_on_again(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    names = ran(hand)
    hand.window.actions_of_window.single_keys = False
    for key in (Qt.Key.Key_J, Qt.Key.Key_U, Qt.Key.Key_Question):
        hand.press(key)
    assert names == []
    hand.press(Qt.Key.Key_K, CTRL)
    assert names == ["window.palette"], "keys with a modifier stay"
    hand.press(Qt.Key.Key_Escape)
    hand.window.actions_of_window.single_keys = True
    hand.press(Qt.Key.Key_J)
    assert names[1:] == ["ticket.next"]


async def test_two_keys_in_a_row_go_to_a_page(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.press(Qt.Key.Key_G)
    hand.press(Qt.Key.Key_H)
    await hand.rest()
    assert hand.window.host.stage is StageName.HOME


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_U, Qt.Key.Key_X])
async def test_under_an_overlay_no_key_reaches_the_page(at: Go, key: Qt.Key) -> None:
    hand = await at(StageName.EXECUTE)
    hand.run("window.keys")
    names = ran(hand)
    hand.press(key)
    hand.press(Qt.Key.Key_Return, CTRL)
    hand.press(Qt.Key.Key_Z, CTRL)
    assert names == []
    assert not hand.window.actions_of_window.can("undo.all")


async def test_what_cannot_be_done_now_is_not_done(hand: Hand) -> None:
    names = ran(hand)
    assert not hand.run("ticket.next")
    assert not hand.run("undo.all")
    assert not hand.run("go.plan")
    assert names == []


async def test_all_keys_are_on_one_sheet(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    if not hand.sheets:
        hand.run("window.keys")
    (sheet,) = hand.sheets
    said = words(sheet)
    for action in hand.window.actions_of_window:
        if action.keys:
            assert action.title in said


async def test_undo_by_key_takes_the_batch_back_and_says_so(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.press(Qt.Key.Key_Z, CTRL)
    await hand.rest()
    assert all(hand.standing.category(ticket) is None for ticket in SCOPE)
    assert "Taking back" in words(hand.window.host)
    assert hand.sheets == []


async def test_item_by_item_takes_back_only_what_was_ticked(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.press(Qt.Key.Key_U)
    await hand.rest()
    (sheet,) = hand.sheets
    act = button(sheet, "Take back")
    assert not act.isEnabled()
    boxes = [box for box in sheet.findChildren(QCheckBox) if "Category · #20819" in box.text()]
    QTest.keyClick(boxes[0], Qt.Key.Key_Space)
    assert act.text() == "Take back 1"
    act.click()
    await hand.rest()
    assert hand.standing.category(20819) is None
    assert hand.standing.category(20567) is not None
