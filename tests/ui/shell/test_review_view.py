"""A bundle on the screen: said to be intact or not, stepped through, left by Escape."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.values import StageName
from desktop.evidence.review import open_review
from tests.desktop.evidence.missions import member, repack
from tests.ui.reading import button, markup, nameless, words
from ui.shell.review_view import ReviewScreen

FACTS = "data/facts.jsonl"


@pytest.fixture
def screen(qtbot: QtBot, bundle: Path) -> ReviewScreen:
    made = ReviewScreen(open_review(bundle))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    return made


def test_an_intact_bundle_says_so_and_shows_how_it_ended(screen: ReviewScreen) -> None:
    said = words(screen)
    assert "Read only." in said
    assert "5 facts, chain intact" in said
    assert "Signed by " in said
    stage = screen._review.at(5).stage.capitalize()
    assert f"{stage}, as it stood at " in said
    assert "47 triaged" in said
    assert "1 of 2 passed" in said
    assert "#8" in said
    assert "Six tickets: API answers 401 & more" in said
    assert markup(screen) == []
    assert nameless(screen) == []


def test_each_step_shows_the_mission_as_it_stood(screen: ReviewScreen) -> None:
    stages: list[StageName] = []
    screen.staged.connect(stages.append)
    QTest.keyClick(screen, Qt.Key.Key_Left)
    for _ in range(9):
        QTest.keyClick(screen, Qt.Key.Key_Left)
    assert screen.replay.step == 0
    assert "Before the first fact" in words(screen)
    assert stages[-1] is StageName.HOME
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert "Mission started" in words(screen)
    assert stages[-1] is StageName.DEFINE


def test_a_press_on_a_fact_goes_there(screen: ReviewScreen) -> None:
    screen._list.clicked.emit(screen._facts.index(1))
    assert screen.replay.step == 2
    assert "Mission complete" in words(screen)


@pytest.mark.parametrize("way", ["key", "button"])
def test_it_is_left_by_escape_or_its_button(screen: ReviewScreen, way: str) -> None:
    left: list[str] = []
    screen.closed.connect(lambda: left.append("closed"))
    if way == "key":
        QTest.keyClick(screen, Qt.Key.Key_Escape)
    else:
        button(screen, "Close bundle").click()
    assert left == ["closed"]


def test_a_bundle_that_was_changed_is_called_so_at_once(qtbot: QtBot, bundle: Path) -> None:
    text = member(bundle, FACTS).decode()
    repack(bundle, {FACTS: text.replace("47", "48").encode()})
    made = ReviewScreen(open_review(bundle))
    qtbot.addWidget(made)
    said = words(made)
    assert "This record has been changed." in said
    assert "chain broken" in said
    assert "Read only." not in said


def test_a_bundle_with_nothing_readable_is_still_shown(qtbot: QtBot, bundle: Path) -> None:
    repack(bundle, {FACTS: b""})
    made = ReviewScreen(open_review(bundle))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert "This record has been changed." in words(made)
    assert not made.grab().isNull()
