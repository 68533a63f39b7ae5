"""Where the window was: kept, restored, and never off every screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from ui.shell.docks import LEFT, RIGHT
from ui.shell.geometry import keep_geometry, restore_geometry, restore_layout


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    dock = QDockWidget("Checklist", made)
    dock.setObjectName("checklist")
    made.addDockWidget(LEFT, dock)
    qtbot.addWidget(made)
    return made


def test_the_first_time_it_takes_what_the_screen_has_at_most_1440_by_900(
    qtbot: QtBot, store: QSettings
) -> None:
    made = window(qtbot)
    restore_geometry(made, store)
    room = QGuiApplication.primaryScreen().availableSize()
    assert made.width() == min(1440, room.width())
    assert made.height() == min(900, room.height())


def test_size_and_docks_come_back(qtbot: QtBot, store: QSettings) -> None:
    first = window(qtbot)
    first.show()
    first.resize(700, 500)
    first.addDockWidget(RIGHT, first.findChild(QDockWidget))
    keep_geometry(first, store)
    again = window(qtbot)
    kept = QSettings(store.fileName(), QSettings.Format.IniFormat)
    restore_geometry(again, kept)
    restore_layout(again, kept)
    assert (again.width(), again.height()) == (700, 500)
    assert again.dockWidgetArea(again.findChild(QDockWidget)) == RIGHT


def test_a_screen_that_was_unplugged_takes_no_window_with_it(
    qtbot: QtBot, store: QSettings
) -> None:
    first = window(qtbot)
    first.show()
    first.setGeometry(9000, 9000, 600, 400)
    keep_geometry(first, store)
    again = window(qtbot)
    restore_geometry(again, store)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    assert any(screen.intersects(again.frameGeometry()) for screen in screens)


@pytest.mark.parametrize("junk", ["nonsense", 7, QByteArray(b"\x00\x01junk"), QByteArray()])
def test_what_cannot_be_read_is_as_the_first_time(
    qtbot: QtBot, store: QSettings, junk: object
) -> None:
    store.setValue("geometry", junk)
    store.setValue("layout", junk)
    made = window(qtbot)
    restore_geometry(made, store)
    restore_layout(made, store)
    assert made.width() > 200
    assert made.dockWidgetArea(made.findChild(QDockWidget)) == LEFT
