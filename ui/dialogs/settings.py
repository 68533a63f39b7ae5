"""Settings of the window: theme, text size, motion, single keys. Each acts at once."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.dialogs.kept import LARGEST, SMALLEST, WindowSettings, read_settings, use_settings
from ui.dialogs.sheet import Sheet
from ui.widgets.field import Slider, Switch
from ui.widgets.segments import Segments
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.actions.registry import Actions


_REST_MS = 150
_MORE = (("window.assistant", "Writing assistant"), ("window.levels", "Service levels"))


def show_settings(window: QWidget, store: QSettings, actions: Actions) -> Sheet:
    """Open the sheet."""
    now = read_settings(store)
    sheet = Sheet(window, "Settings", "Each acts at once and is kept on this computer.")
    theme = Segments([("system", "System", None), ("light", "Light", None), ("dark", "Dark", None)])
    theme.choose(now.theme)
    size = Slider(SMALLEST, LARGEST, now.scale, "Text size in per cent")
    calm = Switch("Reduce motion", now.calm)
    keys = Switch("Single keys such as J, K, X", now.single_keys)

    def keep() -> None:
        chosen = WindowSettings(theme.key(), size.value(), calm.isChecked(), keys.isChecked())
        for key, value in asdict(chosen).items():
            store.setValue(key, value)
        use_settings(chosen, actions)

    theme.chosen.connect(keep)
    # The whole window is drawn anew at each size: once the hand rests is soon enough.
    rest = QTimer(sheet)
    rest.setSingleShot(True)
    rest.setInterval(_REST_MS)
    rest.timeout.connect(keep)
    size.valueChanged.connect(lambda _: rest.start())
    sheet.closed.connect(keep)
    calm.toggled.connect(keep)
    keys.toggled.connect(keep)
    for words, control in (
        ("Theme", theme),
        ("Text size", size),
        ("Reduce motion", calm),
        ("Single keys", keys),
    ):
        row = QHBoxLayout()
        row.addWidget(Label(words, "name"), 1)
        row.addWidget(control)
        sheet.body.addLayout(row)
    known = {action.name for action in actions if action.enabled()}
    for name, title in _MORE:
        if name in known:
            sheet.act(title, partial(actions.run, name))
    sheet.act("Done", lambda: None, "primary")
    sheet.open()
    return sheet
