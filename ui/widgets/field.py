"""What can be typed, chosen and switched. Every field's ``name`` is what a screen reader says."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from ui.theme.fonts import font, line, px
from ui.theme.look import look
from ui.widgets.box import Faulty, InputBox
from ui.widgets.button import IconButton
from ui.widgets.choice import Choice
from ui.widgets.switch import Slider, Switch

__all__ = [
    "BesideField",
    "Choice",
    "ChoiceField",
    "LineField",
    "NumberField",
    "Slider",
    "Switch",
    "TextField",
]


class LineField(Faulty):
    """One line to type, 32 high; ``tall`` is the 44 of the intent.

    Attributes:
        line: The line editor itself, for its signals and text.
    """

    def __init__(
        self, placeholder: str = "", icon: str = "", name: str = "", tall: bool = False
    ) -> None:
        self.line = QLineEdit()
        self._role = "section" if tall else "body"
        self.line.setProperty("bare", True)
        self.line.setFrame(False)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(name or placeholder)
        self._box = InputBox(self.line, 44 if tall else 32, icon)
        super().__init__(self._box, self.line)
        look().changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def _dress(self) -> None:
        style = font(self._role)
        style.setWeight(style.Weight.Normal)
        self.line.setFont(style)

    def _mark(self, fault: bool) -> None:
        self._box.mark(fault)


class TextField(Faulty):
    """Several lines to type.

    Attributes:
        edit: The editor itself; it takes plain text only.
    """

    def __init__(self, name: str, rows: int = 4) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(name)
        self._rows = rows
        super().__init__(self.edit, self.edit)
        look().changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.toPlainText()

    def _dress(self) -> None:
        self.edit.setFont(font("body"))
        self.edit.setFixedHeight(self._rows * line("body") + 18)

    def _mark(self, fault: bool) -> None:
        self.edit.setProperty("fault", fault)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)


class ChoiceField(Faulty):
    """One of several, with the sentence of its fault below.

    Attributes:
        choice: The list itself.
    """

    def __init__(self, name: str) -> None:
        self.choice = Choice(name)
        super().__init__(self.choice, self.choice)

    def _mark(self, fault: bool) -> None:
        self.choice.mark(fault)


class BesideField(QWidget):
    """Something small on a line of fields: 32 high, in the middle of it."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(part)
        look().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(px(32))


class NumberField(InputBox):
    """A whole number between two, with a button to either side; arrow keys work too."""

    changed = Signal(int)

    def __init__(self, low: int, high: int, value: int, name: str = "Number") -> None:
        self._spin = QSpinBox()
        self._spin.setRange(low, high)
        self._spin.setValue(value)
        self._spin.setFrame(False)
        self._spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._spin.setAccessibleName(name)
        super().__init__(self._spin)
        self._spin.valueChanged.connect(self.changed)
        self.row.setSpacing(0)
        self._add_step("minus", f"{name}: less", -1, 0)
        self._add_step("plus", f"{name}: more", 1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> int:
        """Return the number."""
        return self._spin.value()

    def put(self, value: int) -> None:
        """Set the number, kept in range; tells ``changed`` when it differs."""
        self._spin.setValue(value)

    def _measure(self) -> None:
        super()._measure()
        # The steps are buttons and reach the border.
        self.row.setContentsMargins(2, 0, 2, 0)

    def _add_step(self, icon: str, name: str, step: int, at: int) -> None:
        button = IconButton(icon, name)
        # The arrow keys do the same: one stop of the Tab key is enough.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self._spin.stepBy(step))
        self.row.insertWidget(at, button)
