"""Settings of the window: theme, text size, motion, single keys. Each acts at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.preferences.contract import LONGEST_LOCK
from ui.dialogs.kept import LARGEST, SMALLEST, WindowSettings, read_settings, use_settings
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.widgets.field import NumberField, Slider, Switch
from ui.widgets.segments import Segments
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from desktop.preferences.contract import LockRule
    from ui.actions.registry import Actions


_REST_MS = 150
_MORE = (("window.assistant", "Writing assistant"), ("window.levels", "Service levels"))


@dataclass(frozen=True)
class LockSetting:
    """When the profile's window locks, and how another time is kept."""

    rule: LockRule
    keep: Callable[[int], None]


def show_settings(
    window: QWidget, store: QSettings, actions: Actions, lock: LockSetting | None = None
) -> Sheet:
    """Open the sheet; without a profile there is no time to lock after."""
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
    if lock is not None:
        _add_lock(sheet, lock)
    known = {action.name for action in actions if action.enabled()}
    for name, title in _MORE:
        if name in known:
            sheet.act(title, partial(actions.run, name))
    sheet.act("Done", lambda: None, "primary")
    sheet.open()
    return sheet


def _add_lock(sheet: Sheet, lock: LockSetting) -> None:
    rule = lock.rule
    minutes = NumberField(1, rule.most, rule.minutes, "Lock after minutes without a hand on it")
    rest = QTimer(sheet)
    rest.setSingleShot(True)
    rest.setInterval(_REST_MS)
    rest.timeout.connect(lambda: lock.keep(minutes.value()))
    minutes.changed.connect(lambda _: rest.start())
    # What was changed a moment before the sheet goes is kept, too.
    sheet.closed.connect(lambda: lock.keep(minutes.value()) if rest.isActive() else None)
    row = QHBoxLayout()
    row.addWidget(Label("Lock after, in minutes", "name"), 1)
    row.addWidget(minutes)
    sheet.body.addLayout(row)
    for words in filter(None, (rule.trouble, _most(rule))):
        sheet.body.addWidget(Label(words, "caption", "text2", wrap=True))


def _most(rule: LockRule) -> str:
    limited = rule.most < LONGEST_LOCK
    return f"The administrator allows {counted(rule.most, 'minute')} at most." if limited else ""
