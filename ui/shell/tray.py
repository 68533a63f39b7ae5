"""The tray: how many things need a person, and a word when something new does while nobody looks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from ui.shell.decisions import waiting
from ui.shell.quiet import is_quiet, to_tell
from ui.theme.counted import counted
from ui.theme.fonts import font
from ui.theme.icons import app_icon
from ui.theme.look import color
from ui.theme.plain import one_line
from ui.widgets.level_tag import with_level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.domain.values import Id
    from desktop.watch.contract import AlertCard, WatchView

    _Known = tuple[Id, int | None]

_SIZE = 64
_TITLE, _WORDS = 80, 200
"""Signs of a notification: systems cut longer ones anywhere."""


class Tray(QObject):
    """``wanted`` tells that the icon was pressed: bring the window back."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._mission = ""
        self.discreet = False
        """Whether notifications say how many alerts there are and nothing of what they are about."""
        self._known: frozenset[_Known] = frozenset()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.activated.connect(self.wanted)
            self._icon.messageClicked.connect(self.wanted)
            self._icon.show()

    def show_view(self, view: WatchView, now: datetime) -> None:
        """Badge the icon with what needs a person; say what is new where it would be missed."""
        fresh = self._fresh(view)
        if self._icon is None:
            return
        count = waiting(view)
        self._icon.setIcon(_badged(count))
        self._icon.setToolTip(f"Triage Deck: {count} need you" if count else "Triage Deck")
        in_front = QApplication.activeWindow() is not None
        told = to_tell(fresh, in_front=in_front, quiet=is_quiet(view.alerting, now))
        if told:
            title, words = discreet_notice(len(told)) if self.discreet else notice(told)
            self._icon.showMessage(title, words, app_icon())

    def _fresh(self, view: WatchView) -> list[AlertCard]:
        """Return what was not there before; a mission that is opened brings nothing new."""
        cards = {(card.id, card.level): card for card in view.alerts}
        known, self._known = self._known, frozenset(cards)
        same, self._mission = self._mission == view.mission, view.mission
        return [card for key, card in cards.items() if same and key not in known]

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()


def discreet_notice(count: int) -> tuple[str, str]:
    """Return title and words of a notification while the window is locked."""
    return f"{counted(count, 'new alert')}", "Unlock Triage Deck to see what needs you."


def notice(cards: Sequence[AlertCard]) -> tuple[str, str]:
    """Return title and words of one notification, however many cards are new; the nearest clock leads."""
    first = min(cards, key=lambda card: math.inf if card.level is None else card.level)
    lead = with_level(one_line(first.title or first.sentence, _TITLE), first.level)
    if len(cards) == 1:
        return lead, one_line(first.sentence, _WORDS)
    breached = sum(card.level == 0 for card in cards)
    title = counted(len(cards), "new alert")
    return (
        f"{title}, {breached} breached" if breached else title,
        f"{lead}, and {len(cards) - 1} more",
    )


def _badged(count: int) -> QIcon:
    if not count:
        return app_icon()
    picture = QPixmap(app_icon().pixmap(_SIZE, _SIZE))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    badge = QRectF(_SIZE * 0.45, _SIZE * 0.45, _SIZE * 0.55, _SIZE * 0.55)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("crit_mark"))
    painter.drawEllipse(badge)
    words = font("label")
    words.setPixelSize(24)
    painter.setFont(words)
    painter.setPen(color("on_accent"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(min(count, 99)))
    painter.end()
    return QIcon(picture)
