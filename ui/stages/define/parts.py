"""Define's own parts: the scope as chips that can be edited, one line of the brief, one safeguard."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.scope import Scope
from desktop.domain.ticket import Priority, Status
from desktop.stages.define.contract import Chip
from ui.dialogs.ask import ask_words
from ui.widgets.button import IconButton
from ui.widgets.chip import ScopeChip
from ui.widgets.flow import Flow
from ui.widgets.text import Label

_AGES = (
    ("under 1 h", timedelta(hours=1)),
    ("under 2 h", timedelta(hours=2)),
    ("under 4 h", timedelta(hours=4)),
    ("under 8 h", timedelta(hours=8)),
    ("under 24 h", timedelta(hours=24)),
    ("under 3 days", timedelta(days=3)),
    ("under a week", timedelta(days=7)),
    ("any", None),
)
_UNSOLVED = (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)
_STATUSES = (
    ("not solved", _UNSOLVED),
    ("new or open", (Status.NEW, Status.OPEN)),
    ("new", (Status.NEW,)),
    ("open", (Status.OPEN,)),
    ("pending", (Status.PENDING,)),
)
_PRIORITIES = (
    ("high or urgent", (Priority.URGENT, Priority.HIGH)),
    ("urgent", (Priority.URGENT,)),
    ("high", (Priority.HIGH,)),
    ("normal", (Priority.NORMAL,)),
    ("low", (Priority.LOW,)),
    ("any", ()),
)


class ScopeChips(QWidget):
    """The scope as chips; pressing one offers its other values. ``edited`` tells the new scope."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Scope")
        self._flow = Flow(self)
        self._chips: dict[str, ScopeChip] = {}
        self._scope: Scope | None = None

    def show_scope(self, scope: Scope | None, chips: tuple[Chip, ...]) -> None:
        """Draw the chips; those that stay keep the keyboard."""
        self._scope = scope
        shown = {chip.key: chip.value for chip in chips}
        if scope is not None:
            shown.setdefault("Organisation", scope.organisation or "any")
        for key, value in shown.items():
            if key not in self._chips:
                self._chips[key] = chip = ScopeChip(key, value)
                chip.clicked.connect(lambda _=False, key=key: self._offer(key))
                self._flow.addWidget(chip)
            self._chips[key].show_value(value)
        for key, chip in self._chips.items():
            chip.setVisible(key in shown)

    def _offer(self, key: str) -> None:
        scope = self._scope
        if scope is None:
            return
        if key in ("Topic", "Organisation"):
            self._ask(key, scope)
            return
        menu = QMenu(self)
        for words, changed in _choices(key, scope):
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, changed=changed: self.edited.emit(changed))
        menu.popup(self._chips[key].mapToGlobal(self._chips[key].rect().bottomLeft()))

    def _ask(self, key: str, scope: Scope) -> None:
        now = scope.topic if key == "Topic" else scope.organisation
        field = key.lower()
        ask_words(
            self.window(),
            key,
            "Empty means any.",
            now,
            lambda words: self.edited.emit(replace(scope, **{field: words[:80]})),
        )


def _choices(key: str, scope: Scope) -> list[tuple[str, Scope]]:
    if key == "Age":
        ages = ((words, span and int(span.total_seconds())) for words, span in _AGES)
        return [(words, replace(scope, max_age_seconds=seconds)) for words, seconds in ages]
    if key == "Priority":
        return [(words, replace(scope, priorities=value)) for words, value in _PRIORITIES]
    return [(words, replace(scope, statuses=value)) for words, value in _STATUSES]


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
