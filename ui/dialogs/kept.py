"""What is kept of the window's settings, and making the window look and behave so. No sheet is needed for that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.theme.look import look

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ui.actions.registry import Actions


SMALLEST, LARGEST = 90, 150
"""Text size in per cent."""


@dataclass(frozen=True)
class WindowSettings:
    """What is kept of them. ``scale`` in per cent."""

    theme: str = "system"
    scale: int = 100
    calm: bool = False
    single_keys: bool = True


def read_settings(store: QSettings) -> WindowSettings:
    """Read them; what cannot be read takes its default."""
    default = WindowSettings()
    theme = str(store.value("theme", default.theme))
    scale = str(store.value("scale", default.scale))
    return WindowSettings(
        theme if theme in ("system", "light", "dark") else default.theme,
        min(max(int(scale), SMALLEST), LARGEST) if scale.isdecimal() else default.scale,
        str(store.value("calm", "false")).lower() == "true",
        str(store.value("single_keys", "true")).lower() == "true",
    )


def use_settings(chosen: WindowSettings, actions: Actions) -> None:
    """Make the window look and behave so."""
    use_look(chosen)
    actions.single_keys = chosen.single_keys


def use_look(chosen: WindowSettings) -> None:
    """Make the window look so."""
    look().choose(chosen.theme)
    look().resize(chosen.scale / 100)
    look().calm(chosen.calm)
