"""A ticket's signs in its pane: tags with their reasons, its own words as plain text."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.watch.contract import Signs
from tests.ui.hostile import OURS
from tests.ui.reading import markup, settle, words
from ui.dialogs.signs_line import SignsLines


def lines(qtbot: QtBot, signs: Signs) -> SignsLines:
    made = SignsLines(signs)
    qtbot.addWidget(made)
    return made


def test_an_upset_ticket_says_by_which_words(qtbot: QtBot) -> None:
    said = words(lines(qtbot, Signs(True, ("locked out", "nobody has replied"), "", ())))
    assert "Sounds upset" in said
    assert "locked out" in said
    assert "Rules say" not in said


def test_rules_that_ask_for_more_say_why(qtbot: QtBot) -> None:
    said = words(lines(qtbot, Signs(False, (), "urgent", ("A VIP organisation asks.",))))
    assert "Rules say urgent" in said
    assert "A VIP organisation asks." in said


def test_it_is_no_window_of_its_own_before_it_has_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    made = lines(qtbot, Signs(True, ("locked out",), "", ()))
    assert not made.isVisible(), "it would flash, and take the keyboard"
    QVBoxLayout(page).addWidget(made)
    settle()
    assert made.isVisible()


def test_a_quiet_ticket_shows_nothing(qtbot: QtBot) -> None:
    assert lines(qtbot, Signs(False, (), "", ())).isHidden()


@pytest.mark.parametrize("hostile", OURS[:10])
def test_words_of_strangers_stay_plain(qtbot: QtBot, hostile: str) -> None:
    assert not markup(lines(qtbot, Signs(True, (hostile,), "high", (hostile,))))
