"""The pane's clocks as a whole: under way, failed, there."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.clocks import MS, NOW, clocks, story
from tests.ui.reading import button, nameless, words
from ui.dialogs.clocks_tab import ClocksTab


@pytest.fixture
def tab(qtbot: QtBot) -> ClocksTab:
    made = ClocksTab()
    qtbot.addWidget(made)
    return made


def test_a_card_to_a_clock_and_what_they_rest_on(tab: ClocksTab) -> None:
    given = clocks(7, story(10), story(20), missing="Schedules may not be read.")
    tab.show_clocks(given, NOW, MS)
    assert len(tab.cards) == 2
    said = words(tab)
    assert "Zendesk's own policies and schedule “Support”. Schedules may not be read." in said
    assert "Came Mon 23 Nov" in said
    assert nameless(tab) == []


def test_the_list_can_be_taken_away_where_there_is_one(tab: ClocksTab) -> None:
    asked: list[str] = []
    tab.export_wanted.connect(lambda: asked.append("export"))
    tab.show_clocks(clocks(7, story()), NOW, MS)
    button(tab, "Export CSV").click()
    assert asked == ["export"]
    tab.show_clocks(clocks(7, story(steps=())), NOW, MS)
    assert "Export CSV" not in words(tab)


def test_no_clock_is_said(tab: ClocksTab) -> None:
    tab.show_clocks(clocks(7), NOW, MS)
    assert "No clock is known." in words(tab)


def test_what_failed_can_be_tried_again(tab: ClocksTab) -> None:
    again: list[int] = []
    tab.show_loading()
    assert "Reading the ticket's history" in words(tab)
    tab.show_problem("Zendesk is away", "No answer.", lambda: again.append(1))
    assert "Zendesk is away" in words(tab)
    assert tab.cards == []
    button(tab, "Try again").click()
    assert again == [1]
