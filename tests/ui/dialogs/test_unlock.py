"""Opening a profile: a passphrase chosen, typed, or a recovery key; what is wrong stands at its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import KeyLostError, PassphraseError
from tests.ui.reading import button, markup, name_of, nameless, words
from ui.bridge.problems import problem_of
from ui.dialogs.unlock import UnlockSheet

WRONG = PassphraseError("Wrong passphrase", "It does not open this profile.", "Type it again.")
LOST = KeyLostError("The profile key is gone", "The keyring has no key.", "Use the recovery key.")
GOOD = "twelve letters at least"
KEY = "0G3N-CGVK-8ZCQ-VSG9-0YBB-NE9N-1JK0"


class Ask:
    """The sheet over a window, and what it told."""

    def __init__(self, window: QWidget, error: Exception, *, begins: bool, lost: bool) -> None:
        self.told: list[tuple[str, str]] = []
        self.sheet = UnlockSheet(window, problem_of(error), begins=begins, lost=lost)
        self.sheet.entered.connect(lambda one, two: self.told.append((one, two)))
        self.sheet.open()

    def field(self, name: str) -> QLineEdit:
        lines = self.sheet.findChildren(QLineEdit)
        return next(one for one in lines if name_of(one) == name and one.isVisible())

    def type(self, **fields: str) -> None:
        names = {"first": "Passphrase", "again": "The same passphrase again", "key": "Recovery key"}
        for name, text in fields.items():
            self.field(names[name]).setText(text)
        button(self.sheet, "Open").click()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_new_profile_chooses_a_passphrase_twice_and_says_what_it_is_for(window: QWidget) -> None:
    ask = Ask(window, WRONG, begins=True, lost=False)
    said = words(ask.sheet)
    assert "Choose a passphrase" in said
    assert "Wrong passphrase" not in said
    assert "recovery key" in said
    ask.type(first=GOOD, again=GOOD)
    assert ask.told == [(GOOD, "")]
    assert ask.sheet.isHidden()


@pytest.mark.parametrize(
    ("first", "again", "name", "fault"),
    [
        ("", "", "Passphrase", "At least 12 characters"),
        ("elevenchars", "elevenchars", "Passphrase", "At least 12 characters"),
        (GOOD, GOOD + " ", "The same passphrase again", "not the same"),
        (GOOD, "", "The same passphrase again", "not the same"),
    ],
)
def test_a_passphrase_that_will_not_do_is_said_at_its_field_and_stays(
    window: QWidget, first: str, again: str, name: str, fault: str
) -> None:
    ask = Ask(window, WRONG, begins=True, lost=False)
    ask.type(first=first, again=again)
    assert ask.told == []
    assert ask.sheet.isVisible()
    assert fault in ask.field(name).accessibleDescription()
    assert ask.field("Passphrase").text() == first
    ask.type(first=GOOD, again=GOOD)
    assert ask.told == [(GOOD, "")]


def test_an_old_profile_asks_once_and_takes_what_was_ever_chosen(window: QWidget) -> None:
    ask = Ask(window, WRONG, begins=False, lost=False)
    assert "Wrong passphrase" in words(ask.sheet)
    assert "Type it again." in words(ask.sheet)
    assert len([one for one in ask.sheet.findChildren(QLineEdit) if one.isVisible()]) == 1
    ask.type(first="short")
    assert ask.told == [("short", "")]


def test_a_lost_key_asks_for_the_recovery_key_alone(window: QWidget) -> None:
    ask = Ask(window, LOST, begins=False, lost=True)
    assert "The profile key is gone" in words(ask.sheet)
    assert name_of(QApplication.focusWidget()) == "Recovery key"
    ask.type(key=KEY)
    assert ask.told == [("", KEY)]


def test_where_no_keyring_is_a_recovery_key_comes_with_a_new_passphrase(window: QWidget) -> None:
    ask = Ask(window, LOST, begins=False, lost=True)
    ask.type(key=KEY, first="short", again="short")
    assert ask.told == []
    ask.type(key=KEY, first=GOOD, again=GOOD)
    assert ask.told == [(GOOD, KEY)]


def test_without_a_recovery_key_nothing_is_tried(window: QWidget) -> None:
    ask = Ask(window, LOST, begins=False, lost=True)
    ask.type(key=" ")
    assert ask.told == []
    assert "recovery key" in ask.field("Recovery key").accessibleDescription().lower()


def test_by_keyboard_alone_it_opens(window: QWidget) -> None:
    ask = Ask(window, WRONG, begins=True, lost=False)
    for _ in range(2):
        QTest.keyClicks(QApplication.focusWidget(), GOOD)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(ask.field("The same passphrase again"), Qt.Key.Key_Return)
    assert ask.told == [(GOOD, "")]


@pytest.mark.parametrize(("begins", "lost"), [(True, False), (False, False), (False, True)])
def test_what_is_typed_is_hidden_and_everything_has_a_name(
    window: QWidget, begins: bool, lost: bool
) -> None:
    ask = Ask(window, LOST if lost else WRONG, begins=begins, lost=lost)
    assert nameless(ask.sheet) == []
    assert markup(ask.sheet) == []
    shown = [one for one in ask.sheet.findChildren(QLineEdit) if one.isVisible()]
    hidden = [one for one in shown if one.echoMode() is QLineEdit.EchoMode.Password]
    assert {name_of(one) for one in shown} - {name_of(one) for one in hidden} <= {"Recovery key"}


def test_escape_asks_nothing(window: QWidget) -> None:
    ask = Ask(window, WRONG, begins=True, lost=False)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert ask.sheet.isHidden()
    assert ask.told == []
