"""A short word at the bottom left that something is done; never for what needs an answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.widgets.motion import fade_in
from ui.widgets.painted import follow_look, paint_box, smooth
from ui.widgets.text import Label, Link

_SECONDS = 5
_MARGIN = 16
_ICON = 16


class Toast(QFrame):
    """320 x 44; goes after 5 s, but stays while the pointer or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._page = "circle-check", parent
        self._act: Callable[[], object] | None = None
        self._words, self._link = Label("", elide=True), Link("")
        self._link.clicked.connect(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(14 + _ICON + 10, 0, 14, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._link)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        for watched in (parent, self._link):
            watched.installEventFilter(self)
        follow_look(self)
        self.hide()

    def say(
        self,
        text: str,
        icon: str = "circle-check",
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show these words, and where given one thing to do."""
        self._icon, self._act = icon, on_action
        self._words.say(text)
        self._link.say(action_text)
        self._link.setVisible(bool(action_text))
        self.setAccessibleName(text)
        self.setFixedSize(px(320), px(44))
        self._place()
        self.show()
        self.raise_()
        fade_in(self)
        self._timer.start(_SECONDS * 1000)

    def enterEvent(self, event: QEvent) -> None:
        """Hold while the pointer is here."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again."""
        self._timer.start(_SECONDS * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the page changes its size; hold while the link has the focus."""
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self._place()
        elif event.type() == QEvent.Type.FocusIn and watched is self._link:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and watched is self._link:
            self._timer.start(_SECONDS * 1000)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, border and icon."""
        painter, place = smooth(self), QRectF(self.rect())
        paint_box(painter, place, 8, "raised", "border_strong")
        token = {"octagon-alert": "crit", "siren": "info"}.get(self._icon, "ok")
        spot = QRectF(14, (place.height() - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, spot, self._icon, token)
        painter.end()

    def _do(self) -> None:
        self.hide()
        self._timer.stop()
        if self._act is not None:
            self._act()

    def _leave(self) -> None:
        if not (self.underMouse() or self._link.hasFocus()):
            self.hide()

    def _place(self) -> None:
        self.move(_MARGIN, self._page.height() - self.height() - _MARGIN)
