"""Where the window was: kept when it closes, restored when it opens, clamped to the screens there are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

VERSION = 1
"""Of the layout of docks; another one's bytes are not restored."""
_FIRST = (1440, 900)


def keep_geometry(window: QMainWindow, store: QSettings) -> None:
    """Write size, place and docks."""
    store.setValue("geometry", window.saveGeometry())
    store.setValue("layout", window.saveState(VERSION))
    store.sync()


def restore_geometry(window: QMainWindow, store: QSettings) -> None:
    """Read size and place; the first time the window takes 1440 by 900, or what the screen has."""
    geometry = store.value("geometry")
    if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
        _first_size(window)
    _clamp(window)


def restore_layout(window: QMainWindow, store: QSettings) -> None:
    """Read where the docks were, once there are docks."""
    layout = store.value("layout")
    if isinstance(layout, QByteArray):
        window.restoreState(layout, VERSION)


def _first_size(window: QMainWindow) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    window.resize(min(_FIRST[0], room.width()), min(_FIRST[1], room.height()))


def _clamp(window: QMainWindow) -> None:
    """A screen that was unplugged takes no window with it."""
    place = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if screens and not any(screen.intersects(place) for screen in screens):
        window.move(screens[0].topLeft())
