"""The docks move, float, close and come back, each by an action, without dragging."""

import pytest

from desktop.domain.values import StageName
from tests.ui.reading import words
from tests.ui.shell.conftest import Go
from ui.shell.docks import LEFT, RIGHT

BOTH = pytest.mark.parametrize(("name", "home"), [("checklist", LEFT), ("alerts", RIGHT)])


@BOTH
async def test_a_dock_is_hidden_and_shown_again(at: Go, name: str, home: object) -> None:
    hand = await at(StageName.HOME)
    dock = hand.window.docks[name]
    assert dock.isVisible()
    for visible in (False, True):
        assert hand.run(f"dock.{name}")
        assert dock.isVisible() is visible


@BOTH
async def test_a_dock_moves_to_the_other_side_and_back(at: Go, name: str, home: object) -> None:
    hand = await at(StageName.HOME)
    dock = hand.window.docks[name]
    assert hand.window.dockWidgetArea(dock) == home
    hand.run(f"move.{name}")
    assert hand.window.dockWidgetArea(dock) != home
    hand.run(f"move.{name}")
    assert hand.window.dockWidgetArea(dock) == home


@BOTH
async def test_a_dock_floats_and_lands(at: Go, name: str, home: object) -> None:
    hand = await at(StageName.HOME)
    dock = hand.window.docks[name]
    hand.run(f"float.{name}")
    assert dock.isFloating()
    hand.run(f"float.{name}")
    assert not dock.isFloating()


async def test_resetting_puts_everything_back(at: Go) -> None:
    hand = await at(StageName.HOME)
    for name in ("move.checklist", "float.alerts", "dock.checklist"):
        hand.run(name)
    hand.run("window.reset")
    for name, home in (("checklist", LEFT), ("alerts", RIGHT)):
        dock = hand.window.docks[name]
        assert (dock.isVisible(), dock.isFloating()) == (True, False)
        assert hand.window.dockWidgetArea(dock) == home


async def test_before_a_mission_there_is_nothing_to_move(at: Go) -> None:
    hand = await at(StageName.HOME)
    hand.window.desk = None
    assert not hand.run("move.checklist")


async def test_the_head_counts_what_needs_a_person(at: Go) -> None:
    hand = await at(StageName.HOME)
    head = hand.window.heads["alerts"]
    head.show_count(3)
    assert "3" in words(head).splitlines()
    head.show_count(0)
    assert "3" not in words(head)


async def test_a_folded_checklist_opens_again(at: Go) -> None:
    hand = await at(StageName.HOME)
    window = hand.window
    window.heads["checklist"].folded.emit()
    assert window.checklist.folded
    assert not window.heads["checklist"].isVisible()
    window.checklist.fold_wanted.emit()
    assert not window.checklist.folded
    assert window.heads["checklist"].isVisible()


async def test_a_narrow_window_folds_it_and_a_wide_one_opens_it(at: Go) -> None:
    hand = await at(StageName.HOME)
    hand.window.resize(1100, 700)
    assert hand.window.checklist.folded
    hand.window.resize(1500, 900)
    assert not hand.window.checklist.folded
