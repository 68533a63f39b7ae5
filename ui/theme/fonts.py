"""Type: Inter for words, JetBrains Mono for clocks, ids and hashes; both bundled, figures tabular."""

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from desktop.base.paths import resource


class Role(NamedTuple):
    """One style of text: size and line in px at 100 %, weight, letter spacing in em, family."""

    size: float
    line: int
    weight: int
    tracking: float = 0.0
    mono: bool = False


ROLES = {
    "figure_home": Role(40, 44, 600, -0.025),
    "figure": Role(34, 40, 600, -0.025),
    "kpi": Role(26, 34, 600, -0.02),
    "kpi_small": Role(22, 28, 600, -0.02),
    "title": Role(20, 28, 600, -0.012),
    "card_title": Role(17, 24, 600, -0.01),
    "section": Role(15, 20, 600, -0.01),
    "label": Role(13, 20, 600),
    "name": Role(13, 20, 500),
    "body": Role(13, 20, 400),
    "caption": Role(12, 16, 400),
    "caption_strong": Role(12, 16, 500),
    "count": Role(11, 14, 500),
    "clock": Role(12, 16, 500, mono=True),
    "clock_strong": Role(12, 16, 700, mono=True),
    "clock_large": Role(14, 20, 700, mono=True),
    "mono": Role(12, 16, 400, mono=True),
}
"""Every role of text by its name."""

_WORDS = ["Inter", "Segoe UI", "Helvetica Neue", "Noto Sans"]
_MONO = ["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono"]
_scale = 1.0


def load_fonts() -> list[str]:
    """Register the bundled fonts and return their families; needs an application."""
    files = sorted(p for p in resource("fonts").iterdir() if p.suffix in {".otf", ".ttf"})
    ids = [QFontDatabase.addApplicationFont(str(path)) for path in files]
    return [family for one in ids for family in QFontDatabase.applicationFontFamilies(one)]


def set_scale(scale: float) -> None:
    """Multiply every size by ``scale`` from now on."""
    global _scale
    _scale = scale
    _made.cache_clear()


def px(length: float) -> int:
    """Return a length in px at the present text size."""
    return round(length * _scale)


def line(role: str) -> int:
    """Return the line height of a role in px at the present text size."""
    return px(ROLES[role].line)


def font(role: str) -> QFont:
    """Return the font of a role at the present text size. Raises KeyError for an unknown role."""
    return QFont(_made(role))


@cache
def _made(role: str) -> QFont:
    style = ROLES[role]
    made = QFont()
    made.setFamilies(_MONO if style.mono else _WORDS)
    made.setPixelSize(px(style.size))
    made.setWeight(QFont.Weight(style.weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    if style.tracking:
        made.setLetterSpacing(
            QFont.SpacingType.AbsoluteSpacing, style.tracking * style.size * _scale
        )
    return made
