"""The tray: how many things need a person, and a word when something new does while nobody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from ui.theme.fonts import font
from ui.theme.icons import app_icon
from ui.theme.look import color

if TYPE_CHECKING:
    from desktop.watch.contract import WatchView

_SIZE = 64


class Tray(QObject):
    """``wanted`` tells that the icon was pressed: bring the window back."""

    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._known: frozenset[str] = frozenset()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(app_icon(), self)
            self._icon.activated.connect(self.wanted)
            self._icon.messageClicked.connect(self.wanted)
            self._icon.show()

    def show_view(self, view: WatchView) -> None:
        """Badge the icon; say what is new when the window is not in front."""
        alerts = frozenset(alert.id for alert in view.alerts)
        fresh, self._known = alerts - self._known, alerts
        if self._icon is None:
            return
        self._icon.setIcon(_badged(len(alerts)))
        self._icon.setToolTip(f"Triage Deck: {len(alerts)} need you" if alerts else "Triage Deck")
        if fresh and QApplication.activeWindow() is None:
            first = next(alert for alert in view.alerts if alert.id in fresh)
            self._icon.showMessage(first.title or first.sentence, first.sentence, app_icon())

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()


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
