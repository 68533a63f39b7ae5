"""What a ticket was found to be, how sure that is, and another category where a person knows better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.plain import one_line
from ui.widgets.button import Button
from ui.widgets.choice import Choice
from ui.widgets.icon import Icon
from ui.widgets.text import Label

if TYPE_CHECKING:
    from desktop.watch.contract import CategoryView

_NONE = "none"


class CategoryLine(QWidget):
    """Signal ``corrected``: the value a person chose."""

    corrected = Signal(str)

    def __init__(self, category: CategoryView, *, may_correct: bool) -> None:
        super().__init__()
        self.category = category
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        sure = bool(category.value)
        icon = Icon("tag", "text2", 14) if sure else Icon("user", "warn_mark", 14)
        line.addWidget(icon)
        if may_correct:
            choice = self._choice(category)
            line.addWidget(choice, 1)
            line.addWidget(self._put_right(choice, category))
        else:
            line.addWidget(
                Label(_name(category) or "A person says its category", "body", elide=True), 1
            )
        column.addLayout(line)
        column.addWidget(Label(_why(category), "caption", "text2", wrap=True))

    def _choice(self, category: CategoryView) -> Choice:
        choice = Choice("Category")
        offered = [(value, name) for value, name in category.options]
        if not category.value:
            offered.insert(0, (_NONE, "Choose its category"))
        choice.offer(offered, category.value or _NONE)
        return choice

    def _put_right(self, choice: Choice, category: CategoryView) -> Button:
        """What is chosen counts once it is pressed: an arrow key on the list must not decide anything."""
        button = Button("Put right", "secondary", dense=True)
        button.hide()
        same = (category.value, _NONE, "")
        choice.currentIndexChanged.connect(lambda _: button.setVisible(choice.key() not in same))
        button.clicked.connect(lambda: self.corrected.emit(choice.key()))
        return button


def _name(category: CategoryView) -> str:
    names = dict(category.options)
    return one_line(names.get(category.value, category.value), 60)


def _why(category: CategoryView) -> str:
    if category.confidence >= 100 and category.value:
        return "A person said so."
    if not category.value and not category.confidence:
        return "Nothing was learnt yet: no solved ticket bears a category."
    was = (
        f"Of solved tickets as clear as this one, {category.confidence} in 100 were filed as found."
    )
    return was if category.value else f"Not sure enough. {was}"
