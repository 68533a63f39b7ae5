"""The first start: try a mission on the sandbox, or connect accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.state import StateView
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable


class Welcome(Ground):
    """Signals: ``tried``, ``connected`` with the profile. While the sandbox starts, or when it fails, it says so."""

    tried = Signal()
    connected = Signal(str)

    def __init__(self) -> None:
        super().__init__("surface")
        self.setAccessibleName("Welcome")
        self.try_it = Button("Try a mission", "primary", "play")
        self.connect_accounts = Button("Connect accounts", "secondary", "key-round")
        self.try_it.clicked.connect(self.tried)
        self.connect_accounts.clicked.connect(lambda: self.connected.emit("production"))
        self.train = Button("A training profile instead", "quiet", dense=True)
        self.train.clicked.connect(lambda: self.connected.emit("training"))
        self._state = StateView()
        self._state.hide()
        self._choices = QHBoxLayout()
        self._cards = [
            _card(
                "play",
                "Try it on the sandbox",
                "A small server on this computer speaks like Zendesk, Confluence and Slack. "
                "Fictional customers are in a surge. Nothing leaves this computer.",
                self.try_it,
            ),
            _card(
                "key-round",
                "Work with your accounts",
                "Your admin gives a subdomain and a client id once. You sign in with your browser.",
                self.connect_accounts,
                self.train,
            ),
        ]
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addWidget(Label("Welcome to Triage Deck", "figure"))
        inner.addWidget(
            Label(
                "From a surge to answered, with a manager's yes and 15 minutes to take it back.",
                "body",
                "text2",
                wrap=True,
            )
        )
        inner.addSpacing(16)
        self._choices.setSpacing(16)
        for card in self._cards:
            self._choices.addWidget(card, 1)
        inner.addLayout(self._choices)
        inner.addWidget(self._state)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(48, 48, 48, 48)
        outer.addStretch(2)
        outer.addLayout(inner)
        outer.addStretch(3)

    def show_starting(self, words: str) -> None:
        """Say what is being started."""
        for card in self._cards:
            card.setVisible(False)
        self._state.show()
        self._state.show_progress(words, 0, 0, "", None)

    def show_choices(self) -> None:
        """Offer both ways again."""
        for card in self._cards:
            card.setVisible(True)
        self._state.hide()

    def show_problem(self, title: str, message: str, remedy: str) -> None:
        """Say why it did not start; both ways stay open."""
        self.show_choices()
        self._state.show()
        self._state.show_state("plug", title, f"{message} {remedy}", [], "crit")

    def offer(self, title: str, message: str, way: str, go: Callable[[], None]) -> None:
        """Say what stands in the way, and the one way round it."""
        self.show_choices()
        self._state.show()
        self._state.show_state("lock", title, message, [(way, go)], "info")


def _card(icon: str, title: str, words: str, button: Button, *others: Button) -> Card:
    card = Card()
    card.setMinimumWidth(260)
    card.body.setContentsMargins(20, 20, 20, 20)
    card.body.setSpacing(10)
    card.body.addWidget(Icon(icon, "accent_text", 24))
    card.body.addWidget(Label(title, "card_title"))
    card.body.addWidget(Label(words, "body", "text2", wrap=True))
    card.body.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in (button, *others):
        row.addWidget(one)
    row.addStretch(1)
    card.body.addLayout(row)
    return card
