"""A problem in words: what, whose fault, what to do; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import Fault
from ui.dialogs.sheet import Sheet
from ui.widgets.text import Label

if TYPE_CHECKING:
    from ui.bridge.problems import Problem

_WHOSE = {
    Fault.USER: "",
    Fault.SERVICE: "The service is at fault. What was done is kept.",
    Fault.MACHINE: "This computer is at fault. What was done is kept.",
    Fault.PROGRAM: "",
}


def show_trouble(window: QWidget, problem: Problem) -> Sheet:
    """Open the sheet."""
    sheet = Sheet(window, problem.title, problem.message)
    sheet.body.addWidget(Label(problem.remedy, "body", wrap=True))
    if _WHOSE[problem.fault]:
        sheet.body.addWidget(Label(_WHOSE[problem.fault], "caption", "text2", wrap=True))
    sheet.act("Copy details", lambda: QApplication.clipboard().setText(problem.details), "quiet")
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet
