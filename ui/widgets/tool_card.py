"""A tool card: exactly what is used, what cannot happen, who we are there; signing in happens on the card itself."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.accounts.contract import RightsState, Spent, ToolCard
from desktop.domain.account import Way
from desktop.domain.values import Readiness, Toolkit
from ui.theme.counted import counted
from ui.theme.fonts import line, px
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.sign_in_form import SignInForm
from ui.widgets.tag import Tag
from ui.widgets.text import Label

ICONS = {
    Toolkit.ZENDESK: "ticket",
    Toolkit.CONFLUENCE: "book-open",
    Toolkit.SLACK: "hash",
    Toolkit.FOLDER: "file-text",
}
BADGES = {
    Readiness.READY: ("Ready", "ok", "circle-check"),
    Readiness.NEEDS_AUTH: ("Needs auth", "warn", "key-round"),
    Readiness.OFFLINE: ("Offline", "neutral", "wifi-off"),
    Readiness.NOT_USED: ("Not used", "neutral", "circle"),
}
_WAYS = {
    Way.BROWSER: "by browser",
    Way.TOKEN: "by token",
    Way.BROKER: "through Composio",
    Way.ANONYMOUS: "as anybody",
}
_NOBODY = "Nobody is signed in yet."
_OPTIONAL = "Nobody is signed in yet. The mission can do without it."
_MARK = 14
_LEAST = 0.01
_FULL = 0.5
"""Never more than half of an account's limit is ours (connectors/budget)."""


