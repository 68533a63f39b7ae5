"""A lead who knows better: takes tickets out of an incident, puts a category right, reads what a ticket shows."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from desktop.domain.values import StageName
from tests.ui.player import Player
from ui.dialogs.category_line import CategoryLine
from ui.dialogs.overlay import Overlay
from ui.widgets.choice import Choice


async def triage_by_hand(player: Player) -> None:
    """Go to a plan whose incidents and categories were changed by hand."""
    window, bar = player.window, player.window.bar
    await player.at(StageName.HOME)
    await player.primary_says("Start mission")
    player.click(bar.primary_button)
    await player.at(StageName.DEFINE)
    page = window.host.page_of(StageName.DEFINE)
    await player.until(page.example.isVisible, "the example")
    player.click(page.example)
    await player.primary_says("Write the brief")
    player.click(bar.primary_button)
    await player.primary_says("Lock brief")
    player.click(bar.primary_button)
    await player.at(StageName.PREPARE)
    await player.primary_says("Continue to Plan")
    await _take_two_out(player)
    player.click(bar.primary_button)
    await player.at(StageName.PLAN)
    await player.primary_says("Choose this plan")
    player.click(bar.primary_button)
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    await _put_a_category_right(player)
    window.host.open(StageName.PLAN)
    await player.rest(0.8)
    await player.look("plan-by-hand")


def _incidents(player: Player) -> list[tuple[int, ...]]:
    view: Any = player.window.host.presenter_of(StageName.PREPARE)._view
    preview = view.preview if view else None
    return [one.tickets for one in preview.clusters] if preview else []


async def _take_two_out(player: Player) -> None:
    window = player.window
    presenter: Any = window.host.presenter_of(StageName.PREPARE)
    before = _incidents(player)
    await player.rest(1.2)
    await player.look("prepare-incidents")
    presenter.open_incident(0)
    await player.until(window.covered, "the incident")
    sheet = next(one for one in window.findChildren(Overlay) if one.isVisible())
    for box in sheet.findChildren(QCheckBox)[:2]:
        player.click(box)
    await player.rest(0.6)
    await player.look("incident")
    player.click(player.button("Take out 2", sheet))
    await player.until(lambda: _incidents(player) not in ([], before), "the incident taken apart")
    player.findings["incidents"] = [len(before), len(_incidents(player))]
    await player.primary_says("Continue to Plan")


async def _put_a_category_right(player: Player) -> None:
    window = player.window
    ticket = window.view.risks[1].ticket  # type: ignore[union-attr]
    window.ticket_view.open(ticket, "draft")
    await player.until(lambda: window.has_pane and window.pane.shows(ticket), "the ticket")
    await player.look("ticket")
    choice = window.pane.findChild(CategoryLine).findChild(Choice)
    choice.setCurrentIndex(choice.findData("billing"))
    player.click(player.button("Put right", window.pane))

    def corrected() -> bool:
        line = window.pane.findChild(CategoryLine)
        return line is not None and line.category.confidence == 100

    await player.until(corrected, "the category put right")
    await player.look("ticket-corrected")
    player.findings["category"] = window.pane.findChild(CategoryLine).category.value
    window.ticket_view.close()
