"""Ctrl K finds actions and tickets by a few letters; Escape gives the keyboard back."""

from PySide6.QtCore import Qt

from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK
from tests.ui.shell.conftest import Go, Hand

CTRL = Qt.KeyboardModifier.ControlModifier


def offered(hand: Hand) -> list[str]:
    return [line.title for line in hand.window.palette_of_window._found.lines if line.run]


async def search(at: Go, typed: str, stage: StageName = StageName.EXECUTE) -> Hand:
    hand = await at(stage)
    hand.press(Qt.Key.Key_K, CTRL)
    hand.type(typed)
    return hand


async def test_it_offers_only_what_can_be_done_now(at: Go) -> None:
    hand = await search(at, "", StageName.HOME)
    titles = offered(hand)
    assert "Go to Define" in titles
    assert "Next ticket" not in titles
    assert "Undo batch" not in titles


async def test_an_action_is_found_by_its_letters_and_done_by_enter(at: Go) -> None:
    hand = await search(at, "gohome")
    assert offered(hand)[0] == "Go to Home"
    hand.press(Qt.Key.Key_Return)
    await hand.rest()
    assert hand.window.host.stage is StageName.HOME
    assert hand.sheets == []


async def test_a_ticket_is_found_by_its_number_and_opens(at: Go) -> None:
    hand = await search(at, str(AT_RISK[0]))
    assert offered(hand)[0].startswith(f"#{AT_RISK[0]} ")
    hand.press(Qt.Key.Key_Return)
    await hand.rest()
    assert hand.window.pane.isVisible()
    assert hand.window.pane.ticket == AT_RISK[0]


async def test_a_ticket_is_found_by_a_word_of_its_subject(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    subject = hand.window.ticket_view._queue.subjects[0]  # type: ignore[union-attr]
    hand.press(Qt.Key.Key_K, CTRL)
    hand.type(subject[:20])
    assert any(title.endswith(subject) for title in offered(hand))


async def test_arrows_choose_and_heads_are_passed_over(at: Go) -> None:
    hand = await search(at, "show")
    palette = hand.window.palette_of_window
    for _ in range(3):
        hand.press(Qt.Key.Key_Down)
    row = palette._list.currentIndex().row()
    assert palette._found.lines[row].run is not None
    for _ in range(60):
        hand.press(Qt.Key.Key_Down)
    for _ in range(60):
        hand.press(Qt.Key.Key_Up)
    assert palette._list.currentIndex().row() == 1


async def test_nothing_fits_is_said_and_enter_does_nothing(at: Go) -> None:
    hand = await search(at, "qqqqzzzz")
    palette = hand.window.palette_of_window
    assert [line.title for line in palette._found.lines] == ["Nothing fits. Try fewer letters."]
    hand.press(Qt.Key.Key_Return)
    assert palette.isVisible()


async def test_escape_closes_it_and_the_keyboard_is_where_it_was(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    before = hand.focus
    hand.press(Qt.Key.Key_K, CTRL)
    assert hand.focus is not before
    hand.type("anything")
    hand.press(Qt.Key.Key_Escape)
    assert not hand.window.palette_of_window.isVisible()
    assert hand.focus is before


async def test_it_opens_empty_each_time(at: Go) -> None:
    hand = await search(at, "plan")
    hand.press(Qt.Key.Key_Escape)
    hand.press(Qt.Key.Key_K, CTRL)
    assert hand.window.palette_of_window._field.text() == ""
    assert len(offered(hand)) > 10
