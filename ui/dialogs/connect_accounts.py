"""The sheet of the profile's accounts: a card a service with its sign-in, the admin guide, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge.sign_in import SigningIn
from ui.dialogs.admin_guide import show_admin_guide
from ui.dialogs.approver_card import ApproverCard
from ui.dialogs.recovery import show_recovery_key
from ui.dialogs.sheet import Sheet
from ui.dialogs.sign_in import attend
from ui.widgets.page import clear
from ui.widgets.state import Skeleton
from ui.widgets.tool_card import ToolView

if TYPE_CHECKING:
    from desktop.accounts.contract import ToolCard
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.tasks import Tasks

_KEY = "accounts.cards"


class AccountsSheet(Sheet):
    """Cards are asked anew whenever something was done on one; what is typed on the others stays."""

    def __init__(self, window: QWidget, desk: ScreenDesk, tasks: Tasks) -> None:
        super().__init__(
            window,
            "Your accounts",
            "Only the rights on the cards are used. Your browser signs you in; no password is typed here.",
            720,
        )
        self._desk, self._tasks = desk, tasks
        self._signing = SigningIn(desk.accounts, tasks)
        self._signing.changed.connect(self.refresh)
        self._views: list[ToolView] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._cards.addWidget(Skeleton(4))
        self.body.addLayout(self._cards)
        self.body.addWidget(ApproverCard(desk.accounts, tasks))
        self.act("Admin guide", lambda: show_admin_guide(window))
        if desk.recovery_key is not None:
            make = desk.recovery_key
            self.act("Recovery key", lambda: show_recovery_key(window, make, tasks))
        self.act("Done", lambda: None, "primary")
        self.closed.connect(self._signing.cancel)

    def refresh(self) -> None:
        """Ask every service now."""
        self._tasks.start(self._ask(), _KEY)

    async def _ask(self) -> None:
        self._show(await self._desk.accounts.cards())

    def _show(self, cards: tuple[ToolCard, ...]) -> None:
        if not self._views:
            clear(self._cards)
        for at, card in enumerate(cards):
            if at < len(self._views) and self._views[at].says(card):
                continue
            view = ToolView(card)
            attend(view, self._signing)
            if at < len(self._views):
                self._replace(at, view)
            else:
                self._cards.addWidget(view)
                self._views.append(view)
            view.show()
        self.refit()

    def _replace(self, at: int, view: ToolView) -> None:
        before, self._views[at] = self._views[at], view
        self._cards.replaceWidget(before, view)
        view.show()
        view.take_over(before)
        before.hide()
        before.deleteLater()


def show_accounts(window: QWidget, desk: ScreenDesk, tasks: Tasks) -> AccountsSheet:
    """Open the sheet."""
    sheet = AccountsSheet(window, desk, tasks)
    sheet.open()
    sheet.refresh()
    return sheet
