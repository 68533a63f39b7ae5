"""What a card's buttons do: one decision each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.values import StageName
from desktop.domain.words import AlertKind, Resolution
from ui.shell.clock_alerts import ClockAlerts

if TYPE_CHECKING:
    from desktop.watch.contract import AlertCard
    from ui.shell.main_window import MainWindow

_WAY_OUT = {
    AlertKind.SLA: Resolution.ACCEPTED,
    AlertKind.KB_MISSING: Resolution.SKIPPED,
    AlertKind.TONE: Resolution.OVERRIDDEN,
    AlertKind.HANDED_OVER: Resolution.SKIPPED,
    AlertKind.UNDO_OWED: Resolution.SKIPPED,
    AlertKind.KEPT: Resolution.ACCEPTED,
}
_READ = (AlertKind.UNANSWERED, AlertKind.NOT_UNDONE)
"""Nothing of it can be done here."""


_ADDED = (AlertKind.GREW, AlertKind.AMENDED)
"""What waits to change a plan that runs."""


class Alerting(QObject):
    """Acts on alert cards."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._clocks = ClockAlerts(window)

    def act(self, alert_id: str, which: str) -> None:
        """Do what the pressed button says."""
        view = self._window.view
        alert = next((a for a in view.alerts if a.id == alert_id), None) if view else None
        if alert is None:
            return
        if alert.level is not None:
            self._clocks.act(alert, which)
        elif which == "act":
            self._do(alert)
        elif alert.kind in _WAY_OUT:
            self.resolve(alert, _WAY_OUT[alert.kind])
        elif alert.kind is AlertKind.UNKNOWN_EFFECT:
            self._window.host.presenter_of(StageName.EXECUTE).leave_unknown(alert.id)
        elif alert.kind in _ADDED:
            self._window.host.presenter_of(StageName.EXECUTE).drop_increment()

    def _do(self, alert: AlertCard) -> None:
        window = self._window
        if alert.kind in _ADDED:
            self._grow(alert)
        elif alert.kind in _READ:
            self.resolve(alert, Resolution.SKIPPED)
        elif alert.kind is AlertKind.UNDO_OWED:
            window.host.presenter_of(StageName.EXECUTE).take_back_owed()
        elif alert.kind is AlertKind.KEPT:
            window.host.presenter_of(StageName.EXECUTE).show_kept()
        elif alert.kind is AlertKind.TONE:
            self.resolve(alert, Resolution.ACCEPTED)
        elif alert.kind is AlertKind.KB_MISSING and not alert.may_override:
            self.resolve(alert, Resolution.SKIPPED)
        elif alert.kind is AlertKind.KB_MISSING and self._running():
            window.review.open(alert.id)
        elif alert.kind is AlertKind.KB_MISSING:
            window.ticket_view.open(alert.ticket, "pages")
        else:
            risks = window.view.risks if window.view else ()
            window.ticket_view.open(alert.ticket or (risks[0].ticket if risks else 0))

    def _grow(self, alert: AlertCard) -> None:
        """Take in what came: on Prepare before the plan runs, as an increment while it does."""
        window = self._window
        view = window.view
        if view is None:
            return
        if view.increment is not None and alert.id == "increment":
            approved = view.increment.approved
            window.host.open(StageName.EXECUTE if approved else StageName.APPROVE)
        elif not self._running():
            window.host.open(StageName.PREPARE)
            window.say("Read the queue again to take them in")
        elif view.growth is not None:
            window.host.presenter_of(StageName.EXECUTE).add(view.growth.fresh)

    def _running(self) -> bool:
        view = self._window.view
        return view is not None and view.stage in (StageName.EXECUTE, StageName.REFLECT)

    def resolve(self, alert: AlertCard, resolution: Resolution) -> None:
        """Close an alert."""
        self._window.host.presenter_of(StageName.EXECUTE).resolve(alert, resolution)