class ToolView(Card):
    """One service.

    Signals:
        wanted: A way to sign in, what was entered, and what the setup lacked.
        left: Sign out.
        stopped: Stop waiting for the browser.
    """

    wanted = Signal(object, object, object)
    left = Signal()
    stopped = Signal()

    def __init__(self, card: ToolCard) -> None:
        super().__init__()
        self.card = card
        words, tone, icon = BADGES[card.readiness]
        self.setAccessibleName(f"{card.title}: {words}")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(ICONS.get(card.toolkit, "book-open"), "text2", 20))
        head.addWidget(Label(card.title, "section", elide=True), 1)
        head.addWidget(Tag(words, tone, icon))
        self.body.addLayout(head)
        self._say_rights()
        self.body.addStretch(1)
        self.fault = Label("", "caption", "crit", wrap=True)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self._spent = Label("", "caption", "text2", wrap=True)
        self._calm, self.foot = _room()
        self._busy, busy = _room()
        self._stop = Button("Cancel", "quiet", dense=True)
        self._stop.clicked.connect(self.stopped)
        waiting = "Waiting for your browser. Answer the page there."
        busy.addWidget(Label(waiting, "caption", "text2", wrap=True))
        busy.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._calm)
        self.body.addWidget(self._busy)
        self._ready = card.readiness is Readiness.READY
        if self._ready:
            self._show_ready()
        else:
            self._show_away()
        self.spend(card.spent)
        self.show_calm()

    def says(self, card: ToolCard) -> bool:
        """Whether it shows this card already, whatever was spent since; what was typed stands in its fields."""
        return replace(card, spent=self.card.spent, needs=self.card.needs) == self.card

    @property
    def has_keyboard(self) -> bool:
        """Whether what has the keyboard is the card or lies on it."""
        at: QWidget | None = self.window().focusWidget()
        return at is not None and (at is self or self.isAncestorOf(at))

    def take_keyboard(self) -> None:
        """Take it to the card itself: there Enter does nothing, and its name says how the service stands."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def spend(self, spent: Spent) -> None:
        """Show what was spent by now."""
        self.card = replace(self.card, spent=spent)
        self._spent.say(spent_words(spent))
        self._spent.setVisible(bool(spent.total) and self._ready)

    def show_calm(self) -> None:
        """Offer what can be done; what was typed before is still there."""
        if self._stop.hasFocus():
            # Left to itself it would go to whatever comes next, which may well be "Sign out".
            self.take_keyboard()
        self._calm.show()
        self._busy.hide()

    def show_waiting(self) -> None:
        """A consent page is open in the browser."""
        self.fault.hide()
        self._calm.hide()
        self._busy.show()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait_for(self, toolkit: object) -> None:
        """A browser page of this service is open, or of another, or none is (None)."""
        if toolkit is self.card.toolkit:
            self.show_waiting()
        elif not self._busy.isHidden():
            self.show_calm()

    def take_fault(self, toolkit: object, words: str) -> None:
        """Say on the card itself what went wrong there; what was typed stays."""
        if toolkit is self.card.toolkit:
            self.fault.say(words)
            self.fault.setVisible(bool(words))
            self.setAccessibleDescription(words)

    def take_over(self, before: "ToolView") -> None:
        """Stand in for the card as it was: what went wrong there is still said, the keyboard stays."""
        if not before.fault.isHidden():
            self.take_fault(self.card.toolkit, before.fault.text())
        if before.has_keyboard:
            self.take_keyboard()

    def _say_rights(self) -> None:
        ready = self.card.readiness is Readiness.READY
        icon, tone = ("check", "ok") if ready else ("circle", "text3")
        for words in self.card.does:
            self.body.addLayout(_line(icon, tone, words))
        for words in self.card.cannot:
            self.body.addLayout(_line("x", "text3", words, "text2"))

    def _show_ready(self) -> None:
        how = f" ({_WAYS[self.card.way]})" if self.card.way else ""
        who = f"{self.card.who} {self.card.account}{how}"
        self.foot.addWidget(Label(who, "caption", "text2", wrap=True))
        if self.card.rights.words:
            self.foot.addWidget(_notice(self.card))
        self.foot.addWidget(self._spent)
        if self.card.way is not None:
            leave = Button("Sign out", "quiet", dense=True)
            leave.setAccessibleName(f"Sign out of {self.card.title}")
            leave.clicked.connect(self.left)
            self.foot.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_away(self) -> None:
        nobody = (
            self.card.ways and self.card.way is None and self.card.readiness is Readiness.NEEDS_AUTH
        )
        said = (
            (_NOBODY if self.card.required else _OPTIONAL,)
            if nobody
            else (self.card.reason, self.card.fix)
        )
        for words in filter(None, said):
            self.foot.addWidget(Label(words, "caption", "text2", wrap=True))
        if self.card.ways:
            form = SignInForm(self.card)
            form.wanted.connect(self.wanted)
            self.foot.addWidget(form)


def spent_words(spent: Spent) -> str:
    """Return the requests of this mission by stage, and the share of the account's limit."""
    stages = ", ".join(f"{stage.capitalize()} {count}" for stage, count in spent.stages)
    words = f"{counted(spent.total, 'request')}: {stages}."
    if spent.share is None:
        return words
    share = "Under 1 %" if spent.share < _LEAST else f"{spent.share:.0%}".replace("%", " %")
    most = f"{_FULL:.0%}".replace("%", " %")
    return f"{words} {share} of the account's limit in the last minute, never over {most}."


def _room() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return box, column


def _notice(card: ToolCard) -> QWidget:
    warns = card.rights.state is RightsState.MORE
    box = QWidget()
    row = _line("info" if warns else "check", "text2", card.rights.words, "text2", "caption")
    row.setContentsMargins(0, 0, 0, 0)
    box.setLayout(row)
    return box


def _line(icon: str, token: str, words: str, tone: str = "text", role: str = "body") -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    place = QVBoxLayout()
    # In the middle of the first line, however many there are.
    place.setContentsMargins(0, max(0, (line(role) - px(_MARK)) // 2), 0, 0)
    place.addWidget(Icon(icon, token, _MARK), 0, Qt.AlignmentFlag.AlignTop)
    place.addStretch(1)
    row.addLayout(place)
    row.addWidget(Label(words, role, tone, wrap=True), 1)
    return row
