"""Small words with a meaning: tags, counts, key caps. They can be read, not pressed; chips are in chip.py."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.plain import one_line
from ui.widgets.chip import Chip, ScopeChip
from ui.widgets.painted import (
    LEFT,
    MIDDLE,
    TONES,
    follow_look,
    paint_box,
    paint_words,
    smooth,
    width_of,
)

__all__ = ["Chip", "Count", "KeyCap", "ScopeChip", "Tag", "VipTag"]

_ICON = 12
_PADDING = 6
_GAP = 4


class Small(QLabel):
    """A word that draws its own ground and keeps its size."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(one_line(text, 80))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()


class Tag(Small):
    """A word on its tone's soft ground, 20 high. ``tone`` is a name of ``painted.TONES``."""

    def __init__(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__(text)
        self._tone, self._icon = tone, icon

    def show_as(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Say something else."""
        self._tone, self._icon = tone, icon
        self.setText(one_line(text, 80))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, word and padding."""
        icon = px(_ICON) + _GAP if self._icon else 0
        return QSize(round(width_of(self.text(), "caption_strong") + icon + 2 * _PADDING), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon and word."""
        painter, place = smooth(self), QRectF(self.rect())
        tone = TONES[self._tone]
        paint_box(painter, place, 5, tone.ground)
        left = float(_PADDING)
        if self._icon:
            spot = QRectF(left, (self.height() - px(_ICON)) / 2, px(_ICON), px(_ICON))
            paint_icon(painter, spot, self._icon, tone.text)
            left += px(_ICON) + _GAP
        place.setLeft(left)
        paint_words(painter, place, self.text(), "caption_strong", tone.text)
        painter.end()


class Count(Small):
    """How many, in a round badge 18 high."""

    def __init__(self, number: int = 0, tone: str = "neutral") -> None:
        super().__init__(str(number))
        self._tone = tone

    def show_count(self, number: int, tone: str | None = None) -> None:
        """Show another number, and where given in another tone."""
        self._tone = tone or self._tone
        self.setText(str(number))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At least 20 wide."""
        return QSize(max(px(20), round(width_of(self.text(), "count")) + 10), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        painter, place = smooth(self), QRectF(self.rect())
        tone = TONES[self._tone]
        ground = "track" if self._tone == "neutral" else tone.ground
        paint_box(painter, place, place.height() / 2, ground)
        paint_words(painter, place, self.text(), "count", tone.text, MIDDLE)
        painter.end()


class KeyCap(Small):
    """A key of the keyboard."""

    def sizeHint(self) -> QSize:
        """Square for one letter, else as wide as its word."""
        return QSize(max(px(18), round(width_of(self.text(), "count")) + 10), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        painter, place = smooth(self), QRectF(self.rect())
        paint_box(painter, place, 4, "surface", "border_strong")
        paint_words(painter, place, self.text(), "count", "text2", MIDDLE)
        painter.end()


class VipTag(Small):
    """Says that the customer is a VIP organisation."""

    def __init__(self) -> None:
        super().__init__("VIP")

    def sizeHint(self) -> QSize:
        """Star and word, 18 high."""
        return QSize(round(width_of("VIP", "count")) + px(_ICON) + 14, px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the star and the word."""
        painter, place = smooth(self), QRectF(self.rect())
        paint_box(painter, place, 5, "vip_soft")
        spot = QRectF(5, (self.height() - 10) / 2, 10, 10)
        paint_icon(painter, spot, "star-filled", "vip")
        place.setLeft(19)
        paint_words(painter, place, "VIP", "count", "vip", LEFT)
        painter.end()
