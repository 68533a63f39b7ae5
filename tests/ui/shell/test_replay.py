"""The strip: plays, steps, jumps to what needed a person, by key and by press."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.values import StageName
from desktop.evidence.contract import FactLine
from tests.ui.reading import nameless, words
from tests.ui.shell.views import NOW
from ui.shell.replay import Replay

STAGES = list(StageName)


def line(number: int, *, exception: bool = False) -> FactLine:
    return FactLine(
        "main", number, NOW + timedelta(seconds=number), STAGES[number % 7], f"Fact {number}",
        "", "abcd1234", exception,
    )  # fmt: skip


FACTS = tuple(line(n, exception=n in (3, 6)) for n in range(1, 9))


@pytest.fixture
def replay(qtbot: QtBot) -> Replay:
    made = Replay(FACTS)
    qtbot.addWidget(made)
    made.resize(900, 72)
    return made


def stepped(replay: Replay) -> list[int]:
    steps: list[int] = []
    replay.stepped.connect(steps.append)
    return steps


def press(replay: Replay, key: Qt.Key, shift: bool = False) -> None:
    with_ = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    replay.take_key(QKeyEvent(QEvent.Type.KeyPress, key, with_))


def test_it_starts_at_the_end_and_stays_inside(replay: Replay) -> None:
    steps = stepped(replay)
    assert replay.step == 8
    for step in (9, -1, 4):
        replay.go(step)
    assert steps == [8, 0, 4]


def test_arrows_step_and_shift_finds_what_needed_a_person(replay: Replay) -> None:
    replay.go(0)
    steps = stepped(replay)
    press(replay, Qt.Key.Key_Right)
    press(replay, Qt.Key.Key_Left)
    press(replay, Qt.Key.Key_Right, shift=True)
    press(replay, Qt.Key.Key_Right, shift=True)
    press(replay, Qt.Key.Key_Right, shift=True)
    assert steps == [1, 0, 3, 6]


async def test_space_plays_from_the_start_to_the_end_and_stops(replay: Replay) -> None:
    replay._speed.choose("60")
    steps = stepped(replay)
    press(replay, Qt.Key.Key_Space)
    async with asyncio.timeout(5):
        while replay.step < 8 or replay._timer.isActive():  # noqa: ASYNC110 - as a person waits
            await asyncio.sleep(0.01)
    assert steps == [0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert replay._play.accessibleName() == "Play"


def test_space_again_stops(replay: Replay) -> None:
    press(replay, Qt.Key.Key_Space)
    assert replay._play.accessibleName() == "Stop"
    press(replay, Qt.Key.Key_Space)
    assert not replay._timer.isActive()
    assert replay._play.accessibleName() == "Play"


def test_a_press_on_the_line_goes_there(replay: Replay) -> None:
    steps = stepped(replay)
    track = replay._track
    for x in (0, track.width() // 2, track.width() - 1):
        QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(x, 25))
    assert steps[0] == 0
    assert 3 <= steps[1] <= 6
    assert steps[2] == 8


def test_it_says_when_the_step_was(replay: Replay) -> None:
    replay.go(5)
    said = words(replay)
    assert f"{FACTS[4].at.astimezone():%H:%M:%S}" in said
    assert "0:04 in, fact 5" in said
    assert nameless(replay) == []


@pytest.mark.parametrize(
    "facts", [(), (line(1),), tuple(replace(line(1), seq=n) for n in range(3))]
)
def test_a_mission_of_no_length_can_be_shown(qtbot: QtBot, facts: tuple[FactLine, ...]) -> None:
    made = Replay(facts)
    qtbot.addWidget(made)
    made.resize(900, 72)
    made.go(0)
    made.toggle()
    made.stop()
    QTest.mouseClick(made._track, Qt.MouseButton.LeftButton)
    assert not made.grab().isNull()
