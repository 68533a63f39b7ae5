"""The recovery key, shown once to be printed or written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtWidgets import QWidget

    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks


def show_recovery_key(window: QWidget, make: Callable[[], Awaitable[str]], tasks: Tasks) -> Sheet:
    """Open the sheet and make a key; one made before opens nothing any more."""
    sheet = Sheet(
        window,
        "Recovery key",
        "It opens this profile when the keyring or the passphrase is lost, or on a new computer. "
        "Write it down and keep it away from this one. It is shown only now; an older one is void.",
        520,
    )
    key = Label("", "clock_large", wrap=True)
    key.setAccessibleName("Recovery key")
    sheet.body.addWidget(key)

    async def show() -> None:
        key.say(await make())
        sheet.refit()

    def fail(problem: Problem) -> None:
        sheet.shut()  # nothing is there to be written down
        tasks.failed.emit(problem)

    sheet.act("I have written it down", lambda: None, "primary")
    sheet.open()
    tasks.start(show(), "accounts.recovery", fail)
    return sheet
