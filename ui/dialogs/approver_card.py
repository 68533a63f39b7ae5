"""Who may approve: named by the lead where no policy does. They are found in Slack by their e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import LineField
from ui.widgets.page import clear
from ui.widgets.text import Label

if TYPE_CHECKING:
    from desktop.accounts.contract import SignInCommands
    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks

_KEY = "accounts.approvers"


class ApproverCard(Card):
    """The managers known so far, and a line to add one."""

    def __init__(self, accounts: SignInCommands, tasks: Tasks) -> None:
        super().__init__()
        self.setAccessibleName("Who approves")
        self._accounts, self._tasks = accounts, tasks
        self.body.addWidget(Label("Who approves", "section"))
        words = "A manager gets a link in Slack and answers on a page. You cannot approve your own plan."
        self.body.addWidget(Label(words, "caption", "text2", wrap=True))
        self._known = QVBoxLayout()
        self._known.setSpacing(4)
        self.body.addLayout(self._known)
        self._name = LineField("Name", name="Approver's name")
        self._email = LineField("E-mail in Slack", name="Approver's e-mail address")
        add = Button("Add", "secondary", "plus")
        add.setAccessibleName("Add an approver")
        add.clicked.connect(self._add)
        self._email.line.returnPressed.connect(add.click)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._email, 1)
        row.addWidget(add)
        self.body.addLayout(row)
        self._tasks.start(self._read(), _KEY)

    def _add(self) -> None:
        self._tasks.start(self._name_one(), _KEY, self._fail)

    async def _name_one(self) -> None:
        await self._accounts.name_approver(self._name.text(), self._email.text())
        self._email.clear_fault()
        for field in (self._name, self._email):
            field.line.clear()
        await self._read()

    def _fail(self, problem: Problem) -> None:
        self._email.fail(f"{problem.message} {problem.remedy}")

    async def _read(self) -> None:
        known = await self._accounts.approvers()
        clear(self._known)
        for name, email in known:
            self._known.addWidget(Label(f"{name}, {email}", "body", elide=True))
        if not known:
            self._known.addWidget(Label("Nobody yet.", "body", "text2"))
