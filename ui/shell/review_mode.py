"""Exceptions only: one decision after the other, least time left first, everything else hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.values import StageName
from desktop.domain.words import AlertKind
from ui.bridge.bar import Act, Bar

if TYPE_CHECKING:
    from desktop.watch.contract import AlertCard, WatchView
    from ui.shell.main_window import MainWindow

_DECIDED_BY_A_PERSON = (
    AlertKind.KB_MISSING,
    AlertKind.TONE,
    AlertKind.HANDED_OVER,
    AlertKind.BLOCKED,
    AlertKind.UNKNOWN_EFFECT,
)
_LINK = "Use this article"
_WORDS = {
    AlertKind.KB_MISSING: "Acknowledge",
    AlertKind.TONE: "Accept",
    AlertKind.HANDED_OVER: "Acknowledge",
    AlertKind.BLOCKED: "Acknowledge",
    AlertKind.UNKNOWN_EFFECT: "Leave it open",
}
"""The primary act of each kind; a note that lacks its article gets it linked instead."""


class ReviewMode(QObject):
    """Drives the Execute page's exception view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._current = self._wanted = ""
        self.on = False

    def exceptions(self) -> tuple[AlertCard, ...]:
        """Return what needs a decision, as the rail orders it."""
        view = self._window.view
        alerts = view.alerts if view else ()
        return tuple(alert for alert in alerts if alert.kind in _DECIDED_BY_A_PERSON)

    def open(self, alert_id: str = "") -> None:
        """Bring one exception to the screen; an empty id goes back to the table."""
        waiting = self.exceptions()
        if alert_id and not waiting:
            self._wait_for(alert_id)
            return
        if not alert_id:
            self.end()
            return
        window = self._window
        window.host.open(StageName.EXECUTE)
        self.on = True
        window.step_bar.exceptions.setChecked(True)
        alert = next((one for one in waiting if one.id == alert_id), waiting[0])
        self._current = alert.id
        window.tasks.start(self._show(alert), "review")

    def _wait_for(self, alert_id: str) -> None:
        """The page may know of an exception a moment before the rail: it opens when the rail knows it, too."""
        self._wanted = alert_id
        if self._window.around is not None:
            self._window.around.refresh()

    async def _show(self, alert: AlertCard) -> None:
        window, waiting = self._window, self.exceptions()
        if window.desk is None:
            return
        place = next((n for n, one in enumerate(waiting, 1) if one.id == alert.id), 1)
        detail = await window.desk.watch.detail(alert.ticket)
        page = window.host.page_of(StageName.EXECUTE)
        page.show_exception(alert, place, len(waiting), detail)
        window.rail.mark(alert.id)
        self._bar()

    def toggle(self, on: bool) -> None:
        """Switch the mode."""
        waiting = self.exceptions()
        if on and waiting:
            self.open(waiting[0].id)
        else:
            if on:
                self._window.say("Nothing needs you")
            self.end()

    def end(self) -> None:
        """Go back to the table."""
        window = self._window
        window.step_bar.exceptions.setChecked(False)
        if not self.on:
            return
        self.on, self._current = False, ""
        window.rail.mark("")
        window.host.page_of(StageName.EXECUTE).show_table()
        if window.host.presenter is not None:
            window.show_bar(window.host.presenter.bar())

    def follow(self, view: WatchView) -> None:
        """When the one on the screen is settled, the next comes; after the last the table comes back."""
        wanted, self._wanted = self._wanted, ""
        if wanted and self.exceptions():
            self.open(wanted)
            return
        if not self.on:
            return
        waiting = self.exceptions()
        if not waiting:
            self.end()
            self._window.say("All exceptions are settled")
        elif all(alert.id != self._current for alert in waiting):
            self.open(waiting[0].id)

    def bar(self) -> Bar | None:
        """Return the bar of the exception on the screen; None when the mode is off."""
        if not self.on:
            return None
        alert = self._alert()
        if alert is None:
            return None
        page = self._window.host.page_of(StageName.EXECUTE)
        missing = alert.kind is AlertKind.KB_MISSING and alert.may_override
        why = "" if not missing or page.exceptions.can_link else "No article can be linked."
        mine = "" if alert.may_override else "An approved reply stays as approved."
        secondary = Act("Keep mine", "", mine) if alert.kind is AlertKind.TONE else None
        return Bar(
            keys=(("1 2 3 4", "choose"), ("S", "skip"), ("Esc", "back"))
            if missing
            else (("S", "skip"), ("Esc", "back")),
            quiet=Act("Skip"),
            secondary=secondary,
            primary=Act(_LINK if missing else _WORDS[alert.kind], "", why),
        )

    def _alert(self) -> AlertCard | None:
        return next((one for one in self.exceptions() if one.id == self._current), None)

    def _bar(self) -> None:
        bar = self.bar()
        if bar is not None:
            self._window.show_bar(bar)

    def decide(self) -> None:
        """Do the exception's main act."""
        alert = self._alert()
        if alert is not None and alert.kind is AlertKind.UNKNOWN_EFFECT:
            self.end()
        elif self._shown(alert):
            self._window.host.page_of(StageName.EXECUTE).exceptions.decide()

    def _shown(self, alert: AlertCard | None) -> bool:
        """Whether it is this alert that stands on the page: a fast hand may not decide the next one unseen."""
        on_page = self._window.host.page_of(StageName.EXECUTE).exceptions.alert
        return alert is not None and on_page is not None and on_page.id == alert.id

    def act(self, name: str) -> None:
        """Skip, or keep the own words."""
        if self._shown(self._alert()):
            page = self._window.host.page_of(StageName.EXECUTE)
            page.exceptions.settle("mine" if name == "secondary" else "skip")
