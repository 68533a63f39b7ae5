"""The steps: where the mission stands, which page is open, by mouse and by arrows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.values import StageName
from ui.shell.stepper import Stepper


@pytest.fixture
def stepper(qtbot: QtBot) -> Stepper:
    made = Stepper()
    qtbot.addWidget(made)
    made.resize(900, 40)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def names(stepper: Stepper) -> list[str]:
    return [step.accessibleName() for step in stepper.steps]


def test_each_step_says_its_number_its_word_and_how_it_stands(stepper: Stepper) -> None:
    stepper.show_steps(StageName.PLAN, StageName.PREPARE, locked=True, sealed=False, waits=False)
    assert names(stepper) == [
        "Step 1, Home: done",
        "Step 2, Define: locked",
        "Step 3, Prepare: done, this page",
        "Step 4, Plan: current",
        "Step 5, Approve: ahead",
        "Step 6, Execute: ahead",
        "Step 7, Reflect: ahead",
    ]


def test_a_mission_that_waits_for_a_person_says_so(stepper: Stepper) -> None:
    stepper.show_steps(StageName.EXECUTE, StageName.EXECUTE, locked=True, sealed=False, waits=True)
    assert names(stepper)[5] == "Step 6, Execute: waits for something, this page"


def test_after_the_seal_everything_is_done(stepper: Stepper) -> None:
    stepper.show_steps(StageName.REFLECT, StageName.REFLECT, locked=True, sealed=True, waits=False)
    assert [name.split(": ")[1] for name in names(stepper)] == [
        "done", "locked", "done", "done", "done", "done", "done, this page",
    ]  # fmt: skip


@pytest.mark.parametrize("place", range(7))
def test_pressing_a_step_asks_for_its_page(stepper: Stepper, place: int) -> None:
    chosen: list[StageName] = []
    stepper.chosen.connect(chosen.append)
    QTest.mouseClick(stepper.steps[place], Qt.MouseButton.LeftButton)
    assert chosen == [list(StageName)[place]]


def test_arrows_move_along_the_steps_and_stop_at_the_ends(stepper: Stepper) -> None:
    stepper.steps[5].setFocus()
    for _ in range(3):
        QTest.keyClick(stepper.window().focusWidget(), Qt.Key.Key_Right)
    assert stepper.steps[6].hasFocus()
    for _ in range(9):
        QTest.keyClick(stepper.window().focusWidget(), Qt.Key.Key_Left)
    assert stepper.steps[0].hasFocus()


def test_space_opens_the_focused_step(stepper: Stepper) -> None:
    chosen: list[StageName] = []
    stepper.chosen.connect(chosen.append)
    stepper.steps[2].setFocus()
    QTest.keyClick(stepper.steps[2], Qt.Key.Key_Space)
    assert chosen == [StageName.PREPARE]


def test_in_a_narrow_window_only_the_open_page_keeps_its_word(stepper: Stepper) -> None:
    stepper.show_steps(StageName.PLAN, StageName.PLAN, locked=True, sealed=False, waits=False)
    wide = [step.sizeHint().width() for step in stepper.steps]
    stepper.widen(False)
    narrow = [step.sizeHint().width() for step in stepper.steps]
    assert narrow[3] == wide[3]
    assert all(n < w for at, (n, w) in enumerate(zip(narrow, wide, strict=True)) if at != 3)
