"""Every page of a real mission, whatever stands on the screen: what the keyboard reaches has a name."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK, Standing
from tests.ui.reading import controls, markup, nameless
from tests.ui.shell.conftest import (
    Go,
    Hand,
    at,
    bundle,
    hand,
    open_desk_on,
    pristine,
    standing,
    store,
)

__all__ = ["at", "bundle", "hand", "open_desk_on", "pristine", "standing", "store"]


def wrong(window: QWidget) -> list[str]:
    """What a screen reader could not say, and what would read markup."""
    return [*nameless(window), *markup(window)]


def test_a_control_without_a_name_would_be_noticed(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QLineEdit(box)
    assert nameless(box) == ["QLineEdit in QWidget"]


@pytest.mark.parametrize("stage", list(StageName))
async def test_every_control_of_every_page_has_a_name(at: Go, stage: StageName) -> None:
    window = (await at(stage)).window
    assert len(controls(window)) > 8
    assert wrong(window) == []


async def test_pages_that_only_say_not_yet_are_named_too(hand: Hand) -> None:
    await hand.follow(StageName.HOME)
    for stage in StageName:
        hand.window.host.open(stage)
        await hand.rest()
        assert wrong(hand.window) == [], stage


@pytest.mark.parametrize("tab", ["talk", "draft", "pages", "alike", "clocks"])
async def test_an_open_ticket_is_named_in_each_of_its_tabs(at: Go, tab: str) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.ticket_view.open(AT_RISK[0], tab)
    await hand.rest()
    assert hand.window.pane.isVisible()
    assert wrong(hand.window.pane) == []


async def test_one_exception_at_a_time_is_named(hand: Hand, standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    await hand.follow(StageName.EXECUTE)
    hand.run("review.exceptions")
    await hand.rest()
    assert hand.window.review.on
    assert wrong(hand.window) == []


@pytest.mark.parametrize("name", ["window.keys", "window.settings", "window.palette", "undo.items"])
async def test_every_sheet_is_named(at: Go, name: str) -> None:
    hand = await at(StageName.EXECUTE)
    assert hand.run(name)
    await hand.rest()
    (sheet,) = hand.sheets
    assert controls(sheet)
    assert wrong(sheet) == []


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
async def test_no_size_of_the_window_makes_a_nameless_control(
    at: Go, size: tuple[int, int]
) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.resize(*size)
    await hand.rest()
    assert wrong(hand.window) == []


async def test_what_a_control_is_for_is_said_apart_from_its_neighbours(at: Go) -> None:
    hand = await at(StageName.HOME)
    roles = {QAccessible.queryAccessibleInterface(one).role() for one in controls(hand.window)}
    assert QAccessible.Role.NoRole not in roles
