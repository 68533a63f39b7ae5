"""The scope as chips: pressing one offers its other values, says who chose it, and lets it be removed."""

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.scope import UNSOLVED, Order, Scope
from desktop.domain.ticket import NOBODY, Priority, Status
from desktop.stages.define.contract import Chip
from ui.dialogs.ask import ask_words
from ui.widgets.chip import ScopeChip
from ui.widgets.flow import Flow

Choices = list[tuple[str, Scope]]

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
_STATUSES = (
    ("not solved", UNSOLVED),
    ("new or open", (Status.NEW, Status.OPEN)),
    ("new", (Status.NEW,)),
    ("open", (Status.OPEN,)),
    ("pending", (Status.PENDING,)),
    ("on hold", (Status.HOLD,)),
)
_PRIORITIES = (
    ("high or urgent", (Priority.URGENT, Priority.HIGH)),
    ("urgent", (Priority.URGENT,)),
    ("high", (Priority.HIGH,)),
    ("normal", (Priority.NORMAL,)),
    ("low", (Priority.LOW,)),
    ("any", ()),
)
_COUNTS = (5, 10, 20, 50)
_ASKED = {"Topic": "topic", "Organisation": "organisation"}


class ScopeChips(QWidget):
    """The scope as chips. ``edited`` tells the new scope."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Scope")
        self._flow = Flow(self)
        self._chips: list[ScopeChip] = []
        self._shown: tuple[Chip, ...] = ()
        self._scope: Scope | None = None

    def show_scope(self, scope: Scope | None, chips: tuple[Chip, ...]) -> None:
        """Draw the chips; those that stay keep the keyboard."""
        self._scope = scope
        named = {chip.key for chip in chips}
        spare = () if scope is None or "Organisation" in named else (Chip("Organisation", "any"),)
        self._shown = (*chips, *spare)
        for place, chip in enumerate(self._shown):
            self._chip(place).show_part(chip.key, chip.value, _by(chip))
            self._chips[place].show()
        for left in self._chips[len(self._shown) :]:
            left.hide()

    def _chip(self, place: int) -> ScopeChip:
        if place == len(self._chips):
            chip = ScopeChip("", "")
            chip.clicked.connect(lambda _=False: self._offer(place))
            self._chips.append(chip)
            self._flow.addWidget(chip)
        return self._chips[place]

    def _offer(self, place: int) -> None:
        if self._scope is None:
            return
        part, menu = self._shown[place], QMenu(self)
        for words, changed in choices(part.key, self._scope):
            self._add(menu, words, changed)
        if part.key in _ASKED:
            scope = self._scope
            menu.addAction("Other words…").triggered.connect(lambda: self._ask(part.key, scope))
        if part.without is not None:
            menu.addSeparator()
            self._add(menu, f"Remove {part.key.lower()}", part.without)
        menu.popup(self._chips[place].mapToGlobal(self._chips[place].rect().bottomLeft()))

    def _add(self, menu: QMenu, words: str, changed: Scope) -> None:
        menu.addAction(words).triggered.connect(lambda: self.edited.emit(changed))

    def _ask(self, key: str, scope: Scope) -> None:
        field = _ASKED[key]
        now = getattr(scope, field) or " or ".join(scope.organisations if key != "Topic" else ())
        cleared = replace(scope, organisations=()) if key == "Organisation" else scope
        ask_words(
            self.window(),
            key,
            "Empty means any.",
            now,
            lambda words: self.edited.emit(replace(cleared, **{field: words[:80]})),
        )


def choices(key: str, scope: Scope) -> Choices:
    """Return what a chip of this key offers: words, and the scope each makes."""
    make = _OFFERS.get(key)
    return make(scope) if make else []


def _ages(scope: Scope) -> Choices:
    spans = ((words, span and int(span.total_seconds())) for words, span in _AGES)
    return [(words, replace(scope, max_age_seconds=seconds)) for words, seconds in spans]


def _priorities(scope: Scope) -> Choices:
    return [(words, replace(scope, priorities=value)) for words, value in _PRIORITIES]


def _statuses(scope: Scope) -> Choices:
    return [(words, replace(scope, statuses=value)) for words, value in _STATUSES]


def _customers(scope: Scope) -> Choices:
    return [("VIP only", replace(scope, vip=True)), ("no VIP", replace(scope, vip=False))]


def _assignees(scope: Scope) -> Choices:
    return [("unassigned", replace(scope, assignees=(NOBODY,)))]


def _counts(scope: Scope) -> Choices:
    order = [(f"{one.value} first", replace(scope, order=one)) for one in Order]
    return [*((f"{n} tickets", replace(scope, limit=n)) for n in _COUNTS), *order]


_OFFERS = {
    "Age": _ages, "Priority": _priorities, "Status": _statuses, "Customers": _customers,
    "Assignee": _assignees, "Count": _counts,
}  # fmt: skip


def _by(chip: Chip) -> str:
    return f"Chosen: {chip.chosen.value}"
