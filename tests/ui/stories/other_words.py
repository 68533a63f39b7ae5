"""A lead who sets the writing assistant up, agrees to it, takes its words once, and keeps ours where it slips."""

from typing import Any

from desktop.domain.values import StageName
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat
from tests.ui.player import Player
from tests.ui.reading import words
from tests.ui.stories.missions import planned_by_mouse
from ui.dialogs.overlay import Overlay

_OFFER = "Suggest other words"
_KINDER = (
    ("Thank you for writing", "Many thanks for writing"),
    ("If anything changes in the meantime", "Should anything change meanwhile"),
)


async def with_other_words(player: Player) -> None:
    """Stop at every sheet on the way."""
    await planned_by_mouse(player)
    await player.at(StageName.APPROVE)
    with serve_chat() as chat:
        await _set_up(player, chat)
        await _take(player, chat)
        await _keep_mine(player, chat)


async def _set_up(player: Player, chat: ChatServer) -> None:
    player.window.actions_of_window.run("window.assistant")
    sheet = await _sheet(player, "Test connection")
    await player.look("1-off")
    sheet.url.line.setText("http://llm.example/v1")
    player.click(player.button("Save", sheet))
    await _says(player, "It must start with https://")
    await player.look("2-faults")
    sheet.url.line.setText(chat.url)
    sheet.model.line.setText(MODEL)
    sheet.key.line.setText(KEY)
    player.click(player.button("Test connection", sheet))
    await _says(player, f"answers as {MODEL}")
    await player.look("3-tested")
    player.click(player.button("Save", sheet))
    await player.until(lambda: not player.window.covered(), "the settings saved")


async def _take(player: Player, chat: ChatServer) -> None:
    chat.reword, chat.fault = _kinder, "slow"
    ticket = player.window.view.risks[0].ticket  # type: ignore[union-attr]
    player.window.ticket_view.open(ticket, "draft")
    await player.until(lambda: player.window.pane.shows(ticket), "the ticket")
    await player.until(lambda: _OFFER in words(player.window.pane), "the offer")
    await player.rest()
    await player.look("4-offered")
    player.click(player.button(_OFFER))
    await _says(player, "I agree, ask it")
    await player.look("5-consent")
    player.click(player.button("I agree, ask it"))
    await _says(player, "Asking")
    await player.look("6-waiting")
    chat.let_go.set()
    await _says(player, "Every check holds as before")
    await player.look("7-difference")
    player.click(player.button("Use these words"))
    said = "Words of the writing assistant"
    await player.until(lambda: said in words(player.window.pane), "the words taken")
    await player.look("8-taken")


async def _keep_mine(player: Player, chat: ChatServer) -> None:
    chat.reword, chat.fault = lambda text: f"{text} We will refund you by tomorrow.", ""
    player.click(player.button(_OFFER))
    await _says(player, "would fail")
    await player.look("9-fails")
    player.click(player.button("Keep mine"))
    chat.fault = "401"
    player.click(player.button(_OFFER))
    await _says(player, "The key is not accepted")
    await player.look("10-wrong-key")
    player.findings["asked"] = len(chat.received)
    player.click(player.button("Keep mine"))


async def _sheet(player: Player, said: str) -> Any:
    await _says(player, said)
    return next(one for one in player.window.findChildren(Overlay) if one.isVisible())


async def _says(player: Player, said: str) -> None:
    open_ = player.window.findChildren
    await player.until(
        lambda: any(said in words(one) for one in open_(Overlay) if one.isVisible()), said
    )
    await player.rest()


def _kinder(text: str) -> str:
    for ours, other in _KINDER:
        text = text.replace(ours, other)
    return text
