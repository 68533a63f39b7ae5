"""Icons: Lucide's shapes in the colour of the text beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.base.paths import resource
from ui.theme.look import color, look

_FILLED = "-filled"


def icon(name: str, token: str = "text2") -> QIcon:
    """Return an icon in the present theme; ask again when the look changed.

    ``name`` is a file of ``resources/icons``; with ``-filled`` behind it, its shape is filled.
    """
    return _icon(name, color(token).name(), look().tokens.text3)


def pixmap(name: str, px: int, token: str = "text2", ratio: float = 1.0) -> QPixmap:
    """Return an icon ``px`` wide for a screen with ``ratio`` device pixels to a logical one."""
    return _pixmap(name, px, color(token).name(), ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str = "text2") -> None:
    """Draw an icon into ``rect``, sharp at any scale."""
    side = round(rect.width())
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), pixmap(name, side, token, ratio))


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resource("icons", "app.svg")))


@cache
def _icon(name: str, colour: str, faint: str) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_pixmap(name, 16, colour, ratio))
        made.addPixmap(_pixmap(name, 16, faint, ratio), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, px: int, colour: str, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(px * ratio), round(px * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(_drawing(name, colour))).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return made


@cache
def _drawing(name: str, colour: str) -> bytes:
    shape = name.removesuffix(_FILLED)
    text = resource("icons", f"{shape}.svg").read_text("utf-8")
    text = text.replace("currentColor", colour)
    if name.endswith(_FILLED):
        text = text.replace('fill="none"', f'fill="{colour}"')
    return text.encode()
