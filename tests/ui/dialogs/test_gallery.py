"""The gallery: every part together, named, reachable, in both themes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.gallery import GalleryWindow, show_gallery
from ui.theme.look import Look, color


@pytest.fixture
def gallery(qtbot: QtBot, qapp: QApplication) -> GalleryWindow:
    window = show_gallery()
    assert isinstance(window, GalleryWindow)
    qtbot.addWidget(window)
    qapp.processEvents()
    return window


def reachable(window: QWidget) -> list[QWidget]:
    return [
        one
        for one in window.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(window)
        and not isinstance(one, QScrollBar) and "qt_" not in one.objectName()
        and type(one).__name__ not in {"QScrollArea", "QComboBoxListView"}
    ]  # fmt: skip


def test_everything_that_can_be_reached_has_a_name(gallery: GalleryWindow) -> None:
    controls = reachable(gallery)
    assert len(controls) > 40
    nameless = [
        (type(one).__name__, one.objectName(), type(one.parent()).__name__)
        for one in controls
        if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_every_target_is_at_least_18_px_and_every_button_24(gallery: GalleryWindow) -> None:
    small = {
        type(one).__name__
        for one in reachable(gallery)
        if isinstance(one, QAbstractButton) and one.height() < 24 and type(one).__module__.startswith("ui.")
    }  # fmt: skip
    assert small == set()


def test_no_label_reads_markup(gallery: GalleryWindow) -> None:
    formats = {label.textFormat() for label in gallery.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_the_theme_changes_everything_at_once(
    gallery: GalleryWindow, dressed: Look, qapp: QApplication
) -> None:
    light = gallery.board.grab().toImage()
    surface = color("surface").name()
    dressed.choose("dark")
    qapp.processEvents()
    dark = gallery.board.grab().toImage()
    step = [(x, y) for x in range(2, dark.width(), 7) for y in range(2, dark.height(), 7)]
    white = [at for at in step if dark.pixelColor(*at).name() == surface]
    # White is a ground in light only; in dark it is at most a letter or a knob.
    assert len([at for at in step if light.pixelColor(*at).name() == surface]) > len(step) / 2
    assert len(white) < len(step) / 200


@pytest.mark.parametrize("scale", [0.9, 1.5])
def test_every_text_size_can_be_drawn(gallery: GalleryWindow, dressed: Look, scale: float) -> None:
    dressed.resize(scale)
    assert not gallery.board.grab().isNull()
