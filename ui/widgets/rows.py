"""Rows of one kind that are drawn anew in place: what stays keeps its widget, its focus and its hover."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)
V = TypeVar("V")


class Rows(QWidget, Generic[W, V]):
    """Shows values, one widget each; a widget is made when needed and hidden when there are fewer values.

    Args:
        make: Makes an empty row.
        draw: Shows a value in a row; called only for a value that changed.
    """

    def __init__(
        self, make: Callable[[], W], draw: Callable[[W, V], None], spacing: int = 0
    ) -> None:
        super().__init__()
        self._make, self._draw = make, draw
        self._made: list[W] = []
        self._shown: list[V] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    @property
    def rows(self) -> list[W]:
        """The rows on the screen, in order."""
        return self._made[: len(self._shown)]

    def show_values(self, values: Sequence[V]) -> None:
        """Draw these values."""
        for place, value in enumerate(values):
            if place == len(self._made):
                self._made.append(self._make())
                self._column.addWidget(self._made[place])
            elif place < len(self._shown) and self._shown[place] == value:
                continue
            self._draw(self._made[place], value)
            self._made[place].show()
        for row in self._made[len(values) :]:
            row.hide()
        self._shown = list(values)
