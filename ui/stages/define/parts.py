"""Define's own small parts: one line of the brief, one tip, one answer to a question."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.stages.define.contract import Choice
from ui.theme.plain import one_line
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.text import Label


class Answer(QWidget):
    """One answer to the question, as a button."""

    def __init__(self) -> None:
        super().__init__()
        self.button = Button("", "secondary", "arrow-right", dense=True)
        self._take: Callable[[], None] = lambda: None
        self.button.clicked.connect(lambda: self._take())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch()

    def show_choice(self, choice: Choice, take: Callable[[str], None]) -> None:
        """Draw an answer; ``take`` gets the intent it stands for."""
        self.button.say(one_line(choice.words, 80).replace("&", "&&"))
        self._take = lambda: take(choice.intent)


class BriefLine(QWidget):
    """One line of the brief: its name, its words, a pencil."""

    def __init__(self, name: str, on_edit: Callable[[], None]) -> None:
        super().__init__()
        self.words = Label("", "body", wrap=True)
        self.note = Label("", "caption", "text2", wrap=True)
        self.pencil = IconButton("pencil", f"Change {name.lower()}")
        self.pencil.clicked.connect(on_edit)
        head = Label(name, "body", "text2")
        head.setFixedWidth(100)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(16)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)

    def show_words(self, words: str, note: str = "", *, changeable: bool = True) -> None:
        """Draw the words."""
        self.words.say(words)
        self.note.say(note)
        self.note.setVisible(bool(note))
        self.pencil.setVisible(changeable)


_PERSONAS = {
    "Support": "message-square",
    "Compliance": "shield-check",
    "Engineering on-call": "siren",
}


class TipCard(Card):
    """What one persona would say; a tip is ``Persona: words``."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        who, _, words = tip.partition(": ")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(_PERSONAS.get(who, "info")))
        head.addWidget(Label(f"{who} would say" if words else "Tip", "caption_strong", "text2"), 1)
        self.body.addLayout(head)
        self.body.addWidget(Label(words or who, "body", "text2", wrap=True))
        self.body.addStretch(1)
        self.setAccessibleName(tip)
