"""The bar below the page: at most three acts, the main one last, off only with a reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.reading import nameless, words
from ui.bridge.bar import Act, Bar
from ui.shell.action_bar import ActionBar

FULL = Bar("A hint.", "info", quiet=Act("Skip"), secondary=Act("Again"), primary=Act("Go", "play"))


@pytest.fixture
def bar(qtbot: QtBot) -> ActionBar:
    made = ActionBar()
    qtbot.addWidget(made)
    made.resize(1000, 56)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_before_a_page_offers_something_it_is_empty(bar: ActionBar) -> None:
    assert words(bar) == ""


def test_it_shows_what_the_page_offers(bar: ActionBar) -> None:
    bar.show_bar(FULL)
    assert {"A hint.", "Skip", "Again", "Go"} <= set(words(bar).splitlines())
    assert nameless(bar) == []
    places = [b.x() for b in (bar.quiet_button, bar.secondary_button, bar.primary_button)]
    assert places == sorted(places), "the main act stands last"


def test_each_button_tells_its_own_act(bar: ActionBar) -> None:
    told: list[str] = []
    for name in ("quiet", "secondary", "primary"):
        getattr(bar, name).connect(lambda name=name: told.append(name))
    bar.show_bar(FULL)
    for one in (bar.quiet_button, bar.secondary_button, bar.primary_button):
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert told == ["quiet", "secondary", "primary"]


def test_an_act_that_is_off_says_why(bar: ActionBar) -> None:
    told: list[str] = []
    bar.primary.connect(lambda: told.append("primary"))
    bar.show_bar(Bar(primary=Act("Lock brief", why_not="No ticket matches.")))
    assert not bar.primary_button.isEnabled()
    assert bar.primary_button.toolTip() == "No ticket matches."
    assert bar.primary_button.accessibleDescription() == "No ticket matches."
    QTest.mouseClick(bar.primary_button, Qt.MouseButton.LeftButton)
    assert told == []
    bar.show_bar(Bar(primary=Act("Lock brief")))
    assert bar.primary_button.isEnabled()
    assert bar.primary_button.toolTip() == ""


def test_an_unchanged_bar_keeps_the_keyboard(bar: ActionBar) -> None:
    bar.show_bar(FULL)
    bar.secondary_button.setFocus()
    gone: list[str] = []
    bar.gave_up_focus.connect(lambda: gone.append("gone"))
    bar.show_bar(Bar(**{name: getattr(FULL, name) for name in FULL.__dataclass_fields__}))
    assert bar.secondary_button.hasFocus()
    assert gone == []


@pytest.mark.parametrize("primary", [None, Act("Go", why_not="Work is under way.")])
def test_a_button_that_goes_gives_the_keyboard_back(bar: ActionBar, primary: Act | None) -> None:
    bar.show_bar(FULL)
    bar.primary_button.setFocus()
    gone: list[str] = []
    bar.gave_up_focus.connect(lambda: gone.append("gone"))
    bar.show_bar(Bar(primary=primary))
    assert gone == ["gone"]


def test_keys_take_the_hints_place(bar: ActionBar) -> None:
    bar.show_bar(Bar("A hint.", keys=(("J K", "move"), ("?", "all keys"))))
    said = words(bar).splitlines()
    assert {"J", "K", "move", "?", "all keys"} <= set(said)
    assert "A hint." not in said
