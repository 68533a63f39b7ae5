"""One safeguard's verdict on a draft, in one line: its name, how it went, and why when it failed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.plan import CheckResult
from ui.widgets.icon import Icon
from ui.widgets.text import Label

_NAMES = {
    "verified_kb": "Verified KB",
    "no_jargon": "No jargon",
    "empathy": "Acknowledge, apologise, next step, time",
    "no_foreign_values": "No value of another customer",
    "no_phi": "Nothing that identifies a patient",
    "no_placeholder": "Nothing left open",
    "no_promise_without_authority": "No promise without authority",
    "readability": "Easy to read",
    "ticket_language": "In the ticket's language",
    "own": "Yours: a person checks it",
}


class CheckLine(QWidget):
    """A tick, or a warning with the reason."""

    def __init__(self, check: CheckResult) -> None:
        super().__init__()
        icon, token = ("check", "ok") if check.passed else ("triangle-alert", "warn")
        named = _NAMES.get(check.check, check.check.replace("_", " ").capitalize())
        name = check.line or named
        why = f"{check.detail} ({check.found})" if check.found else check.detail
        words = f"{name}: {why}" if why else name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark = Icon(icon, token, 14, "passed" if check.passed else "failed")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(words, "caption", "text2", wrap=True), 1)
