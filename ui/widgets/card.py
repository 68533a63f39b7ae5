"""Cards, section heads and hairlines: outlined, never shadowed, never one inside another."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.look import color
from ui.widgets.painted import TONES, follow_look, paint_box, smooth
from ui.widgets.text import Label


class Card(QFrame):
    """A box with a border of 1 px. ``tone`` colours it; ``chosen`` draws the accent's border.

    Attributes:
        body: The layout to fill, padded by 16.
    """

    def __init__(self, tone: str = "") -> None:
        super().__init__()
        self._tone, self._chosen = tone, False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(8)
        follow_look(self)

    def choose(self, chosen: bool) -> None:
        """Mark the card as the chosen one, or not."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and border."""
        painter, place = smooth(self), QRectF(self.rect())
        if self._chosen:
            paint_box(painter, place, 8, "surface", "accent_fill", 1.5)
        elif self._tone:
            paint_box(painter, place, 8, TONES[self._tone].ground, TONES[self._tone].line)
        else:
            paint_box(painter, place, 8, "surface", "border")
        painter.end()


class Section(QWidget):
    """The head of a group: its title left, a word or a widget right."""

    def __init__(self, title: str, aside: str = "", role: str = "section") -> None:
        super().__init__()
        self._title = Label(title, role, elide=True)
        self._aside = Label(aside, "caption", "text3")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._aside)
        # Not before it stands in the row: shown without a parent it would flash as a window of its own.
        self._aside.setVisible(bool(aside))

    def say(self, title: str, aside: str = "") -> None:
        """Show another title and aside."""
        self._title.say(title)
        self._aside.say(aside)
        self._aside.setVisible(bool(aside))

    def place(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


class Rule(QWidget):
    """A hairline across, or with ``upright`` down."""

    def __init__(self, upright: bool = False) -> None:
        super().__init__()
        wide, thin = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(thin if upright else wide, wide if upright else thin)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        follow_look(self)

    def sizeHint(self) -> QSize:
        """One pixel."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("border"))
        painter.end()
