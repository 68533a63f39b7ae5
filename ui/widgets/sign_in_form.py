"""The ways to sign in to one service, in line on its card: the best one as a button, the others folded away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.accounts.contract import Entered, ToolCard
from desktop.domain.account import Way
from ui.widgets.button import Button
from ui.widgets.field import LineField
from ui.widgets.text import Label

_TITLES = {
    Way.BROWSER: "Sign in with your browser",
    Way.ANONYMOUS: "Use without signing in",
    Way.BROKER: "Connect through Composio",
}


class SignInForm(QWidget):
    """Signals ``wanted`` with the way, what was entered, and what the setup lacked by field."""

    wanted = Signal(object, object, object)

    def __init__(self, card: ToolCard) -> None:
        super().__init__()
        self._card = card
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._needs: dict[str, LineField] = {}
        self._ask_for_needs()
        first, *others = card.ways
        self._offer(first, self._column, "primary" if card.required else "secondary")
        if others:
            self._fold_away(tuple(others))

    def _ask_for_needs(self) -> None:
        """What no admin has settled is asked for; what was typed before stands there and can be corrected."""
        if Way.BROWSER not in self._card.ways:
            return
        for need in self._card.needs:
            if need.settled:
                continue
            field = LineField(need.hint, name=f"{self._card.title}: {need.label}")
            field.line.setText(need.value)
            self._column.addWidget(Label(need.label, "caption", "text2"))
            self._column.addWidget(field)
            self._needs[need.field] = field

    def _fold_away(self, ways: tuple[Way, ...]) -> None:
        more = Button("Other ways", "quiet", "chevron-right", dense=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for way in ways:
            self._offer(way, column, "secondary")
        inside.hide()
        more.clicked.connect(lambda: _turn(more, inside))
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(inside)

    def _offer(self, way: Way, column: QVBoxLayout, kind: str) -> None:
        user, token = self._fields(way, column)
        title = _TITLES.get(way) or f"Use {_a(self._card.pasted)}"
        button = Button(title, kind)
        button.setAccessibleName(f"{self._card.title}: {title}")
        button.clicked.connect(partial(self._want, way, user, token))
        if way is Way.BROWSER:
            for field in self._needs.values():
                field.line.returnPressed.connect(button.click)
        if token is not None:
            token.line.returnPressed.connect(button.click)
        column.addWidget(button)

    def _fields(self, way: Way, column: QVBoxLayout) -> tuple[LineField | None, LineField | None]:
        title, user = self._card.title, None
        words = {Way.TOKEN: self._card.pasted, Way.BROKER: "Composio key"}.get(way, "")
        if way is Way.BROWSER:
            words = self._card.secret
        if way is Way.TOKEN and self._card.token_user:
            user = LineField("you@company.com", name=f"{title}: e-mail address")
            column.addWidget(user)
        if not words:
            return user, None
        token = LineField(words.capitalize(), name=f"{title}: {words}")
        token.line.setEchoMode(QLineEdit.EchoMode.Password)
        column.addWidget(token)
        return user, token

    def _want(self, way: Way, user: LineField | None, token: LineField | None) -> None:
        entered = Entered(token.text() if token else "", user.text() if user else "")
        known = {need.field: need.value for need in self._card.needs}
        typed = {name: field.text().strip() for name, field in self._needs.items()}
        needs = {name: text for name, text in typed.items() if text != known[name]}
        self.wanted.emit(way, entered, needs)


def _turn(more: Button, inside: QWidget) -> None:
    inside.setVisible(inside.isHidden())
    more.say(more.text(), icon="chevron-right" if inside.isHidden() else "chevron-down")


def _a(words: str) -> str:
    return f"an {words}" if words[:1].lower() in "aeiou" else f"a {words}"
