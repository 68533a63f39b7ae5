"""The category in the ticket's pane: how sure it is, and another one by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.watch.contract import CategoryView
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, words
from ui.dialogs.category_line import CategoryLine
from ui.widgets.button import Button
from ui.widgets.choice import Choice

OPTIONS = (("billing", "Billing"), ("auth", "API authentication"))


def line(qtbot: QtBot, category: CategoryView, may_correct: bool) -> CategoryLine:
    made = CategoryLine(category, may_correct=may_correct)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_the_category_and_how_often_such_were_right(qtbot: QtBot) -> None:
    said = words(line(qtbot, CategoryView("auth", 91, OPTIONS), False))
    assert "API authentication" in said
    assert "91 in 100" in said


def test_without_a_sure_one_it_asks_a_person(qtbot: QtBot) -> None:
    assert "A person says its category" in words(line(qtbot, CategoryView("", 40, OPTIONS), False))
    assert "Not sure enough" in words(line(qtbot, CategoryView("", 40, OPTIONS), True))
    assert "Nothing was learnt" in words(line(qtbot, CategoryView("", 0, OPTIONS), True))
    assert "A person said so." in words(line(qtbot, CategoryView("auth", 100, OPTIONS), True))


def test_another_choice_counts_once_it_is_pressed(qtbot: QtBot) -> None:
    made = line(qtbot, CategoryView("auth", 91, OPTIONS), True)
    told: list[str] = []
    made.corrected.connect(told.append)
    choice = made.findChild(Choice)
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert choice.key() == "billing"
    assert told == []
    button(made, "Put right").click()
    assert told == ["billing"]
    choice.setCurrentIndex(choice.findData("auth"))
    assert made.findChild(Button).isHidden()


@pytest.mark.parametrize("hostile", OURS[:10])
def test_names_of_strangers_stay_plain(qtbot: QtBot, hostile: str) -> None:
    assert not markup(line(qtbot, CategoryView("x", 91, (("x", hostile),)), True))
