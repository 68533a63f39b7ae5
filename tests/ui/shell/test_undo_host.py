"""The undo banner follows the mission's window and goes when it is over."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.reading import nameless, words
from tests.ui.shell.views import NOW, view
from ui.shell.undo_host import UndoHost

UNTIL = NOW + timedelta(minutes=15)


@pytest.fixture
def undo(qtbot: QtBot) -> UndoHost:
    made = UndoHost()
    qtbot.addWidget(made)
    return made


def test_nothing_to_take_back_shows_nothing(undo: UndoHost) -> None:
    undo.show_view(view(), NOW)
    assert (undo.open, undo.isHidden()) == (False, True)


def test_it_says_what_is_held_and_offers_both_ways(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL, held=6), NOW)
    assert undo.open
    assert "6 replies are held." in words(undo)
    assert nameless(undo) == []
    told: list[str] = []
    undo.undo_all.connect(lambda: told.append("all"))
    undo.item_by_item.connect(lambda: told.append("items"))
    undo.banner.undo_all.emit()
    undo.banner.item_by_item.emit()
    assert told == ["all", "items"]


def test_when_all_left_it_says_so(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    assert "No reply is held any more." in words(undo)


def test_it_goes_on_the_second_the_window_ends(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    undo.tick(UNTIL - timedelta(seconds=1))
    assert undo.open
    undo.tick(UNTIL)
    assert (undo.open, undo.isHidden()) == (False, True)


@pytest.mark.parametrize("over", [view(undo_until=UNTIL, sealed=True), view(undo_until=NOW)])
def test_after_the_seal_or_the_window_it_stays_away(undo: UndoHost, over: object) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    undo.show_view(over, NOW)  # type: ignore[arg-type]
    assert (undo.open, undo.isHidden()) == (False, True)
