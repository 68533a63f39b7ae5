"""Words on the screen: labels and links. Always plain text."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from ui.theme.fonts import font, line
from ui.theme.look import color, look
from ui.theme.plain import many_lines, one_line
from ui.widgets.painted import follow_look, paint_words, width_of
from ui.widgets.text_block import TextBlock

_READABLE = 480
"""A wrapped label asks for at most this width; the layout may give it more."""


class Label(QLabel):
    """One line, or with ``wrap`` several; ``elide`` lets it shrink and ends it with an ellipsis.

    ``role`` is a role of ``theme.fonts``, ``tone`` a text token.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._tone = role, tone
        self._wrap, self._elide = wrap, elide
        self._block: TextBlock | None = None
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        look().changed.connect(self._dress)
        self._dress()
        self.say(text)

    def say(self, text: str) -> None:
        """Show these words; those of strangers are cut and cleaned, never read as markup."""
        self._block = None
        self.setText(many_lines(text) if self._wrap else one_line(text))
        self.updateGeometry()

    def tone(self, name: str) -> None:
        """Take another text token as colour."""
        self._tone = name
        self.update()

    def role(self, name: str) -> None:
        """Take another role of type."""
        self._role = name
        self._dress()

    def _dress(self) -> None:
        self._block = None
        self.setFont(font(self._role))
        self.setMinimumHeight(line(self._role))
        self.updateGeometry()
        self.update()

    def _laid_out(self) -> TextBlock:
        if self._block is None:
            across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
            self._block = TextBlock(self.text(), font(self._role), line(self._role), align=across)
        return self._block

    def setAlignment(self, align: Qt.AlignmentFlag) -> None:
        """Align the words in their place."""
        self._block = None
        super().setAlignment(align)

    def sizeHint(self) -> QSize:
        """As wide as the words, wrapped at a readable width."""
        natural = int(width_of(self.text(), self._role)) + 2
        if not self._wrap:
            return QSize(natural, line(self._role))
        width = min(natural, _READABLE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """What may be cut or wrapped needs little room; what may not needs all of it."""
        least = line(self._role)
        return QSize(least * 2, least) if self._wrap or self._elide else self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Wrapped words grow downwards."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return self._laid_out().fit(width) if self._wrap else line(self._role)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        token = self._tone if self.isEnabled() else "text3"
        if self._wrap:
            block = self._laid_out()
            block.fit(self.width())
            painter.setPen(color(token))
            block.paint(painter, QPointF(0, 0))
        else:
            across = self.alignment() | Qt.AlignmentFlag.AlignVCenter
            paint_words(painter, QRectF(self.rect()), self.text(), self._role, token, across)
        painter.end()


class Link(QPushButton):
    """Words that lead somewhere inside the window."""

    def __init__(self, text: str, role: str = "name") -> None:
        super().__init__(text)
        self._role = role
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFlat(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(one_line(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As large as its words, never below 24 px: a target for a finger."""
        return QSize(int(width_of(self.text(), self._role)) + 2, max(24, line(self._role)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, underlined under the pointer."""
        painter = QPainter(self)
        style = font(self._role)
        style.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(style)
        painter.setPen(color("accent_text" if self.isEnabled() else "text3"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
