"""The intents kept for next time: a menu under the intent, and how one is saved or removed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from desktop.stages.define.contract import SavedIntent
from ui.dialogs.ask import ask_words
from ui.theme.plain import one_line
from ui.widgets.button import Button


class KeptIntents(Button):
    """A button whose menu offers kept intents. ``used`` tells the words, ``saved`` a name, ``removed`` one intent."""

    used = Signal(str)
    saved = Signal(str)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Saved intents", "quiet", "archive", dense=True)
        self._kept: tuple[SavedIntent, ...] = ()
        self._can_save = False
        self.clicked.connect(self._open)

    def show_kept(self, kept: tuple[SavedIntent, ...], *, can_save: bool) -> None:
        """Take what is kept; ``can_save`` is whether something stands in the field."""
        self._kept, self._can_save = kept, can_save
        self.setEnabled(bool(kept) or can_save)

    def _open(self) -> None:
        menu = self.menu_now()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def menu_now(self) -> QMenu:
        """Return the menu: by name, then used last, then saving and removing."""
        menu = QMenu(self)
        for one in self._kept:
            menu.addAction(title(one)).triggered.connect(
                lambda _=False, one=one: self.used.emit(one.intent)
            )
        if self._kept:
            menu.addSeparator()
            drop = menu.addMenu("Remove")
            for one in self._kept:
                drop.addAction(title(one)).triggered.connect(
                    lambda _=False, one=one: self.removed.emit(one)
                )
        save = menu.addAction("Save this intent…")
        save.setEnabled(self._can_save)
        save.triggered.connect(self._ask)
        return menu

    def _ask(self) -> None:
        ask_words(self.window(), "Save this intent", "Under which name?", "", self.saved.emit)


def title(one: SavedIntent) -> str:
    """What the menu calls an intent; an ampersand would be read as a key."""
    words = f"{one.name}: {one.intent}" if one.name else one.intent
    return one_line(words, 70).replace("&", "&&")
