"""A lead who writes own safeguards, goes on to Plan, comes back and changes the locked brief with a reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.values import StageName
from tests.ui.player import Player
from ui.dialogs.sheet import Sheet

OWN = ("At most 120 words", "No promises without authority", "Be kind to Dr. Weber")


async def with_a_changed_brief(player: Player) -> None:
    """Stop with version 2 locked; every step is by keyboard once the brief is written."""
    window, bar = player.window, player.window.bar
    await player.primary_says("Start mission")
    player.click(bar.primary_button)
    await player.at(StageName.DEFINE)
    page = window.host.page_of(StageName.DEFINE)
    await player.until(page.example.isVisible, "the example")
    player.click(page.example)
    await player.primary_says("Write the brief")
    player.primary_key()
    await player.primary_says("Lock brief")
    for line in OWN:
        await _add(player, line)
    await player.rest()
    await player.look("2-define-own")
    player.primary_key()
    await player.at(StageName.PREPARE)
    for primary in ("Continue to Plan", "Choose this plan"):
        await player.primary_says(primary)
        player.primary_key()
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    await player.look("5-approve-own")
    await _open(player, StageName.PLAN, "4-plan-not-kept")
    await _open(player, StageName.DEFINE, "2-define-locked")
    await _change(player)
    await player.look("2-define-version-2")
    player.primary_key()
    await player.at(StageName.PREPARE)
    await _open(player, StageName.DEFINE, "2-define-version-2-locked")
    view = window.host.presenter._brief
    player.findings["versions"] = [[one.number, one.reason] for one in view.versions]


async def _open(player: Player, stage: StageName, picture: str) -> None:
    player.window.host.open(stage)
    await player.at(stage)
    await player.rest()
    await player.look(picture)


async def _add(player: Player, line: str) -> None:
    card = player.window.host.page_of(StageName.DEFINE).brief
    card.own.line.setFocus(Qt.FocusReason.TabFocusReason)
    player.type(line)
    player.findings[line] = card.said.text()
    player.press(Qt.Key.Key_Return)
    await player.until(
        lambda: line in [s.text for s in player.window.host.presenter._brief.brief.safeguards],
        f"{line!r} in the brief",
    )
    await player.until(lambda: not player.window.host.presenter.busy, "the line kept")


async def _change(player: Player) -> None:
    card = player.window.host.page_of(StageName.DEFINE).brief
    card.change.setFocus(Qt.FocusReason.TabFocusReason)
    player.press(Qt.Key.Key_Space)
    await player.until(lambda: _field(player) is not None, "the question why")
    await player.rest()
    await player.look("2-define-why")
    player.type("Legal asked for shorter replies")
    player.press(Qt.Key.Key_Return)
    await player.primary_says("Lock brief")


def _field(player: Player) -> QLineEdit | None:
    for sheet in player.window.findChildren(Sheet):
        if sheet.isVisible():
            return sheet.findChild(QLineEdit)
    return None
