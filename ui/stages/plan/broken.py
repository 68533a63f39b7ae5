"""The safeguards the plan's drafts do not keep, each with how many and why: seen before anybody says yes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.stages.plan.contract import Broken
from ui.theme.counted import counted
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.text import Label


class BrokenCard(Card):
    """A card that is there only when something is not kept."""

    def __init__(self) -> None:
        super().__init__("warn")
        self._head = Label("", "label", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._head, 1)
        self.body.addLayout(row)
        self.body.addLayout(self._lines)
        self.hide()

    def show_broken(self, broken: tuple[Broken, ...]) -> None:
        """Draw one line a safeguard."""
        clear(self._lines)
        for one in broken:
            held = " Not sent." * one.blocks
            words = f"{one.line}: {one.failed} of {counted(one.total, 'draft')}.{held} {one.why}"
            self._lines.addWidget(Label(words.strip(), "body", "text2", wrap=True))
        lines = counted(len(broken), "safeguard")
        self._head.say(f"{lines} not kept by these drafts. The manager sees it too.")
        self.setAccessibleName(self._head.text())
        self.setVisible(bool(broken))
