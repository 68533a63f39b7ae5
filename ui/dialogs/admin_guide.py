"""The admin guide as a sheet: what to do in each service, and what is copied there letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.accounts.guide import Chapter, chapters
from desktop.base.paths import policy_file
from ui.dialogs.sheet import Sheet
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_admin_guide(window: QWidget) -> Sheet:
    """Open the sheet."""
    sheet = Sheet(
        window,
        "Admin guide",
        "An admin does this once. Leads then sign in within two minutes.",
        680,
    )
    for chapter in chapters(str(policy_file())):
        sheet.body.addWidget(_card(chapter))
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet


def _card(chapter: Chapter) -> Card:
    card = Card()
    card.body.addWidget(Label(chapter.title, "label"))
    for number, step in enumerate(chapter.steps, 1):
        card.body.addWidget(Label(f"{number}. {step}", "body", "text2", wrap=True))
    if chapter.copied:
        whole = "\n".join(chapter.copied)
        card.body.addWidget(Label(whole, "mono", "text", wrap=True))
        copy = Button("Copy", "quiet", "copy", dense=True)
        copy.setAccessibleName(f"Copy for {chapter.title}")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(whole))
        card.body.addWidget(copy)
    return card
