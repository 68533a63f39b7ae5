"""Every action of the window: its words, its keys, whether it can be done now. Menu, keys and palette read this.

Keys are Qt's own shortcuts: a text field takes letters for itself before any of them (``ShortcutOverride``), so
single keys rest while somebody types.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def _yes() -> bool:
    return True


def _is_single(keys: str) -> bool:
    return "+" not in keys or keys.startswith("Shift+")


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    Attributes:
        name: Its stable name, like ``ticket.open``.
        title: What it does, in words.
        keys: Shortcuts in Qt's portable spelling; ``G, H`` is one key after the other.
        group: The palette's head: "On this ticket", "This mission", "Go to", "Window".
        enabled: Whether it can be done now.
    """

    name: str
    title: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    group: str = "This mission"
    icon: str = "arrow-right"
    enabled: Callable[[], bool] = field(default=_yes)

    @property
    def single(self) -> bool:
        """Whether one of its keys has no modifier: such keys can be switched off (WCAG 2.1.4)."""
        return any(_is_single(keys) for keys in self.keys)


class Actions(QObject):
    """The registry of one window. ``ran`` tells the name of what was done; ``covered`` says an overlay is open."""

    ran = Signal(str)

    def __init__(self, window: QWidget, covered: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._covered = covered
        self._actions: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._single_keys = True

    def add(self, action: Action) -> QAction:
        """Register an action; return the QAction menus show. Raises ValueError for a name that is taken."""
        if action.name in self._actions:
            raise ValueError(f"{action.name} is registered")
        made = QAction(action.title, self._window)
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda: self.run(action.name))
        self._actions[action.name], self._made[action.name] = action, made
        self._bind(action, made)
        self._window.addAction(made)
        return made

    def _bind(self, action: Action, made: QAction) -> None:
        live = [keys for keys in action.keys if self._single_keys or not _is_single(keys)]
        made.setShortcuts([QKeySequence(keys) for keys in live])

    @property
    def single_keys(self) -> bool:
        """Whether keys without a modifier work."""
        return self._single_keys

    @single_keys.setter
    def single_keys(self, on: bool) -> None:
        self._single_keys = on
        for name, action in self._actions.items():
            self._bind(action, self._made[name])

    def can(self, name: str) -> bool:
        """Whether an action can be done now; nothing below an open overlay can."""
        return not self._covered() and self._actions[name].enabled()

    def run(self, name: str) -> bool:
        """Do it, when it can be done now; return whether it was done."""
        if not self.can(name):
            return False
        self._actions[name].run()
        self.ran.emit(name)
        return True

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def enabled(self) -> tuple[Action, ...]:
        """Return what can be done once the overlay that asks is closed."""
        return tuple(action for action in self._actions.values() if action.enabled())

    def menu_action(self, name: str) -> QAction:
        """Return the QAction of a name, for menus."""
        return self._made[name]
