"""One sentence above the page with what can be done about it, 44 high. One at a time; undo wins."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme.fonts import font, px
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.button import Button
from ui.widgets.painted import TONES, follow_look, paint_box, paint_words, smooth, width_of
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Label

_ICON = 18
_MINUTE = 60_000


class Banner(QFrame):
    """A strong sentence, the rest of it, and buttons. ``tone`` is a name of ``painted.TONES``."""

    def __init__(self, tone: str = "info", icon: str = "info") -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self._strong = Label("", "label")
        self._rest = Label("", "body", elide=True)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(8)
        words = QHBoxLayout()
        words.setSpacing(5)
        words.addWidget(self._strong)
        words.addWidget(self._rest, 1)
        self.row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._measure)
        follow_look(self)
        self._measure()

    def say(self, strong: str, rest: str = "") -> None:
        """Say what is, then what to do."""
        self._strong.say(strong)
        self._rest.say(rest)
        self.setAccessibleName(f"{strong} {rest}".strip())

    def show_as(self, tone: str, icon: str) -> None:
        """Take another meaning."""
        self._tone, self._icon = tone, icon
        self.update()

    def action(self, text: str, keys: str = "", kind: str = "secondary") -> Button:
        """Add a button at the right and return it."""
        button = Button(text, kind, dense=True, keys=keys)
        self.row.addWidget(button)
        return button

    def clear_actions(self) -> None:
        """Take every button away."""
        for button in self.findChildren(Button):
            self.row.removeWidget(button)
            button.hide()
            button.deleteLater()

    def _measure(self) -> None:
        self.row.setContentsMargins(14 + px(_ICON) + 8, 0, 8, 0)

    def sizeHint(self) -> QSize:
        """44 high."""
        return QSize(super().sizeHint().width(), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, border and icon."""
        painter, place = smooth(self), QRectF(self.rect())
        tone = TONES[self._tone]
        paint_box(painter, place, 8, tone.ground, tone.line)
        side = px(_ICON)
        spot = QRectF(14, (place.height() - side) / 2, side, side)
        paint_icon(painter, spot, self._icon, tone.text)
        painter.end()


class UndoBanner(Banner):
    """What was done, how long it can be taken back, and the way to do it."""

    undo_all = Signal()
    item_by_item = Signal()
    held_replies = Signal()

    def __init__(self) -> None:
        super().__init__("info", "undo-2")
        self._until, self._total = 0, 1
        self._open, self._narrow = True, False
        self._for = Label("Undo for", "body", "text2")
        self.row.addWidget(self._for)
        self._clock = TimeLabel()
        self.row.addWidget(self._clock)
        self._bar = ProgressLine("Time to undo")
        self._bar.setFixedWidth(56)
        self.row.addWidget(self._bar)
        self.row.addSpacing(8)
        self.held = Button("Held replies", "quiet", "timer", dense=True)
        self.held.clicked.connect(self.held_replies)
        self.row.addWidget(self.held)
        self.items = Button("Item by item", "quiet", "list-checks", dense=True)
        self.items.clicked.connect(self.item_by_item)
        self.row.addWidget(self.items)
        self.all = Button("Undo batch", dense=True, keys="Ctrl Z")
        self.all.clicked.connect(self.undo_all)
        self.row.addWidget(self.all)

    def follow(self, until_ms: int, total_seconds: int) -> None:
        """Count down to ``until_ms`` (epoch milliseconds) of ``total_seconds`` in all."""
        self._until, self._total = until_ms, max(1, total_seconds)

    def tick(self, now_ms: int) -> None:
        """Show what is left at ``now_ms``; under a minute the bar warns."""
        left = max(0, self._until - now_ms)
        seconds = -(-left // 1000)
        self._clock.setText(f"{seconds // 60:02}:{seconds % 60:02}")
        tone = "warn_mark" if left < _MINUTE else "info_mark"
        self._bar.show_value(seconds, self._total, tone)
        minutes = max(1, seconds // 60)
        said = f"{minutes} minute{'s' if minutes != 1 else ''} to undo"
        if said != self._clock.accessibleName():
            self._clock.setAccessibleName(said)

    def show_window(self, open_: bool) -> None:
        """Show or hide what belongs to undo: a paused reply is told of even when its window is over."""
        self._open = open_
        for part in (self._for, self._clock, self._bar, self.all):
            part.setVisible(open_)
        self.items.setVisible(open_ and not self._narrow)

    def narrow(self, on: bool) -> None:
        """Without room, item by item moves into the page's menu and the key cap goes."""
        self._narrow = on
        self.items.setVisible(self._open and not on)
        self.all.show_keys("" if on else "Ctrl Z")


class TimeLabel(QLabel):
    """Minutes and seconds in the large clock's type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        """Wide enough for two digits and two."""
        width = max(width_of(self.text(), "clock_large"), width_of("00:00", "clock_large"))
        return QSize(round(width) + 2, px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figures."""
        painter = smooth(self)
        paint_words(painter, QRectF(self.rect()), self.text(), "clock_large", "text")
        painter.end()

    def _dress(self) -> None:
        self.setFont(font("clock_large"))
        self.updateGeometry()
