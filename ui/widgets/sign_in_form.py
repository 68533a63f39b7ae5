"""The ways to sign in to one service, in line on its card: the best one as a button, the others folded away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.accounts.contract import Entered, Need, ToolCard
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
        first, *others = card.ways
        where = tuple(need for need in card.needs if not _only_browser(need))
        asked = self._ask_for(where, self._column)
        button = self._offer(first, self._column, "primary" if card.required else "secondary")
        for field in asked:
            field.line.returnPressed.connect(button.click)
        if others:
            self._fold_away(tuple(others))

    def _ask_for(self, needs: tuple[Need, ...], column: QVBoxLayout) -> list[LineField]:
        """What no admin has settled is asked for; what was typed before stands there and can be corrected."""
        asked = []
        for need in needs:
            if need.settled:
                continue
            field = LineField(need.hint, name=f"{self._card.title}: {need.label}")
            field.line.setText(need.value)
            column.addWidget(Label(need.label, "caption", "text2"))
            column.addWidget(field)
            self._needs[need.field] = field
            asked.append(field)
        return asked

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

    def _offer(self, way: Way, column: QVBoxLayout, kind: str) -> Button:
        client = tuple(one for one in self._card.needs if way is Way.BROWSER and _only_browser(one))
        asked = self._ask_for(client, column)
        user, token = self._fields(way, column)
        title = _TITLES.get(way) or f"Use {_a(self._card.pasted)}"
        button = Button(title, kind)
        button.setAccessibleName(f"{self._card.title}: {title}")
        button.clicked.connect(partial(self._want, way, user, token))
        for field in (*asked, *([token] if token else [])):
            field.line.returnPressed.connect(button.click)
        column.addWidget(button)
        return button

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


def _only_browser(need: Need) -> bool:
    """Who the app is counts for consent pages alone; where the service is, for every way."""
    return need.field.endswith(".client_id")


def _turn(more: Button, inside: QWidget) -> None:
    inside.setVisible(inside.isHidden())
    more.say(more.text(), icon="chevron-right" if inside.isHidden() else "chevron-down")


def _a(words: str) -> str:
    return f"an {words}" if words[:1].lower() in "aeiou" else f"a {words}"
