"""The ways through a whole mission, by mouse and by keyboard, as a lead would go them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.values import StageName
from tests.ui.player import Player
from ui.shell.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


async def by_mouse(player: Player) -> None:
    """Press what is offered, stage after stage, until the evidence is sealed."""
    window, bar = player.window, player.window.bar
    await player.at(StageName.HOME)
    await player.primary_says("Start mission")
    player.shot("1-home")
    player.click(bar.primary_button)
    await _define_by_mouse(player)
    await player.at(StageName.PREPARE)
    await player.primary_says("Continue to Plan")
    player.shot("3-prepare")
    player.click(bar.primary_button)
    await player.at(StageName.PLAN)
    await player.primary_says("Choose this plan")
    player.shot("4-plan")
    player.click(bar.secondary_button)
    await player.until(window.covered, "the dry run")
    player.shot("4-plan-dry-run")
    player.click(player.button("Close"))
    await player.primary_says("Choose this plan")
    player.click(bar.primary_button)
    await _approve_by_mouse(player)
    await _execute_by_mouse(player)
    await _reflect_by_mouse(player)


async def _define_by_mouse(player: Player) -> None:
    window = player.window
    await player.at(StageName.DEFINE)
    page = window.host.page_of(StageName.DEFINE)
    await player.until(page.example.isVisible, "the example")
    player.click(page.example)
    await player.primary_says("Write the brief")
    player.click(window.bar.primary_button)
    await player.primary_says("Lock brief")
    player.shot("2-define")
    player.click(window.bar.primary_button)


async def _approve_by_mouse(player: Player) -> None:
    bar = player.window.bar
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    player.shot("5-approve")
    player.click(bar.primary_button)
    await player.until(bar.quiet_button.isVisible, "a way to skip ahead")
    player.click(bar.quiet_button)
    await player.primary_says("Start with")
    player.shot("5-approve-answered")
    player.click(bar.primary_button)


async def _execute_by_mouse(player: Player) -> None:
    window, bar = player.window, player.window.bar
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    player.click(bar.primary_button)
    await player.primary_says("Review")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may")
    player.shot("6-execute")
    player.click(bar.primary_button)
    await settle(player, lambda: player.click(_decision(player)))
    await player.primary_says("Continue to Reflect")
    player.shot("6-execute-done")
    player.click(bar.primary_button)


def _decision(player: Player) -> QAbstractButton:
    bar = player.window.bar
    return bar.primary_button if bar.primary_button.isEnabled() else bar.quiet_button


async def settle(player: Player, decide: Callable[[], None]) -> None:
    """Decide one exception after the other until none is left."""
    window = player.window
    page = window.host.page_of(StageName.EXECUTE)
    seen = ""
    while True:
        await player.until(
            partial(_moved_on, window, page, seen), "the next exception, or the table"
        )
        if not window.review.on:
            return
        if not seen:
            player.shot("6-exception")
        seen = page.exceptions.alert.id
        decide()


def _moved_on(window: MainWindow, page: Any, seen: str) -> bool:
    shown = page.exceptions.alert
    return not window.review.on or (shown is not None and shown.id != seen)


async def _reflect_by_mouse(player: Player) -> None:
    window, bar = player.window, player.window.bar
    await player.at(StageName.REFLECT)
    await player.until(lambda: "Skip ahead" in bar.secondary_button.text(), "the outcome")
    player.shot("7-reflect")
    player.click(bar.secondary_button)
    await player.primary_says("Seal evidence")
    player.click(bar.primary_button)
    await player.primary_says("Open evidence")
    player.shot("7-reflect-sealed")
    player.click(bar.primary_button)
    await player.until(lambda: window.reviewed is not None, "the record")
    player.shot("8-review")


async def by_keyboard(player: Player) -> None:
    """Never touch the mouse; the intent is typed letter by letter."""
    window = player.window
    await player.at(StageName.HOME)
    await player.primary_says("Start mission")
    player.primary_key()
    await player.at(StageName.DEFINE)
    player.type("API authentication high prio <4h")
    await player.primary_says("Write the brief")
    player.press(Qt.Key.Key_Return)
    await player.primary_says("Lock brief")
    player.primary_key()
    for stage, words in (
        (StageName.PREPARE, "Continue to Plan"),
        (StageName.PLAN, "Choose this plan"),
        (StageName.APPROVE, "Request approval"),
    ):
        await player.at(stage)
        await player.primary_says(words)
        player.shot(f"key-{stage}")
        player.primary_key()
    await player.until(window.bar.quiet_button.isVisible, "a way to skip ahead")
    _palette(player, "skip ahead")
    await player.primary_says("Start with")
    player.primary_key()
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    player.primary_key()
    await player.primary_says("Review")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may")
    player.shot("key-execute")
    player.primary_key()
    await settle(player, lambda: player.press(Qt.Key.Key_Return))
    await player.primary_says("Continue to Reflect")
    _look_around(player)
    player.primary_key()
    await player.at(StageName.REFLECT)
    await player.until(lambda: "Skip ahead" in window.bar.secondary_button.text(), "the outcome")
    _palette(player, "skip ahead")
    await player.primary_says("Seal evidence")
    player.primary_key()
    await player.primary_says("Open evidence")
    player.shot("key-reflect")


def _palette(player: Player, words: str) -> None:
    player.press(Qt.Key.Key_K, CONTROL)
    player.type(words)
    player.press(Qt.Key.Key_Return)


def _look_around(player: Player) -> None:
    """Move in the table, tick a ticket, open one, close it."""
    table = player.window.host.page_of(StageName.EXECUTE).table
    player.press(Qt.Key.Key_J)
    player.press(Qt.Key.Key_J)
    first = table.current()
    player.press(Qt.Key.Key_K)
    assert table.current() not in (0, first)
    player.press(Qt.Key.Key_X)
    assert table.checked() == {table.current()}
    player.press(Qt.Key.Key_R)
    assert player.window.pane.isVisible()
    player.press(Qt.Key.Key_Escape)
