"""What stands in an area that has nothing to list: empty, failed, offline, or on its way."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.icons import paint_icon
from ui.widgets.button import Button
from ui.widgets.painted import TONES, follow_look, paint_box, smooth
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Label

_ROUND = 40
_ICON = 18
_WIDE = 320


class Emblem(QWidget):
    """An icon in a soft circle."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._tone = "inbox", "neutral"
        self.setFixedSize(_ROUND, _ROUND)
        follow_look(self)

    def show_as(self, icon: str, tone: str) -> None:
        """Show another icon in another tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and icon."""
        painter, place = smooth(self), QRectF(self.rect())
        tone = TONES[self._tone]
        paint_box(painter, place, _ROUND / 2, tone.ground, tone.line)
        spot = QRectF(0, 0, _ICON, _ICON)
        spot.moveCenter(place.center())
        paint_icon(painter, spot, self._icon, tone.text)
        painter.end()


class StateView(QWidget):
    """One widget for all of it: what is, what is kept, and the one thing to do."""

    def __init__(self) -> None:
        super().__init__()
        self._emblem = Emblem()
        self._title = Label("", "section", wrap=True)
        self._line = ProgressLine()
        self._words = Label("", "body", "text2", wrap=True)
        self._buttons = QHBoxLayout()
        self._lay_out()

    def show_state(
        self,
        icon: str,
        title: str,
        message: str,
        actions: Sequence[tuple[str, Callable[[], object]]] = (),
        tone: str = "neutral",
    ) -> None:
        """Say what is and offer what can be done; the first action is the one that helps."""
        self._emblem.show_as(icon, tone)
        self._emblem.show()
        self._line.hide()
        self._say(title, message)
        self._offer(actions)

    def show_progress(
        self,
        title: str,
        done: int,
        total: int,
        words: str,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        """Show how far something is, with a way to stop it."""
        self._emblem.hide()
        self._line.show()
        self._line.show_value(done, total)
        self._say(title, words)
        self._offer([("Cancel", on_cancel)] if on_cancel else [], keys="Esc")

    def _say(self, title: str, words: str) -> None:
        self._title.say(title)
        self._words.say(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title}. {words}")

    def _offer(self, actions: Sequence[tuple[str, Callable[[], object]]], keys: str = "") -> None:
        for old in self.findChildren(Button):
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        for number, (text, act) in enumerate(actions):
            button = Button(text, "quiet" if number else "secondary", dense=True, keys=keys)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.addWidget(button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        for part in (self._emblem, self._title, self._line, self._words):
            if isinstance(part, Label):
                part.setAlignment(middle)
            if part is self._emblem:
                column.addWidget(part, 0, middle)
                continue
            part.setMaximumWidth(_WIDE)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(4)
        self._buttons.setSpacing(8)
        self._buttons.setAlignment(middle)
        column.addLayout(self._buttons)
        column.addStretch(3)


class Skeleton(QWidget):
    """Grey bars where rows will be, shown after 0.3 s; they stand still."""

    def __init__(self, rows: int = 6) -> None:
        super().__init__()
        self._rows = rows
        self.setAccessibleName("Loading")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        follow_look(self)

    def sizeHint(self) -> QSize:
        """36 for a row, as in the table."""
        return QSize(320, 36 * self._rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw three bars to a row, no two rows quite alike."""
        painter, width = smooth(self), self.width()
        for row in range(self._rows):
            top = 36 * row + 12
            for left, share in ((0.0, 0.14), (0.2, 0.26 + row * 7 % 5 * 0.03), (0.78, 0.2)):
                bar = QRectF(left * width + 10, top, share * width, 12)
                paint_box(painter, bar, 3, "track")
        painter.end()
