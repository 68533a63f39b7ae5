"""What connecting real accounts takes, service by service, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.card import Card
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SERVICES = (
    ("Zendesk", "Subdomain and a public client id from your admin. You sign in with your browser."),
    ("Slack", "A sign-in with your browser, or a bot token your admin gives you."),
    ("Confluence", "Nothing for public articles; an API token for private spaces."),
)


def show_connect_accounts(window: QWidget) -> Sheet:
    """Open the sheet. It says honestly that this version only works on the sandbox."""
    sheet = Sheet(
        window,
        "Connect accounts",
        "This version works on the sandbox. Sign-in to real accounts comes with the next one.",
        600,
    )
    for name, words in _SERVICES:
        card = Card()
        card.body.addWidget(Label(name, "label"))
        card.body.addWidget(Label(words, "body", "text2", wrap=True))
        sheet.body.addWidget(card)
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet
