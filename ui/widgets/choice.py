"""One of several, from a list that opens."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.plain import one_line
from ui.widgets.painted import follow_look, paint_box, paint_words, smooth, width_of

_PADDING = 10
_CHEVRON = 16


class Choice(QComboBox):
    """A list of choices, 32 high; ``name`` is what a screen reader says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._fault = False
        follow_look(self)

    def mark(self, fault: bool) -> None:
        """Show that the choice is at fault, or no more."""
        self._fault = fault
        self.update()

    def offer(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Offer (key, words) and choose one; a key that is not offered stays, in its own words."""
        self.blockSignals(True)
        self.clear()
        for one, words in choices:
            self.addItem(one_line(words, 60), one)
        if self.findData(key) < 0:
            self.addItem(one_line(key, 60), key)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)
        self.updateGeometry()

    def key(self) -> str:
        """Return the key of what is chosen."""
        return str(self.currentData() or "")

    def sizeHint(self) -> QSize:
        """As wide as the longest choice."""
        words = [width_of(self.itemText(at), "body") for at in range(self.count())]
        width = max(words, default=60.0) + 2 * _PADDING + px(_CHEVRON) + 6
        return QSize(round(width), px(32))

    def minimumSizeHint(self) -> QSize:
        """It may cut its words before it breaks the page."""
        return QSize(min(96, self.sizeHint().width()), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, the choice and the chevron."""
        painter, place = smooth(self), QRectF(self.rect())
        ground = "sunken" if not self.isEnabled() else "hover" if self.underMouse() else "surface"
        edge = "crit_mark" if self._fault else "border_control"
        border, width = ("focus", 2) if self.hasFocus() else (edge, 1)
        paint_box(painter, place, 6, ground, border, width)
        words = place.adjusted(_PADDING, 0, -_PADDING - px(_CHEVRON) - 4, 0)
        token = "text" if self.isEnabled() else "text3"
        paint_words(painter, words, self.currentText(), "body", token)
        top = (place.height() - px(_CHEVRON)) / 2
        spot = QRectF(place.right() - _PADDING - px(_CHEVRON), top, px(_CHEVRON), px(_CHEVRON))
        paint_icon(painter, spot, "chevron-down", "text3")
        painter.end()
