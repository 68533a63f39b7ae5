"""Plain text in lines of one height, some ranges with a format: no markup is ever read."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_LINE_BREAK = "\u2028"


class TextBlock:
    """A laid-out text. ``ranges`` mark characters from, how many, and how they look."""

    def __init__(
        self,
        text: str,
        style: QFont,
        line_height: int,
        ranges: Sequence[QTextLayout.FormatRange] = (),
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self._line = line_height
        self._layout = QTextLayout(text.replace("\n", _LINE_BREAK), style)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(list(ranges))
        self._width = self._broken = -1.0
        self._heights: dict[float, int] = {}

    def fit(self, width: float) -> int:
        """Take this width and return the height of all lines; a layout asks for several widths in turn."""
        self._width = width
        if width not in self._heights:
            self._break(width)
            self._heights[width] = self._line * max(1, self._layout.lineCount())
        return self._heights[width]

    def paint(self, painter: QPainter, corner: QPointF) -> None:
        """Draw all lines from their top left corner."""
        if self._broken != self._width:
            self._break(self._width)
        self._layout.draw(painter, corner)

    def _break(self, given: float) -> None:
        self._broken, width = given, max(given, 1.0)
        self._layout.beginLayout()
        top = 0
        while (row := self._layout.createLine()).isValid():
            row.setLineWidth(width)
            row.setPosition(QPointF(0, top + (self._line - row.height()) / 2))
            top += self._line
        self._layout.endLayout()
