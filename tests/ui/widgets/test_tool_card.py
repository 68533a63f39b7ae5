"""A tool card in each state: what it says, what can be done on it, where the keyboard goes."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.accounts.contract import Entered, Rights, RightsState, Spent
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.values import Readiness, Toolkit
from tests.ui.reading import button, controls, markup, name_of, nameless, words
from ui.dialogs.gallery_accounts import tool_card
from ui.widgets.tool_card import ToolView, spent_words

READY = {"readiness": Readiness.READY, "account": "Sam Rivera", "reason": "", "fix": ""}

SIGNED_IN = [one for one in Toolkit if USES[one].ways]
"""The services one signs in to."""


Show = Callable[..., ToolView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Put a card on a page with something else that takes the keyboard."""
    pages: list[QWidget] = []

    def made(toolkit: Toolkit, **fields: Any) -> ToolView:
        page, view = QWidget(), ToolView(tool_card(toolkit, **fields))
        pages.append(page)
        column = QVBoxLayout(page)
        column.addWidget(view)
        column.addWidget(QLineEdit())
        qtbot.addWidget(page)
        page.resize(500, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return view

    return made


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_signed_out_it_lists_what_is_used_and_what_cannot_happen_and_offers_the_best_way(
    show: Show, toolkit: Toolkit
) -> None:
    view = show(toolkit)
    said = words(view)
    for line in (*view.card.does, *view.card.cannot):
        assert line in said
    assert "Needs auth" in view.accessibleName()
    best = (
        "Use without signing in" if toolkit is Toolkit.CONFLUENCE else "Sign in with your browser"
    )
    assert button(view, f"{view.card.title}: {best}").isVisible()
    assert nameless(view) == []
    assert markup(view) == []


def test_only_an_optional_service_says_that_one_can_do_without(show: Show) -> None:
    assert "can do without it" in words(show(Toolkit.CONFLUENCE))
    assert "can do without it" not in words(show(Toolkit.ZENDESK))


def test_signed_in_it_says_how_and_as_whom_and_offers_to_sign_out(qtbot: QtBot, show: Show) -> None:
    view = show(Toolkit.ZENDESK, way=Way.BROWSER, **READY)
    assert "Signed in as Sam Rivera (by browser)" in words(view)
    assert view.accessibleName() == "Zendesk: Ready"
    with qtbot.waitSignal(view.left):
        button(view, "Sign out of Zendesk").click()
    assert view.findChildren(QLineEdit) == []


def test_more_rights_than_needed_are_said_and_those_as_asked_are_not(show: Show) -> None:
    more = Rights(RightsState.MORE, "More than is needed was granted: write. It is not used.", "x")
    view = show(Toolkit.ZENDESK, way=Way.BROWSER, rights=more, **READY)
    assert "More than is needed was granted: write" in words(view)
    plain = show(Toolkit.ZENDESK, way=Way.BROWSER, **READY)
    assert "granted" not in words(plain)


def test_a_sign_in_that_ended_says_why_and_what_to_do_and_offers_it_again(show: Show) -> None:
    view = show(
        Toolkit.SLACK, way=Way.BROWSER, reason="The sign-in has expired.", fix="Sign in again."
    )  # fmt: skip
    said = words(view)
    assert "The sign-in has expired." in said
    assert "Sign in again." in said
    assert "Nobody is signed in" not in said
    assert button(view, "Slack: Sign in with your browser").isVisible()


def test_a_sandbox_card_offers_no_way_in_or_out(show: Show) -> None:
    ready = show(Toolkit.ZENDESK, ways=(), needs=(), **READY)
    assert controls(ready) == []
    away = show(
        Toolkit.ZENDESK, ways=(), needs=(), readiness=Readiness.OFFLINE, reason="Away.", fix="Wait."
    )  # fmt: skip
    assert controls(away) == []
    assert "Away." in words(away)


def test_while_the_browser_is_open_it_waits_and_can_be_cancelled_by_keyboard(
    qtbot: QtBot, show: Show
) -> None:
    view = show(Toolkit.ZENDESK)
    view.wait_for(Toolkit.ZENDESK)
    assert "Waiting for your browser" in words(view)
    assert "Sign in with your browser" not in words(view)
    focused = QApplication.focusWidget()
    assert name_of(focused) == "Cancel"
    with qtbot.waitSignal(view.stopped):
        QTest.keyClick(focused, Qt.Key.Key_Space)


def test_another_services_browser_page_is_none_of_its_business(show: Show) -> None:
    view = show(Toolkit.ZENDESK)
    view.wait_for(Toolkit.SLACK)
    assert "Waiting" not in words(view)
    view.take_fault(Toolkit.SLACK, "Slack said no.")
    assert "Slack said no." not in words(view)


def test_a_fault_stands_on_the_card_and_what_was_typed_stays(show: Show) -> None:
    view = show(Toolkit.ZENDESK)
    field = view.findChildren(QLineEdit)[0]
    field.setText("acme")
    view.wait_for(Toolkit.ZENDESK)
    view.take_fault(Toolkit.ZENDESK, "Zendesk was not connected. Begin again.")
    view.wait_for(None)
    assert "Zendesk was not connected. Begin again." in words(view)
    assert view.accessibleDescription() == "Zendesk was not connected. Begin again."
    assert field.text() == "acme"
    assert field.isVisible()
    view.wait_for(Toolkit.ZENDESK)
    assert "not connected" not in words(view), "a new try begins without the old fault"


def test_what_was_kept_of_the_setup_is_the_same_card(show: Show) -> None:
    """Or a fault, and all that was typed, would go with the card as soon as its setup is kept."""
    view = show(Toolkit.ZENDESK)
    kept = tuple(type(n)(n.field, n.label, n.hint, "acme", n.settled) for n in view.card.needs)
    assert view.says(tool_card(Toolkit.ZENDESK, needs=kept))
    assert view.says(tool_card(Toolkit.ZENDESK, spent=Spent((("home", 3),), 3)))
    assert not view.says(tool_card(Toolkit.ZENDESK, way=Way.BROWSER, **READY))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_after_waiting_the_keyboard_is_where_a_stray_key_does_nothing(
    show: Show, key: Qt.Key
) -> None:
    view = show(Toolkit.ZENDESK, way=Way.BROWSER, **READY)
    done: list[str] = []
    view.left.connect(lambda: done.append("out"))
    view.wanted.connect(lambda *_: done.append("in"))
    view.wait_for(Toolkit.ZENDESK)
    view.wait_for(None)
    focused = QApplication.focusWidget()
    assert focused is view
    QTest.keyClick(focused, key)
    assert done == []


def test_by_keyboard_alone_one_signs_in(qtbot: QtBot, show: Show) -> None:
    view = show(Toolkit.SLACK)
    fields = view.findChildren(QLineEdit)
    fields[0].setFocus()
    QTest.keyClicks(fields[0], "1000.2000")
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if name_of(QApplication.focusWidget()) == "Slack: Sign in with your browser":
            break
    with qtbot.waitSignal(view.wanted) as told:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert told.args == [Way.BROWSER, Entered(), {"slack.client_id": "1000.2000"}]


def test_what_was_spent_is_shown_only_where_somebody_is_signed_in(show: Show) -> None:
    spent = Spent((("home", 5), ("prepare", 41)), 46, 700)
    ready = show(Toolkit.ZENDESK, way=Way.BROWSER, spent=spent, **READY)
    assert "46 requests: Home 5, Prepare 41." in words(ready)
    ready.spend(Spent((("home", 5), ("prepare", 42)), 47, 700))
    assert "47 requests" in words(ready)
    assert "requests" not in words(show(Toolkit.ZENDESK, spent=spent))
    assert "request" not in words(show(Toolkit.ZENDESK, way=Way.BROWSER, **READY))


@pytest.mark.parametrize(
    ("last", "limit", "said"),
    [
        (0, 700, "Under 1 % of"),
        (6, 700, "Under 1 % of"),
        (7, 700, "1 % of"),
        (350, 700, "50 % of"),
        (5, None, "Home 5."),
    ],
)
def test_the_share_of_the_limit_is_never_said_as_nothing(
    last: int, limit: int | None, said: str
) -> None:
    told = spent_words(Spent((("home", 5),), last, limit))
    assert said in told
    assert "0%" not in told
    assert ("limit" in told) is (limit is not None)
