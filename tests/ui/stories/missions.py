"""The ways through a whole mission, by mouse and by keyboard, as a lead would go them."""

import asyncio
import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.effect import EffectState
from desktop.domain.values import StageName
from tests.ui.player import Player
from ui.app.opened import Opened
from ui.dialogs.overlay import Overlay
from ui.shell.main_window import MainWindow
from ui.widgets.button import Button
from ui.widgets.text import Label

CONTROL = Qt.KeyboardModifier.ControlModifier


async def by_mouse(player: Player) -> None:
    """Press what is offered, stage after stage, until the evidence is sealed and opened."""
    await approved_by_mouse(player)
    await executed_by_mouse(player)
    player.click(player.window.bar.primary_button)
    await _reflect_by_mouse(player)


async def approved_by_mouse(player: Player) -> None:
    """From Home to the manager's yes."""
    await planned_by_mouse(player)
    await _approve_by_mouse(player)


async def planned_by_mouse(player: Player) -> None:
    """From Home to a chosen plan."""
    window, bar = player.window, player.window.bar
    await player.at(StageName.HOME)
    await player.primary_says("Start mission")
    await player.look("1-home")
    player.click(bar.primary_button)
    await _define_by_mouse(player)
    await player.at(StageName.PREPARE)
    await player.primary_says("Continue to Plan")
    await player.look("3-prepare")
    player.click(bar.primary_button)
    await player.at(StageName.PLAN)
    await player.primary_says("Choose this plan")
    await player.look("4-plan")
    player.click(bar.secondary_button)
    await player.until(window.covered, "the dry run")
    await player.look("4-plan-dry-run")
    sheet = next(one for one in window.findChildren(Overlay) if one.isVisible())
    closing = [one for one in sheet.findChildren(Button) if one.text() == "Close"]
    player.click(closing[0])
    await player.primary_says("Choose this plan")
    player.click(bar.primary_button)


async def _define_by_mouse(player: Player) -> None:
    window = player.window
    await player.at(StageName.DEFINE)
    page = window.host.page_of(StageName.DEFINE)
    await player.until(page.example.isVisible, "the example")
    player.click(page.example)
    await player.primary_says("Write the brief")
    player.click(window.bar.primary_button)
    await player.primary_says("Lock brief")
    await player.look("2-define")
    player.click(window.bar.primary_button)


async def _approve_by_mouse(player: Player) -> None:
    bar = player.window.bar
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    await player.look("5-approve")
    player.click(bar.primary_button)
    if player.window.desk is not None and player.window.desk.skip_to is not None:
        await player.until(bar.quiet_button.isVisible, "a way to skip ahead")
        player.click(bar.quiet_button)
    await player.primary_says("Start with")
    await player.look("5-approve-answered")
    player.click(bar.primary_button)


async def executed_by_mouse(player: Player) -> None:
    """Start the plan and decide every exception."""
    window, bar = player.window, player.window.bar
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    player.click(bar.primary_button)
    await player.primary_says("Review")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may")
    await player.look("6-execute")
    player.click(bar.primary_button)
    await settle(player, lambda: player.click(_decision(player)))
    await player.primary_says("Continue to Reflect")
    await player.look("6-execute-done")


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
            await player.look("6-exception")
        seen = page.exceptions.alert.id
        decide()


def _moved_on(window: MainWindow, page: Any, seen: str) -> bool:
    shown = page.exceptions.alert
    return not window.review.on or (shown is not None and shown.id != seen)


async def _reflect_by_mouse(player: Player) -> None:
    window, bar = player.window, player.window.bar
    await player.at(StageName.REFLECT)
    await player.until(lambda: "Skip ahead" in bar.secondary_button.text(), "the outcome")
    await player.look("7-reflect")
    player.click(bar.secondary_button)
    await player.primary_says("Seal evidence")
    player.click(bar.primary_button)
    await player.primary_says("Open evidence")
    await player.look("7-reflect-sealed")
    player.click(bar.primary_button)
    await player.until(lambda: window.bundle_view.screen is not None, "the record")
    await player.look("8-review")


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
        await player.look(f"key-{stage}")
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
    await player.look("key-execute")
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
    await player.look("key-reflect")


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


async def leave_midway(player: Player) -> None:
    """Start the plan, then close the window while replies are held: it says what matters first."""
    window, bar = player.window, player.window.bar
    await approved_by_mouse(player)
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    player.click(bar.primary_button)
    await player.primary_says("Review")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may")
    window.close()
    await player.until(window.covered, "the question before leaving")
    sheet = next(one for one in window.findChildren(Overlay) if one.isVisible())
    said = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "6 replies are held" in said, said
    await player.look("leaving")
    leaving = [one for one in sheet.findChildren(Button) if one.text() == "Close now"]
    player.click(leaving[0])
    await player.until(lambda: not window.isVisible(), "the window gone")


async def come_back(player: Player) -> None:
    """Open the window again: it stands where it was left, and the mission ends as if nobody had left."""
    window, bar = player.window, player.window.bar
    await player.at(StageName.EXECUTE)
    await player.until(
        lambda: window.view is not None and window.view.held == 6, "six replies held"
    )
    await player.primary_says("Review")
    player.click(bar.primary_button)
    await settle(player, lambda: player.click(_decision(player)))
    await player.primary_says("Continue to Reflect")
    player.click(bar.primary_button)
    await _reflect_by_mouse(player)
    outcome = window.host.presenter_of(StageName.REFLECT).outcome
    player.findings["figures"] = {one.name: one.value for one in outcome.figures}
    player.findings["endings"] = sorted(one.ending.value for one in outcome.at_risk)


async def outlive_the_sandbox(player: Player) -> None:
    """The services die in the middle of the run; the mission goes on, and ends as if they had not."""
    window, bar = player.window, player.window.bar
    await approved_by_mouse(player)
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    again = asyncio.Event()
    window.followed.connect(again.set)
    player.click(bar.primary_button)
    opened = player.session.opened
    assert opened is not None
    await player.until(partial(_confirmed, opened, 20), "twenty changes made")
    os.kill(opened.sandbox.pid, signal.SIGKILL)
    await again.wait()
    await player.rest()
    await player.until(lambda: not window.going_on.asking or window.covered(), "asked, or not")
    await player.look("6-after-the-kill")
    await player.at(StageName.EXECUTE)
    await player.primary_says("")
    go_on = bar.primary_button if "Go on" in bar.primary_button.text() else bar.secondary_button
    player.click(_question(window) or go_on)
    await player.primary_says("Review")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may")
    player.click(bar.primary_button)
    await settle(player, lambda: player.click(_decision(player)))
    await player.primary_says("Continue to Reflect")
    player.click(bar.primary_button)
    await _reflect_by_mouse(player)
    outcome = window.host.presenter_of(StageName.REFLECT).outcome
    player.findings["figures"] = {one.name: one.value for one in outcome.figures}


def _question(window: MainWindow) -> Button | None:
    """The plain question's "Go on", where a change was cut in the middle; nothing else may lie over the window."""
    sheets = [one for one in window.findChildren(Overlay) if one.isVisible()]
    if not sheets:
        return None
    (sheet,) = sheets
    assert sheet.accessibleName() == "Go on with this mission?", (
        "the old failure is no trouble any more"
    )
    return next(one for one in sheet.findChildren(Button) if one.text() == "Go on")


def _confirmed(opened: Opened, count: int) -> bool:
    effects = opened.desk.ledger.mission.effects.values()
    return sum(one.state is EffectState.CONFIRMED for one in effects) >= count
