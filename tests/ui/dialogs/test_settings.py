"""Settings act at once and are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.preferences.contract import LockRule
from tests.ui.reading import button, controls, name_of, nameless, words
from ui.actions.registry import Actions
from ui.dialogs.kept import WindowSettings, read_settings, use_settings
from ui.dialogs.settings import LockSetting, show_settings
from ui.dialogs.sheet import Sheet
from ui.theme.look import look
from ui.widgets.field import NumberField


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def actions(window: QWidget) -> Actions:
    return Actions(window, lambda: False)


@pytest.fixture
def sheet(window: QWidget, store: QSettings, actions: Actions) -> Iterator[Sheet]:
    yield show_settings(window, store, actions)
    look().choose("light")


def again(store: QSettings) -> WindowSettings:
    store.sync()
    return read_settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def test_the_first_time_everything_has_its_default(store: QSettings) -> None:
    assert read_settings(store) == WindowSettings("system", 100, calm=False, single_keys=True)


@pytest.mark.parametrize("junk", ["", "purple", "-5", "NaN", "9" * 40])
def test_what_cannot_be_read_takes_its_default(store: QSettings, junk: str) -> None:
    for key in ("theme", "scale", "calm", "single_keys"):
        store.setValue(key, junk)
    read = read_settings(store)
    assert read.theme == "system"
    assert not read.calm
    assert 90 <= read.scale <= 150


def test_the_theme_changes_at_once_and_is_kept(sheet: Sheet, store: QSettings) -> None:
    button(sheet, "Dark").click()
    assert look().mode == "dark"
    assert again(store).theme == "dark"


def test_motion_and_single_keys_change_at_once_and_are_kept(
    sheet: Sheet, store: QSettings, actions: Actions
) -> None:
    button(sheet, "Reduce motion").click()
    assert look().reduced_motion
    button(sheet, "Single keys such as J, K, X").click()
    assert not actions.single_keys
    assert again(store) == WindowSettings(again(store).theme, 100, calm=True, single_keys=False)


def test_the_text_size_is_taken_by_keyboard_too(
    qtbot: QtBot, sheet: Sheet, store: QSettings
) -> None:
    slider = next(one for one in controls(sheet) if "Text size" in name_of(one))
    QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: look().scale == 1.01)
    assert again(store).scale == 101


def test_the_text_size_is_taken_by_a_press_on_its_track(
    qtbot: QtBot, sheet: Sheet, store: QSettings
) -> None:
    slider = next(one for one in controls(sheet) if "Text size" in name_of(one))
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    qtbot.waitUntil(lambda: 1.1 < look().scale < 1.3)
    assert again(store).scale == round(look().scale * 100)


def test_every_control_has_a_name(sheet: Sheet) -> None:
    assert nameless(sheet) == []


def test_what_was_kept_is_used_at_the_next_start(store: QSettings, actions: Actions) -> None:
    use_settings(WindowSettings("dark", 110, calm=True, single_keys=False), actions)
    assert (look().mode, look().scale, look().reduced_motion) == ("dark", 1.1, True)
    assert not actions.single_keys


def test_the_time_to_lock_is_chosen_within_what_the_administrator_allows(
    window: QWidget, store: QSettings, actions: Actions
) -> None:
    kept: list[int] = []
    setting = LockSetting(LockRule(5, 5, "The administrator's file is odd."), kept.append)
    sheet = show_settings(window, store, actions, setting)
    (field,) = sheet.findChildren(NumberField)
    field.put(30)
    assert field.value() == 5
    field.put(2)
    said = words(sheet)
    assert "The administrator allows 5 minutes at most." in said
    assert "The administrator's file is odd." in said
    sheet.shut()
    assert kept == [2]
