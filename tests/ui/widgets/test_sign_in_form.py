"""The ways to sign in: the best one open, the others folded away; only what is missing is asked for."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.accounts.contract import Entered
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.values import Toolkit
from tests.ui.reading import button, markup, name_of, nameless, settle, words
from ui.dialogs.gallery_accounts import tool_card
from ui.widgets.sign_in_form import SignInForm

SIGNED_IN = [one for one in Toolkit if USES[one].ways]
"""The services one signs in to."""


def form(qtbot: QtBot, toolkit: Toolkit, **fields: Any) -> SignInForm:
    made = SignInForm(tool_card(toolkit, **fields))
    qtbot.addWidget(made)
    made.show()
    return made


def fields(made: SignInForm) -> dict[str, QLineEdit]:
    settle()
    return {name_of(one): one for one in made.findChildren(QLineEdit) if one.isVisibleTo(made)}


def with_needs(toolkit: Toolkit, *pairs: tuple[str, bool]) -> dict[str, Any]:
    needs = tool_card(toolkit).needs
    return {
        "needs": tuple(
            replace(need, value=value, settled=settled)
            for need, (value, settled) in zip(needs, pairs, strict=True)
        )
    }


def test_what_nobody_said_is_asked_for_and_what_the_policy_settles_is_not(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.ZENDESK, **with_needs(Toolkit.ZENDESK, ("acme", True), ("", False)))
    assert list(fields(made)) == ["Zendesk: Client id"]


def test_a_policy_that_settles_everything_leaves_one_button(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.ZENDESK, **with_needs(Toolkit.ZENDESK, ("a", True), ("b", True)))
    assert fields(made) == {}
    with qtbot.waitSignal(made.wanted) as told:
        button(made, "Zendesk: Sign in with your browser").click()
    assert told.args == [Way.BROWSER, Entered(), {}]


def test_what_was_typed_before_stands_there_and_can_be_corrected(qtbot: QtBot) -> None:
    """A slip in the subdomain is found out at the browser only: it must not be there for ever."""
    needs = with_needs(Toolkit.ZENDESK, ("acmee", False), ("triagedeck", False))
    made = form(qtbot, Toolkit.ZENDESK, **needs)
    typed = fields(made)["Zendesk: Subdomain"]
    assert typed.text() == "acmee"
    typed.setText("acme")
    with qtbot.waitSignal(made.wanted) as told:
        button(made, "Zendesk: Sign in with your browser").click()
    assert told.args[2] == {"zendesk.subdomain": "acme"}, "what did not change is not kept again"


def test_the_other_ways_are_folded_away_until_asked_for(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.ZENDESK)
    assert "Use an API token" not in words(made)
    button(made, "Other ways").click()
    assert "Use an API token" in words(made)
    assert "Connect through Composio" in words(made)
    button(made, "Other ways").click()
    assert "Use an API token" not in words(made)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_every_field_and_button_has_a_name_of_its_own(qtbot: QtBot, toolkit: Toolkit) -> None:
    made = form(qtbot, toolkit)
    button(made, "Other ways").click()
    assert nameless(made) == []
    assert markup(made) == []
    names = [name_of(one) for one in made.findChildren(QLineEdit)]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{tool_card(toolkit).title}: ") for name in names)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_a_secret_is_never_shown_while_it_is_typed(qtbot: QtBot, toolkit: Toolkit) -> None:
    made = form(qtbot, toolkit)
    button(made, "Other ways").click()
    hidden = {
        name.split(": ")[1]
        for name, line in fields(made).items()
        if line.echoMode() is QLineEdit.EchoMode.Password
    }
    card = tool_card(toolkit)
    assert hidden == {card.pasted, "Composio key", *([card.secret] if card.secret else [])}


def test_a_pasted_token_goes_with_its_address_by_enter(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.ZENDESK)
    button(made, "Other ways").click()
    lines = fields(made)
    lines["Zendesk: e-mail address"].setText("sam@acme.test")
    lines["Zendesk: API token"].setText("tok")
    with qtbot.waitSignal(made.wanted) as told:
        QTest.keyClick(lines["Zendesk: API token"], Qt.Key.Key_Return)
    way, entered, _ = told.args
    assert (way, entered.token, entered.user) == (Way.TOKEN, "tok", "sam@acme.test")


def test_enter_in_what_the_browser_way_needs_signs_in_by_browser(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.SLACK)
    line = fields(made)["Slack: Client id"]
    line.setText("1.2")
    with qtbot.waitSignal(made.wanted) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == [Way.BROWSER, Entered(), {"slack.client_id": "1.2"}]


def test_confluence_is_first_offered_without_anybody_and_the_app_secret_by_browser(
    qtbot: QtBot,
) -> None:
    made = form(qtbot, Toolkit.CONFLUENCE)
    with qtbot.waitSignal(made.wanted) as told:
        button(made, "Confluence: Use without signing in").click()
    assert told.args[0] is Way.ANONYMOUS
    button(made, "Other ways").click()
    fields(made)["Confluence: App secret"].setText("s")
    with qtbot.waitSignal(made.wanted) as told:
        button(made, "Confluence: Sign in with your browser").click()
    assert (told.args[0], told.args[1].token) == (Way.BROWSER, "s")


def test_without_an_admins_broker_composio_is_not_offered(qtbot: QtBot) -> None:
    made = form(qtbot, Toolkit.SLACK, ways=(Way.BROWSER, Way.TOKEN))
    button(made, "Other ways").click()
    assert "Composio" not in words(made)
    assert "Use a bot token" in words(made)


def test_confluence_asks_for_its_site_first_and_for_a_client_id_where_the_browser_is(
    qtbot: QtBot,
) -> None:
    made = form(qtbot, Toolkit.CONFLUENCE)
    assert list(fields(made)) == ["Confluence: Site"]
    line = fields(made)["Confluence: Site"]
    line.setText("acme")
    with qtbot.waitSignal(made.wanted) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == [Way.ANONYMOUS, Entered(), {"confluence.site": "acme"}]
    button(made, "Other ways").click()
    assert "Confluence: Client id" in fields(made)
