"""The bar below every page: a hint or keys at the left, at most three acts at the right, the primary always last."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.bridge.bar import Act, Bar
from ui.theme.fonts import px
from ui.theme.plain import as_tip
from ui.widgets.button import Button
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.tag import KeyCap
from ui.widgets.text import Label

HIGH, LOW = 56, 48


class ActionBar(Ground):
    """Draws a ``Bar``. Signals ``primary``, ``secondary``, ``quiet``; a button that is off says why when asked."""

    primary = Signal()
    secondary = Signal()
    quiet = Signal()
    gave_up_focus = Signal()

    def __init__(self) -> None:
        super().__init__("surface", "t")
        self.setAccessibleName("Actions of this page")
        self._icon = Icon("info")
        self._hint = Label("", "caption", "text2", elide=True)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self._shown: Bar | None = None
        self.quiet_button = Button("", "quiet")
        self.secondary_button = Button("", "secondary")
        self.primary_button = Button("", "primary", keys="Ctrl ↵")
        self.quiet_button.clicked.connect(self.quiet)
        self.secondary_button.clicked.connect(self.secondary)
        self.primary_button.clicked.connect(self.primary)
        self._lay_out()
        self.fit(low=False)
        self.show_bar(Bar())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._hint, 1)
        row.addLayout(self._keys)
        row.addStretch(0)
        for button in (self.quiet_button, self.secondary_button, self.primary_button):
            row.addWidget(button)

    def show_bar(self, bar: Bar) -> None:
        """Draw it; an unchanged one is left alone, so that focus and hover stay."""
        if bar == self._shown:
            return
        self._shown = bar
        lost = self._loses_focus(bar)
        self._hint.setVisible(not bar.keys)
        self._hint.say(bar.hint)
        self._icon.setVisible(bool(bar.icon and bar.hint))
        if bar.icon:
            self._icon.show_icon(bar.icon, "text2")
        self._show_keys(bar.keys)
        for button, act in (
            (self.quiet_button, bar.quiet),
            (self.secondary_button, bar.secondary),
            (self.primary_button, bar.primary),
        ):
            _show_act(button, act)
        if lost:
            # Qt would hand the keyboard to whatever comes next, often an alert's button.
            self.gave_up_focus.emit()

    def _loses_focus(self, bar: Bar) -> bool:
        pairs = ((self.quiet_button, bar.quiet), (self.secondary_button, bar.secondary))
        every = (*pairs, (self.primary_button, bar.primary))
        return any(button.hasFocus() and (act is None or act.why_not) for button, act in every)

    def _show_keys(self, keys: tuple[tuple[str, str], ...]) -> None:
        clear(self._keys)
        for caps, words in keys:
            for cap in caps.split():
                self._keys.addWidget(KeyCap(cap))
            self._keys.addWidget(Label(words, "caption", "text2"))
            self._keys.addSpacing(8)
        if keys:
            self._keys.addStretch(1)

    def fit(self, *, low: bool) -> None:
        """Shrink where the window is low."""
        self.setFixedHeight(px(LOW if low else HIGH))


def _show_act(button: Button, act: Act | None) -> None:
    button.setVisible(act is not None)
    if act is None:
        return
    button.say(act.title, icon=act.icon)
    button.setEnabled(not act.why_not)
    button.setToolTip(as_tip(act.why_not))
    button.setAccessibleDescription(act.why_not)
