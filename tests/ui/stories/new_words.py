"""A lead who reads a held reply again: other words, typed, refused once, approved, held in the place of the old ones."""

from PySide6.QtCore import Qt

from desktop.domain.effect import EffectState
from desktop.domain.values import StageName
from tests.ui.player import Player
from tests.ui.reading import words
from tests.ui.stories.missions import CONTROL, approved_by_mouse, executed_by_mouse
from ui.dialogs.overlay import Overlay
from ui.widgets.button import Button

_MORE = "Your own clinic is first on our list."


async def with_new_words(player: Player) -> None:
    """Carry the plan out, then change one reply while it is held."""
    window, bar = player.window, player.window.bar
    await approved_by_mouse(player)
    await executed_by_mouse(player)
    player.findings["held"] = window.view.held  # type: ignore[union-attr]
    window.actions_of_window.run("held.replies")
    await player.until(lambda: _sheet(player) is not None, "the held replies")
    await player.rest()
    await player.look("6-held")
    player.click(next(one for one in _buttons(player) if one.text() == "Change words"))
    await player.until(lambda: "Change the words" in _title(player), "the words")
    await _type(player)
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    await player.look("5-new-words")
    player.click(bar.primary_button)
    await player.until(bar.quiet_button.isVisible, "a way to skip ahead")
    player.click(bar.quiet_button)
    await player.primary_says("Start with the new words")
    player.click(bar.primary_button)
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start with the new words to #")
    await player.look("6-new-words")
    player.click(bar.primary_button)
    await player.until(lambda: not _waits(player), "the new words in the place of the old")
    await player.primary_says("Continue to Reflect")
    player.findings["held_after"] = window.view.held  # type: ignore[union-attr]
    await player.look("6-new-words-held")
    player.findings["states"] = _states(player)


async def _type(player: Player) -> None:
    """First with a place that was never filled in: it is refused, and nothing typed is lost."""
    player.press(Qt.Key.Key_End, CONTROL)
    player.type("Dear {name}. ")
    player.click(player.button("Plan these words"))
    await player.until(lambda: "may not leave" in _said(player), "what is wrong with it")
    await player.look("6-words-refused")
    for _ in "Dear {name}. ":
        player.press(Qt.Key.Key_Backspace)
    player.type(_MORE)
    await player.rest()
    await player.look("6-words")
    player.click(player.button("Plan these words"))


def _waits(player: Player) -> bool:
    view = player.window.view
    return view is None or view.increment is not None or any(r.at is None for r in view.releases)


def _sheet(player: Player) -> Overlay | None:
    sheets = [one for one in player.window.findChildren(Overlay) if one.isVisible()]
    return sheets[-1] if sheets else None


def _title(player: Player) -> str:
    sheet = _sheet(player)
    return sheet.accessibleName() if sheet else ""


def _said(player: Player) -> str:
    sheet = _sheet(player)
    return words(sheet) if sheet else ""


def _buttons(player: Player) -> list[Button]:
    sheet = _sheet(player)
    return sheet.findChildren(Button) if sheet else []


def _states(player: Player) -> list[str]:
    """How the reply with the old words stands, and the one with the new."""
    opened = player.session.opened
    assert opened is not None
    mission = opened.desk.ledger.mission
    (amendment,) = mission.increments
    pair = [mission.effects[amendment.amends], *mission.effects_of(amendment.number)]
    return [EffectState(one.state).value for one in pair]
