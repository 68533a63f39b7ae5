"""The sheet of the accounts, the admin guide and the recovery key: what they show, do, and leave alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.accounts.guide import redirects
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.errors import RefusedError, ServiceError
from desktop.domain.values import Toolkit
from tests.ui.accounts import PlayedAccounts, desk_with
from tests.ui.desks import rest
from tests.ui.reading import button, markup, name_of, nameless, words
from ui.bridge.tasks import Tasks
from ui.dialogs.admin_guide import show_admin_guide
from ui.dialogs.connect_accounts import AccountsSheet, show_accounts
from ui.dialogs.recovery import show_recovery_key
from ui.dialogs.sheet import Sheet
from ui.widgets.tool_card import ToolView

NO = RefusedError(
    "Zendesk was not connected", "The page was answered with no.", "Begin again.", 403
)
IN = "Zendesk: Sign in with your browser"


class Open:
    """The open sheet."""

    def __init__(self, window: QWidget, accounts: PlayedAccounts) -> None:
        self.window, self.accounts, self.tasks = window, accounts, Tasks()
        self.sheet: AccountsSheet = show_accounts(window, desk_with(accounts), self.tasks)

    async def rest(self) -> None:
        await rest(self.tasks)
        QApplication.processEvents()

    def card(self, title: str) -> ToolView:
        return next(
            v for v in self.sheet.findChildren(ToolView) if v.card.title == title and v.isVisible()
        )

    async def press(self, name: str) -> None:
        one = button(self.sheet, name)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(one, Qt.Key.Key_Space)
        await self.rest()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 900)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
async def opened(window: QWidget) -> AsyncIterator[Open]:
    one = Open(window, PlayedAccounts())
    await one.rest()
    yield one
    await one.tasks.close()


async def test_it_shows_a_card_for_every_service_and_names_everything(opened: Open) -> None:
    said = words(opened.sheet)
    assert all(use.title in said for use in USES.values() if use.ways)
    assert nameless(opened.sheet) == []
    assert markup(opened.sheet) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
async def test_after_a_sign_in_a_stray_key_signs_nobody_out(opened: Open, key: Qt.Key) -> None:
    await opened.press(IN)
    assert opened.accounts.signed_in == {Toolkit.ZENDESK: Way.BROWSER}
    assert "Signed in as Sam Rivera (by browser)" in words(opened.card("Zendesk"))
    assert QApplication.focusWidget() is opened.card("Zendesk")
    QTest.keyClick(QApplication.focusWidget(), key)
    await opened.rest()
    assert opened.accounts.signed_in == {Toolkit.ZENDESK: Way.BROWSER}
    assert opened.sheet.isVisible()


async def test_signing_out_brings_the_ways_in_back(opened: Open) -> None:
    opened.accounts.signed_in[Toolkit.SLACK] = Way.BROWSER
    opened.sheet.refresh()
    await opened.rest()
    await opened.press("Sign out of Slack")
    assert opened.accounts.signed_in == {}
    assert button(opened.sheet, "Slack: Sign in with your browser").isVisible()


async def test_a_sign_out_the_service_did_not_hear_of_is_said_on_the_card_that_is_signed_out(
    opened: Open,
) -> None:
    opened.accounts.signed_in[Toolkit.SLACK] = Way.BROWSER
    opened.sheet.refresh()
    await opened.rest()
    opened.accounts.problem = ServiceError("Signed out here only", "Slack did not say so.", "Look.")
    await opened.press("Sign out of Slack")
    said = words(opened.card("Slack"))
    assert "Signed out here only" in said
    assert "Nobody is signed in yet." in said
    opened.accounts.problem = None
    await opened.press("Slack: Sign in with your browser")
    assert "Signed out here only" not in words(opened.card("Slack"))


async def test_a_no_stands_on_its_card_with_what_was_typed_although_that_was_kept(
    opened: Open,
) -> None:
    opened.accounts.problem = NO
    fields = {name_of(one): one for one in opened.card("Zendesk").findChildren(QLineEdit)}
    fields["Zendesk: Subdomain"].setText("acme")
    await opened.press(IN)
    assert opened.accounts.kept == {"zendesk.subdomain": "acme"}
    assert "Zendesk was not connected" in words(opened.card("Zendesk"))
    assert fields["Zendesk: Subdomain"].text() == "acme"
    assert "not connected" not in words(opened.card("Slack"))


async def test_what_is_typed_on_one_card_outlives_a_sign_in_on_another(opened: Open) -> None:
    slack = next(one for one in opened.card("Slack").findChildren(QLineEdit))
    slack.setText("1000.2000")
    await opened.press(IN)
    assert slack.text() == "1000.2000"
    assert slack.isVisible()


async def test_closing_the_sheet_stops_waiting_for_the_browser(opened: Open) -> None:
    opened.accounts.slow = True
    button(opened.sheet, IN).click()
    await asyncio.sleep(0.02)
    assert "Waiting for your browser" in words(opened.card("Zendesk"))
    button(opened.sheet, "Done").click()
    await opened.rest()
    assert opened.accounts.signed_in == {}
    assert not opened.tasks.runs("accounts.sign_in")


async def test_only_a_profile_that_can_has_a_recovery_key(window: QWidget) -> None:
    async def make() -> str:
        return "0G3N-CGVK-8ZCQ-VSG9-0YBB-NE9N-1JK0"

    tasks = Tasks()
    for key, offered in ((None, False), (make, True)):
        sheet = show_accounts(window, desk_with(PlayedAccounts(), recovery_key=key), tasks)
        await rest(tasks)
        assert ("Recovery key" in words(sheet)) is offered
        sheet.shut()
    await tasks.close()


async def test_a_recovery_key_is_shown_once_made_and_named_for_who_cannot_see_it(
    window: QWidget,
) -> None:
    made: list[str] = []

    async def make() -> str:
        made.append("0G3N-CGVK-8ZCQ-VSG9-0YBB-NE9N-1JK0")
        return made[-1]

    tasks = Tasks()
    sheet = show_recovery_key(window, make, tasks)
    await rest(tasks)
    assert made[0] in words(sheet)
    assert "It is shown only now" in words(sheet)
    assert nameless(sheet) == []
    button(sheet, "I have written it down").click()
    assert sheet.isHidden()
    assert len(made) == 1


async def test_a_recovery_key_that_cannot_be_made_closes_its_sheet_and_says_why(
    window: QWidget,
) -> None:
    async def make() -> str:
        raise NO

    tasks, told = Tasks(), list[str]()
    tasks.failed.connect(lambda problem: told.append(problem.title))
    show_recovery_key(window, make, tasks)
    await rest(tasks)
    assert told == [NO.title]
    left = [one for one in window.findChildren(Sheet) if one.isVisible()]
    assert left == [], "an empty key must not look like one to write down"


def guide(window: QWidget) -> Sheet:
    return show_admin_guide(window)


def test_the_admin_guide_shows_every_service_and_copies_letter_by_letter(window: QWidget) -> None:
    sheet = guide(window)
    said = words(sheet)
    for toolkit, use in USES.items():
        assert use.title in said
        assert all(one in said for one in redirects(toolkit) if use.ways)
    button(sheet, "Copy for Zendesk").click()
    assert QApplication.clipboard().text() == "\n".join(redirects(Toolkit.ZENDESK))
    assert nameless(sheet) == []
    assert markup(sheet) == []


def test_the_admin_guide_closes_by_escape_and_by_its_button(window: QWidget) -> None:
    first = guide(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert first.isHidden()
    second = guide(window)
    button(second, "Close").click()
    assert second.isHidden()
