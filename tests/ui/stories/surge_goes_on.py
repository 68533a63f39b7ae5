"""The surge goes on while the plan runs: two more tickets come, join with a yes of their own, and one leaves."""

from typing import Any

from desktop.domain.values import StageName
from tests import plain_http
from tests.ui.player import Player
from tests.ui.stories.missions import approved_by_mouse, executed_by_mouse, settle

_LIKE = 48614


async def the_surge_goes_on(player: Player) -> None:
    """Carry the plan out; then add what came."""
    window, bar = player.window, player.window.bar
    await approved_by_mouse(player)
    await executed_by_mouse(player)
    _two_more_come(player)
    window.actions_of_window.run("mission.look_out")
    await player.until(lambda: _card(player, "growth") is not None, "the card that says so")
    await player.look("6-grew")
    player.click(player.button("Add them", window.rail))
    await player.at(StageName.APPROVE)
    await player.primary_says("Request approval")
    await player.look("5-increment")
    player.click(bar.primary_button)
    await player.until(bar.quiet_button.isVisible, "a way to skip ahead")
    player.click(bar.quiet_button)
    await player.primary_says("Start with 2 tickets")
    player.click(bar.primary_button)
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start with 2 added tickets")
    await player.look("6-increment")
    player.click(bar.primary_button)
    await player.until(lambda: _ran(player), "the increment ran as far as it may")
    await player.primary_says("Review")
    player.click(bar.primary_button)
    await player.until(lambda: "Review" not in bar.primary_button.text(), "the exception itself")
    await settle(player, lambda: player.click(bar.primary_button))
    await player.primary_says("Continue to Reflect")
    player.click(bar.primary_button)
    await player.at(StageName.REFLECT)
    await player.until(lambda: "Skip ahead" in bar.secondary_button.text(), "the outcome")
    outcome = window.host.presenter_of(StageName.REFLECT).outcome
    player.findings["figures"] = {one.name: one.value for one in outcome.figures}
    await player.look("7-increment")


def _ran(player: Player) -> bool:
    presenter = player.window.host.presenter
    return not presenter.busy and presenter._view.around.increment is None


def _card(player: Player, wanted: str) -> object:
    view = player.window.view
    return next((one for one in view.alerts if one.id == wanted), None) if view else None


def _two_more_come(player: Player) -> None:
    opened = player.session.opened
    assert opened is not None
    url = f"{opened.sandbox.url}/sandbox"
    tickets: list[dict[str, Any]] = plain_http.ask("GET", f"{url}/state").json()["tickets"]
    like = next(one for one in tickets if one["id"] == _LIKE)
    row = {key: like[key] for key in ("subject", "description", "priority", "requester_id")}
    for _ in range(2):
        plain_http.ask("POST", f"{url}/tickets", json={"ticket": row}).raise_for_status()
