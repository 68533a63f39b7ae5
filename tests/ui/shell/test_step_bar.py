"""The head of the window: the mission's name, search, exceptions only, settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.reading import button, nameless, words
from ui.shell.step_bar import StepBar


@pytest.fixture
def bar(qtbot: QtBot) -> StepBar:
    made = StepBar()
    qtbot.addWidget(made)
    made.resize(1400, 56)
    return made


def test_it_names_the_mission_and_how_long_it_runs(bar: StepBar) -> None:
    bar.say("API authentication", "4:10 elapsed")
    assert {"API authentication", "4:10 elapsed"} <= set(words(bar).splitlines())


def test_search_is_one_button_at_every_width(bar: StepBar) -> None:
    asked: list[str] = []
    bar.searched.connect(lambda: asked.append("search"))
    for wide in (True, False):
        bar.fit(240, 288, wide=wide, low=False)
        there = [b for b in (bar.search, bar.search_small) if b.isVisibleTo(bar)]
        assert len(there) == 1
        QTest.mouseClick(there[0], Qt.MouseButton.LeftButton)
    assert asked == ["search", "search"]


def test_exceptions_only_tells_on_and_off(bar: StepBar) -> None:
    wanted: list[bool] = []
    bar.exceptions_wanted.connect(wanted.append)
    for _ in range(2):
        button(bar, "Exceptions only").click()
    assert wanted == [True, False]


def test_settings_are_one_press_away(bar: StepBar) -> None:
    asked: list[str] = []
    bar.settings_wanted.connect(lambda: asked.append("settings"))
    button(bar, "Settings").click()
    assert asked == ["settings"]


def test_everything_on_it_has_a_name(bar: StepBar) -> None:
    assert nameless(bar) == []


def test_a_long_name_never_widens_it(bar: StepBar) -> None:
    before = bar.minimumSizeHint().width()
    bar.say("w" * 5000, "elapsed " * 500)
    assert bar.minimumSizeHint().width() == before
