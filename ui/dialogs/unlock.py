"""Opening a profile that does not open by itself: a passphrase, or the recovery key when the key is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ui.dialogs.sheet import Sheet
from ui.widgets.field import LineField
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.bridge.problems import Problem

_SHORTEST = 12
_BEGINS = (
    "This computer has no keyring that may keep the profile's key: a passphrase keeps it. It is asked for at each "
    "start. Without it, only a recovery key opens the profile."
)


class UnlockSheet(Sheet):
    """Signals ``entered`` with passphrase and recovery key; the one that is not needed is empty.

    Args:
        window: What it lies over.
        problem: Why the profile did not open.
        begins: The profile is new: the passphrase is chosen, and typed twice.
        lost: The key is gone: the recovery key is asked for.
    """

    entered = Signal(str, str)

    def __init__(self, window: QWidget, problem: Problem, *, begins: bool, lost: bool) -> None:
        title = "Choose a passphrase" if begins else problem.title
        words = _BEGINS if begins else f"{problem.message} {problem.remedy}"
        super().__init__(window, title, words, 480)
        self._begins, self._lost = begins, lost
        self._recovery = LineField("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", name="Recovery key")
        self._typed = _secret("Passphrase")
        self._typed_again = _secret("The same passphrase again")
        if lost:
            self.body.addWidget(self._recovery)
            hint = "A new passphrase is needed only where no keyring may keep the key."
            self.body.addWidget(Label(hint, "caption", "text2", wrap=True))
        self.body.addWidget(self._typed)
        if begins or lost:
            self.body.addWidget(self._typed_again)
        button = self.stay("Open", self._enter)
        for field in (self._recovery, self._typed, self._typed_again):
            field.line.returnPressed.connect(button.click)

    def open(self) -> None:
        """Show it, the keyboard where one types."""
        super().open()
        (self._recovery if self._lost else self._typed).setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        words = self._typed.text()
        chooses = self._begins or (self._lost and bool(words))
        if self._lost and not self._recovery.text().strip():
            self._recovery.fail("Type the recovery key from the print.")
        elif chooses and len(words) < _SHORTEST:
            self._typed.fail(f"At least {_SHORTEST} characters: nothing else protects the profile.")
        elif chooses and words != self._typed_again.text():
            self._typed_again.fail("This is not the same passphrase.")
        else:
            self.shut()
            self.entered.emit(words, self._recovery.text() if self._lost else "")


def _secret(name: str) -> LineField:
    field = LineField(name, name=name)
    field.line.setEchoMode(QLineEdit.EchoMode.Password)
    return field
