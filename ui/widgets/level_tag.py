"""At which threshold a clock made itself heard: its mark and its words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent

from desktop.domain.standing import ClockState
from ui.theme.fonts import px
from ui.theme.time_left import MINUTE, Left, time_left
from ui.widgets.clock import paint_mark
from ui.widgets.painted import TONES, paint_box, paint_words, smooth, width_of
from ui.widgets.tag import Small

_MARK, _PADDING, _GAP = 10, 6, 5
_TONES = {Left.BREACHED: "crit", Left.UNDER_30: "crit", Left.UNDER_90: "warn"}


class LevelTag(Small):
    """``Under 90 min``, ``Under 30 min``, ``Breached``, each with the mark its clock has."""

    def __init__(self, level: int = 0) -> None:
        super().__init__("")
        self._left = Left.BREACHED
        self.show_level(level)

    def show_level(self, minutes: int) -> None:
        """Show a threshold in minutes left; 0 is the breach."""
        self._left = time_left(minutes * MINUTE, ClockState.RUNNING, 1 if minutes else 0)
        self.setText(level_words(minutes))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Mark, words and padding, 20 high."""
        words = width_of(self.text(), "caption_strong")
        return QSize(round(words + px(_MARK) + _GAP + 2 * _PADDING), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, mark and words."""
        painter, place = smooth(self), QRectF(self.rect())
        tone = TONES[_TONES.get(self._left, "neutral")]
        paint_box(painter, place, 5, tone.ground)
        side = px(_MARK)
        spot = QRectF(_PADDING, (self.height() - side) / 2, side, side)
        paint_mark(painter, spot, self._left)
        place.setLeft(_PADDING + side + _GAP)
        paint_words(painter, place, self.text(), "caption_strong", tone.text)
        painter.end()


def with_level(title: str, level: int | None) -> str:
    """Put the threshold before a card's title, unless it says so itself or there is none."""
    if level is None or (f"inside {level} minutes" if level else "breached") in title:
        return title
    return f"{level_words(level)}: {title}"


def level_words(minutes: int) -> str:
    """Say a threshold: ``Under 30 min``, ``Breached``."""
    return f"Under {minutes} min" if minutes else "Breached"
