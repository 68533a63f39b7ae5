"""Drawing from the tokens: tones, boxes, words; shared by everything that paints itself."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.fonts import font
from ui.theme.look import color, look


class Tone(NamedTuple):
    """Tokens of one meaning: its text, its soft ground, the line around it."""

    text: str
    ground: str
    line: str


TONES = {
    "neutral": Tone("text2", "sunken", "border_strong"),
    "accent": Tone("accent_text", "accent_soft", "accent_line"),
    "ok": Tone("ok", "ok_soft", "ok_line"),
    "warn": Tone("warn", "warn_soft", "warn_line"),
    "crit": Tone("crit", "crit_soft", "crit_line"),
    "info": Tone("info", "info_soft", "info_line"),
    "vip": Tone("vip", "vip_soft", "vip_line"),
}
"""Every tone a tag, count, banner or card can have."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter


def follow_look(widget: QWidget) -> None:
    """Measure and draw a widget anew whenever theme or text size change."""
    look().changed.connect(widget.updateGeometry)
    look().changed.connect(widget.update)


def smooth(widget: QWidget) -> QPainter:
    """Return a painter on the widget with smooth edges; end it when done."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str = "",
    line: str = "",
    width: float = 1.0,
) -> None:
    """Draw a rounded box inside ``rect``; an empty token means no fill or no line."""
    half = width / 2 if line else 0.0
    inner = rect.adjusted(half, half, -half, -half)
    painter.setPen(QPen(color(line), width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius - half, radius - half)


def paint_words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str,
    token: str,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draw one line of words, cut with an ellipsis where ``rect`` is too narrow."""
    style = font(role)
    painter.setFont(style)
    painter.setPen(color(token))
    metrics = QFontMetricsF(style)
    if metrics.horizontalAdvance(text) > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align, text)


def width_of(text: str, role: str) -> float:
    """Return how wide one line of words is, in px."""
    return QFontMetricsF(font(role)).horizontalAdvance(text)


def see_through(token: str, share: float) -> QColor:
    """Return a token's colour with ``share`` (0 to 1) of its opacity."""
    made = QColor(color(token))
    made.setAlphaF(share)
    return made
