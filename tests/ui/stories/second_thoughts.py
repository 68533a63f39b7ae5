"""A lead who has second thoughts: empties the intent, looks a ticket up, takes everything back at the end."""

from PySide6.QtCore import Qt

from desktop.domain.values import StageName
from tests.ui.player import Player
from tests.ui.stories.missions import CONTROL, approved_by_mouse, executed_by_mouse


async def with_second_thoughts(player: Player) -> None:
    """Go to the end, looking at what the screen says on the way."""
    window = player.window
    await approved_by_mouse(player)
    window.host.open(StageName.DEFINE)
    await _empty_the_intent(player)
    await _look_a_ticket_up(player)
    window.host.open(StageName.EXECUTE)
    await executed_by_mouse(player)
    player.click(window.bar.primary_button)
    await player.at(StageName.REFLECT)
    await player.until(lambda: _figure(player, "triaged") == 47, "the outcome")
    window.actions_of_window.run("undo.all")
    await player.until(
        lambda: _figure(player, "triaged") == 0, "an outcome without what was undone"
    )
    await player.until(lambda: not window.undo.open, "no way back where nothing is left")
    player.findings["drafts"] = _figure(player, "drafts")


async def _empty_the_intent(player: Player) -> None:
    presenter, page = player.window.host.presenter, player.window.host.page_of(StageName.DEFINE)
    await player.until(page.intent.text, "the intent as recorded")
    page.focus_first()
    page.intent.line.selectAll()
    player.press(Qt.Key.Key_Delete)
    presenter.refresh()
    await player.rest(0.6)
    button = player.window.bar.primary_button
    player.findings["emptied"] = [page.intent.text(), button.text(), button.isEnabled()]


async def _look_a_ticket_up(player: Player) -> None:
    ticket = player.window.view.risks[0].ticket  # type: ignore[union-attr]
    player.press(Qt.Key.Key_K, CONTROL)
    player.type(str(ticket))
    player.press(Qt.Key.Key_Return)
    await player.until(lambda: player.window.has_pane, "the ticket found in the palette")
    player.findings["found"] = player.window.pane.ticket == ticket
    player.window.ticket_view.close()


def _figure(player: Player, name: str) -> float:
    view = player.window.host.presenter._view
    return -1.0 if view is None else view.reflect.outcome.value(name)
