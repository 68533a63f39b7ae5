"""Buttons: a word that names the act, maybe an icon before it and its key behind it."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme.fonts import font, px
from ui.theme.icons import paint_icon
from ui.theme.look import color
from ui.theme.plain import as_tip
from ui.widgets.painted import (
    MIDDLE,
    follow_look,
    paint_box,
    see_through,
    smooth,
    width_of,
)

_GAP = 6
_KEY_GAP = 8
_ICON = 16
_NO_MARK = Qt.TextFlag.TextHideMnemonic


class Kind(NamedTuple):
    """Tokens of one kind of button: text, then fill and line at rest, under the pointer, pressed."""

    text: str
    rest: tuple[str, str]
    hover: tuple[str, str]
    pressed: tuple[str, str]


KINDS = {
    "primary": Kind("on_accent", ("accent_fill", ""), ("accent_hover", ""), ("accent_press", "")),
    "secondary": Kind(
        "text", ("surface", "border_strong"), ("hover", "border_strong"), ("pressed", "border_strong")
    ),
    "quiet": Kind("text2", ("", ""), ("hover", ""), ("pressed", "")),
    "danger": Kind(
        "crit", ("surface", "crit_line"), ("crit_soft", "crit_line"), ("crit_soft", "crit_mark")
    ),
}  # fmt: skip
"""The four kinds; a page has one primary."""


class Button(QPushButton):
    """A button 32 high, 28 when ``dense``; ``keys`` is the key cap's text, for example ``Ctrl Z``."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str = "",
        dense: bool = False,
        keys: str = "",
    ) -> None:
        super().__init__(text)
        self._kind, self._icon, self._dense, self._keys = kind, icon, dense, keys
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def say(self, text: str, keys: str | None = None, icon: str | None = None) -> None:
        """Name another act, and where given another key cap or icon."""
        self.setText(text)
        self._keys = self._keys if keys is None else keys
        self._icon = self._icon if icon is None else icon
        self.updateGeometry()
        self.update()

    def show_keys(self, keys: str) -> None:
        """Show another key cap, or none: narrow windows have no room."""
        self.say(self.text(), keys)

    def sizeHint(self) -> QSize:
        """As wide as its content and padding."""
        return QSize(round(self._content() + 2 * px(10 if self._dense else 12)), self._height())

    def minimumSizeHint(self) -> QSize:
        """A button never cuts its word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the fill, then icon, word and key cap in its middle."""
        painter = smooth(self)
        fill, border = self._ground()
        paint_box(painter, QRectF(self.rect()), 6, fill, border)
        self._paint_content(painter, (self.width() - self._content()) / 2)
        painter.end()

    def _height(self) -> int:
        return px(28 if self._dense else 32)

    def _role(self) -> str:
        return "label" if self._kind == "primary" else "name"

    def _word(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _content(self) -> float:
        icon = px(_ICON) + (_GAP if self.text() else 0) if self._icon else 0
        keys = _KEY_GAP + _cap_width(self._keys) if self._keys else 0
        return icon + width_of(self._word(), self._role()) + keys

    def _ground(self) -> tuple[str, str]:
        kind = KINDS[self._kind]
        if not self.isEnabled():
            return ("", "") if self._kind == "quiet" else ("sunken", "border")
        if self.isDown() or self.isChecked():
            return kind.pressed
        return kind.hover if self.underMouse() else kind.rest

    def _paint_content(self, painter: QPainter, left: float) -> None:
        token = KINDS[self._kind].text if self.isEnabled() else "text3"
        height = self.height()
        if self._icon:
            paint_icon(
                painter,
                QRectF(left, (height - px(_ICON)) / 2, px(_ICON), px(_ICON)),
                self._icon,
                token,
            )
            left += px(_ICON) + _GAP
        width = width_of(self._word(), self._role())
        painter.setFont(font(self._role()))
        painter.setPen(color(token))
        painter.drawText(QRectF(left, 0, width + 2, height), MIDDLE | _NO_MARK, self.text())
        if self._keys:
            left += width + _KEY_GAP
            cap = QRectF(left, (height - px(18)) / 2, _cap_width(self._keys), px(18))
            self._paint_keys(painter, cap, token)

    def _paint_keys(self, painter: QPainter, cap: QRectF, token: str) -> None:
        plain = self._kind != "primary" or not self.isEnabled()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("border_strong") if plain else see_through(token, 0.5), 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font("count"))
        painter.setPen(color("text2" if plain and self.isEnabled() else token))
        painter.drawText(cap, MIDDLE, self._keys)


class IconButton(QPushButton):
    """A square of 28 with an icon; its ``name`` is its tooltip and what a screen reader says."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self._icon, self._token = icon, "text2"
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_as(icon, name)
        follow_look(self)

    def show_as(self, icon: str, name: str, token: str = "text2") -> None:
        """Show another icon with another meaning."""
        self._icon, self._token = icon, token
        self.setAccessibleName(name)
        self.setToolTip(as_tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(28), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the fill under the pointer and the icon."""
        painter = smooth(self)
        fill = "pressed" if self.isDown() or self.isChecked() else "hover"
        if self.isEnabled() and (self.underMouse() or fill == "pressed"):
            paint_box(painter, QRectF(self.rect()), 6, fill)
        place = QRectF(0, 0, px(_ICON), px(_ICON))
        place.moveCenter(QRectF(self.rect()).center())
        paint_icon(painter, place, self._icon, self._token if self.isEnabled() else "text3")
        painter.end()


def _cap_width(keys: str) -> float:
    return max(px(18), width_of(keys, "count") + 10)
