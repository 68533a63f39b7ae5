"""The right dock: only what needs a person, and what the page puts on top of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.counted import counted
from ui.widgets.alert_card import AlertCardView
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.resting import RestingLine
from ui.widgets.rows import Rows
from ui.widgets.scroll import Scroll
from ui.widgets.state import StateView
from ui.widgets.text import Label

if TYPE_CHECKING:
    from desktop.watch.contract import AlertCard


class AlertRail(Ground):
    """Draws the alert cards. Signals: ``acted`` (alert id, "act", "way_out" or "snooze")."""

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("bg", "l")
        self.setAccessibleName("Alerts")
        self._alerts: tuple[AlertCard, ...] | None = None
        self._marked = ""
        self._cards = Rows(self._card, AlertCardView.show_card, 8)
        self._empty, self._rest = StateView(), _rest()
        self._rest.hide()
        self.resting = RestingLine()
        self._aside: QWidget | None = None
        self._above = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(12, 4, 12, 12)
        box.addLayout(self._above)
        for part in (self._cards, self._rest, self._empty):
            box.addWidget(part)
        box.addStretch(1)
        area = Scroll(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addWidget(self.resting)

    def put_on_top(self, aside: QWidget | None) -> None:
        """Show what the open page wants above the alerts."""
        if self._aside is aside:
            return
        if self._aside is not None:
            self._above.removeWidget(self._aside)
            self._aside.hide()
            self._aside.setParent(None)
        self._aside = aside
        if aside is not None:
            self._above.addWidget(aside)
            aside.show()

    def show_alerts(self, alerts: tuple[AlertCard, ...], tickets: int, now_ms: int) -> None:
        """Draw the cards, least time left first; ``tickets`` are on track beside them."""
        if alerts == self._alerts:
            return
        self._alerts = alerts
        had_focus = self._place_of_focus()
        self._cards.show_values(alerts)
        self.mark(self._marked)
        self._rest.setVisible(bool(alerts))
        self._empty.setVisible(not alerts)
        words = (
            f"{counted(tickets, 'ticket')} on track."
            if tickets
            else "What needs a person appears here."
        )
        self._empty.show_state("bell", "Nothing needs you", words)
        if had_focus is not None and alerts:
            place = min(had_focus, len(alerts) - 1)
            self._cards.rows[place].act.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tick(now_ms)

    def mark(self, alert_id: str) -> None:
        """Outline the card that is being decided; an empty id outlines none."""
        self._marked = alert_id
        for card, alert in zip(self._cards.rows, self._alerts or (), strict=True):
            card.choose(alert.id == alert_id)

    def _card(self) -> AlertCardView:
        card = AlertCardView()
        card.acted.connect(self.acted)
        return card

    def _place_of_focus(self) -> int | None:
        """Return the place of the card the keyboard is in, so that focus moves on after an action."""
        focus = self.window().focusWidget()
        inside = (n for n, card in enumerate(self._cards.rows) if card.isAncestorOf(focus))
        return next(inside, None)

    def focus_first(self) -> bool:
        """Move the keyboard to the first card; return whether there is one."""
        if self._alerts:
            self._cards.rows[0].act.setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self._alerts)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns."""
        for card in self._cards.rows:
            card.tick(now_ms)


def _rest() -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(4, 4, 4, 4)
    row.addWidget(Icon("check", "text3", 14))
    row.addWidget(Label("Nothing else needs you.", "caption", "text2"), 1)
    return box
