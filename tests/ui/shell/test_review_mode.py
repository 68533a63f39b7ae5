"""Exceptions only: one decision after the other, then the table again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.domain.values import StageName
from tests.desktop.stages.standing import Standing
from tests.ui.reading import words
from tests.ui.shell.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def waiting(hand: Hand, standing: Standing) -> Hand:
    """A run that waits for decisions."""
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    await hand.follow(StageName.EXECUTE)
    assert hand.window.review.exceptions()
    return hand


async def test_it_brings_the_first_one_to_the_page(waiting: Hand) -> None:
    window = waiting.window
    waiting.press(Qt.Key.Key_E, CTRL)
    await waiting.rest()
    page = window.host.page_of(StageName.EXECUTE)
    assert page.reviewing
    assert page.exceptions.alert == window.review.exceptions()[0]
    assert window.step_bar.exceptions.isChecked()
    assert "Skip" in words(window.bar)


async def test_escape_gives_the_table_and_its_bar_back(waiting: Hand) -> None:
    window = waiting.window
    bar = words(window.bar)
    waiting.run("review.exceptions")
    await waiting.rest()
    waiting.press(Qt.Key.Key_Escape)
    await waiting.rest()
    assert not window.review.on
    assert not window.host.page_of(StageName.EXECUTE).reviewing
    assert not window.step_bar.exceptions.isChecked()
    assert words(window.bar) == bar


async def test_skipping_all_settles_all_and_lets_the_rest_leave(waiting: Hand) -> None:
    window = waiting.window
    count = len(window.review.exceptions())
    waiting.run("review.exceptions")
    await waiting.rest()
    for _ in range(count):
        assert window.review.on
        waiting.press(Qt.Key.Key_S)
        await waiting.rest()
    assert not window.review.on
    assert window.review.exceptions() == ()
    assert waiting.standing.mission.undo_until is not None


async def test_a_fast_hand_decides_no_exception_it_has_not_seen(waiting: Hand) -> None:
    window = waiting.window
    count = len(window.review.exceptions())
    waiting.run("review.exceptions")
    await waiting.rest()
    for _ in range(5):
        waiting.press(Qt.Key.Key_S)
    await waiting.rest()
    assert len(window.review.exceptions()) >= count - 1


async def test_with_nothing_to_decide_it_says_so(hand: Hand) -> None:
    await hand.follow(StageName.HOME)
    hand.run("review.exceptions")
    assert not hand.window.review.on
    assert not hand.window.step_bar.exceptions.isChecked()
    assert "Nothing needs you" in words(hand.window.host)


async def test_going_to_another_page_ends_it(waiting: Hand) -> None:
    waiting.run("review.exceptions")
    await waiting.rest()
    waiting.run("go.plan")
    await waiting.rest()
    assert not waiting.window.review.on
    assert waiting.window.host.stage is StageName.PLAN


async def test_an_exception_the_rail_does_not_know_yet_opens_as_soon_as_it_does(
    waiting: Hand,
) -> None:
    window = waiting.window
    wanted = window.review.exceptions()[0].id
    window.around.view = replace(window.view, alerts=())
    window.review.open(wanted)
    assert not window.review.on
    await waiting.rest()
    assert window.review.on
    assert window.host.page_of(StageName.EXECUTE).exceptions.alert.id == wanted
