"""The parts a row of tickets is painted from, each drawn once and kept as a picture."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from desktop.domain.standing import TicketState
from ui.theme.fonts import font, px
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.theme.ticket_row import STATES
from ui.theme.time_left import Left
from ui.widgets.clock import paint_mark
from ui.widgets.painted import MIDDLE, TONES, paint_box, paint_words, width_of

_HIGH, _URGENT = 3, 4
_MARK = 12
_PRIORITY = 13
_TAG_ICON = 12


def forget() -> None:
    """Drop every picture: theme or text size changed."""
    for kept in (mark_picture, priority_picture, tag_picture, cut):
        kept.cache_clear()


@lru_cache(maxsize=64)
def mark_picture(left: Left, ratio: float) -> QPixmap:
    """Return the mark of a clock."""
    picture, painter = _canvas(px(_MARK), px(_MARK), ratio)
    paint_mark(painter, QRectF(0, 0, px(_MARK), px(_MARK)), left)
    painter.end()
    return picture


@lru_cache(maxsize=64)
def priority_picture(priority: int, checked: bool, ratio: float) -> QPixmap:
    """Return the sign of a priority: Urgent a red square with "!", High three bars; or a tick."""
    side = px(_PRIORITY)
    picture, painter = _canvas(side, side, ratio)
    box = QRectF(0, 0, side, side)
    if checked:
        paint_box(painter, box, 3.5, "accent_fill")
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", "on_accent")
    elif priority == _URGENT:
        paint_box(painter, box, 3, "crit")
        paint_words(painter, box, "!", "label", "surface", MIDDLE)
    elif priority == _HIGH:
        _paint_bars(painter, side)
    painter.end()
    return picture


@lru_cache(maxsize=128)
def tag_picture(state: TicketState, lined: bool, ratio: float) -> QPixmap:
    """Return the tag of a state; on a selected row it gains a line."""
    words, name, icon = STATES[state]
    tone, height = TONES[name], px(20)
    width = round(width_of(words, "caption_strong")) + _TAG_ICON + 16
    picture, painter = _canvas(width, height, ratio)
    box = QRectF(0, 0, width, height)
    paint_box(painter, box, 5, tone.ground, tone.line if lined else "")
    paint_icon(painter, QRectF(6, (height - _TAG_ICON) / 2, 12, 12), icon, tone.text)
    box.setLeft(22)
    paint_words(painter, box, words, "caption_strong", tone.text)
    painter.end()
    return picture


@lru_cache(maxsize=4096)
def cut(text: str, role: str, width: int) -> tuple[str, float]:
    """Return the words that fit, with an ellipsis where they were cut, and how wide they are."""
    metrics = QFontMetricsF(font(role))
    advance = metrics.horizontalAdvance(text)
    if advance > width:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
        advance = metrics.horizontalAdvance(text)
    return text, advance


def _paint_bars(painter: QPainter, side: int) -> None:
    step = side / 3
    for number in range(3):
        height = side * (0.4 + 0.3 * number)
        bar = QRectF(number * step + 0.5, side - height, step - 1.5, height)
        paint_box(painter, bar, 0.8, "text2")


def _canvas(width: int, height: int, ratio: float) -> tuple[QPixmap, QPainter]:
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter


look().changed.connect(forget)
