"""How the window looks now: theme, text size, motion. Follows the system live and tells when it changes."""

import ctypes
import os
from functools import cache
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

from ui.theme import fonts
from ui.theme.palette import make_palette
from ui.theme.stylesheet import make_sheet
from ui.theme.tokens import DARK, LIGHT, Tokens

_SCALES = (0.9, 1.5)
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Styled(Protocol):
    """What ``apply`` needs of an application."""

    def setStyle(self, style: str, /) -> Any: ...  # noqa: D102, N802
    def setPalette(self, palette: QPalette, /) -> None: ...  # noqa: D102, N802
    def setStyleSheet(self, style: str, /) -> None: ...  # noqa: D102, N802
    def setFont(self, font: QFont, /) -> None: ...  # noqa: D102, N802


class Look(QObject):
    """The one look of the window; everything that paints listens to ``changed``.

    Attributes:
        tokens: The colours of the present theme.
        dark: Whether that is the dark one.
        mode: ``system``, ``light`` or ``dark``: what was chosen.
        scale: Text size, 0.9 to 1.5.
        reduced_motion: Whether nothing may move.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.scale = 1.0
        self.reduced_motion = _system_is_calm()
        self.dark = False
        self.tokens: Tokens = LIGHT
        self._app: Styled | None = None

    def choose(self, mode: str) -> None:
        """Take the theme of the system, or always light or dark. Raises ValueError for another word."""
        if mode not in {"system", *_SCHEMES}:
            raise ValueError(f"no such theme: {mode}")
        if mode == self.mode:
            return
        self.mode = mode
        hints = QGuiApplication.styleHints()
        # The window's own frame follows what we tell the system.
        hints.setColorScheme(_SCHEMES.get(mode, Qt.ColorScheme.Unknown))
        self._renew()

    def resize(self, scale: float) -> None:
        """Set the text size, kept between 0.9 and 1.5."""
        wanted = min(max(scale, _SCALES[0]), _SCALES[1])
        if wanted != self.scale:
            self.scale = wanted
            self._renew()

    def calm(self, on: bool) -> None:
        """Stop or allow motion; the system's own wish to stand still stays."""
        self.reduced_motion = on or _system_is_calm()
        self.changed.emit()

    def dress(self, app: Styled) -> None:
        """Give the application style, fonts, palette and sheet, and keep them up to date."""
        first = self._app is None
        self._app = app
        app.setStyle("Fusion")
        if first:
            fonts.load_fonts()
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._renew()

    def _follow(self) -> None:
        if self.mode == "system":
            self._renew()

    def _renew(self) -> None:
        self.dark = self._wants_dark()
        self.tokens = DARK if self.dark else LIGHT
        fonts.set_scale(self.scale)
        if self._app is not None:
            self._app.setPalette(make_palette(self.tokens))
            self._app.setFont(fonts.font("body"))
            self._app.setStyleSheet(make_sheet(self.tokens))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == "dark"


@cache
def look() -> Look:
    """Return the one look of this process."""
    return Look()


def apply(app: Styled) -> None:
    """Give the application our style, fonts, palette and sheet, now and at every change."""
    look().dress(app)


def color(name: str) -> QColor:
    """Return a token's colour in the present theme. Raises AttributeError for an unknown name."""
    return _parsed(getattr(look().tokens, name))


@cache
def _parsed(value: str) -> QColor:
    """``#RRGGBBAA`` is ours and the web's; Qt reads eight digits with the opacity first."""
    return QColor(f"#{value[7:]}{value[1:7]}" if len(value) == 9 else value)


def _system_is_calm() -> bool:
    if os.environ.get("TRIAGEDECK_REDUCED_MOTION", "") not in {"", "0"}:
        return True
    windows: Any = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    moves, client_area_animation = ctypes.c_int(1), 0x1042
    windows.user32.SystemParametersInfoW(client_area_animation, 0, ctypes.byref(moves), 0)
    return not moves.value
