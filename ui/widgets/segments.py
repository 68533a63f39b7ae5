"""One of a few, side by side, each with its count."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme.fonts import px
from ui.theme.look import color
from ui.widgets.painted import LEFT, follow_look, paint_words, smooth, width_of

_PADDING = 10
_GAP = 6
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segment(QPushButton):
    """One choice of the row; ``tone`` colours the count where it asks for a person."""

    def __init__(self, label: str, count: int | None, tone: str) -> None:
        super().__init__(label)
        self._label, self._count, self._tone = label, count, tone
        self.first = self.last = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(count)
        follow_look(self)

    def show_count(self, count: int | None) -> None:
        """Show another number, or none."""
        self._count = count
        self.setAccessibleName(self._label if count is None else f"{self._label}, {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Label, count, padding."""
        count = _GAP + width_of(self._number(), "label") if self._number() else 0
        return QSize(round(width_of(self._label, "name") + count) + 2 * _PADDING, px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground with the row's outer corners, then label and count."""
        painter, place, on = smooth(self), QRectF(self.rect()), self.isChecked()
        shape = self._shape(place.adjusted(0.5, 0.5, -0.5 if self.last else 0.5, -0.5))
        ground = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        painter.fillPath(shape, color(ground))
        painter.strokePath(shape, QPen(color("border_control" if not on else "bar"), 1))
        word = place.adjusted(_PADDING, 0, 0, 0)
        paint_words(painter, word, self._label, "name", "accent_text" if on else "text")
        word.setLeft(word.left() + width_of(self._label, "name") + _GAP)
        token = self._tone if self._count else "text"
        paint_words(painter, word, self._number(), "label", "accent_text" if on else token, LEFT)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the row: Qt's button would go on to the next control."""
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _number(self) -> str:
        return "" if self._count is None else str(self._count)

    def _shape(self, box: QRectF) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        if not self.first:
            path = path.united(_block(box.adjusted(0, 0, -box.width() / 2, 0)))
        if not self.last:
            path = path.united(_block(box.adjusted(box.width() / 2, 0, 0, 0)))
        return path


class Segments(QWidget):
    """A row of choices of which one is on: (key, label, count) each; arrow keys go along it."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, int | None]], tones: Mapping[str, str] | None = None) -> None:  # fmt: skip
        super().__init__()
        self._parts = {k: Segment(label, n, (tones or {}).get(k, "text")) for k, label, n in choices}  # fmt: skip
        self._key = next(iter(self._parts))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key, part in self._parts.items():
            row.addWidget(part)
            part.clicked.connect(lambda _=False, key=key: self._pick(key))
        parts = list(self._parts.values())
        parts[0].first = parts[-1].last = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(self._key)

    def key(self) -> str:
        """Return the key of the choice that is on."""
        return self._key

    def choose(self, key: str) -> None:
        """Put one on without telling. Raises KeyError for an unknown key."""
        self._key = key
        for one, part in self._parts.items():
            part.setChecked(one == key)
            # One stop of the Tab key for the whole row; the arrows go along it.
            part.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if one == key else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(self._parts[key])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers."""
        for key, count in counts.items():
            self._parts[key].show_count(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the row with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self._parts)
        key = keys[(keys.index(self._key) + step) % len(keys)]
        self._pick(key)
        self._parts[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, key: str) -> None:
        told = key != self._key
        self.choose(key)
        if told:
            self.chosen.emit(key)


def _block(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(box)
    return path
