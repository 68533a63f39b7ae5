"""The look: theme, text size and motion change while everything runs."""

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.base.paths import resource
from ui.theme import icons
from ui.theme.fonts import ROLES, font, line
from ui.theme.look import Look, color
from ui.theme.tokens import DARK, LIGHT


def test_the_palette_follows_the_theme(dressed: Look, qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)
    with qtbot.waitSignal(dressed.changed):
        dressed.choose("dark")
    assert dressed.dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    assert DARK.border_control in qapp.styleSheet()


def test_the_system_is_followed_where_it_is_asked_for(dressed: Look, qapp: QApplication) -> None:
    dressed.choose("dark")
    dressed.choose("system")
    # Without a screen Qt knows no scheme of the system: that counts as light.
    assert not dressed.dark


def test_an_unknown_theme_is_refused(dressed: Look) -> None:
    with pytest.raises(ValueError, match="no such theme"):
        dressed.choose("sepia")


def test_the_text_size_stays_inside_its_limits(dressed: Look) -> None:
    dressed.resize(9)
    assert dressed.scale == 1.5
    assert font("body").pixelSize() == round(13 * 1.5)
    assert line("body") == 30
    dressed.resize(0.1)
    assert dressed.scale == 0.9


def test_motion_can_be_calmed(dressed: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dressed.changed):
        dressed.calm(True)
    assert dressed.reduced_motion


@pytest.mark.parametrize("role", ROLES)
def test_figures_of_every_role_are_equally_wide(role: str) -> None:
    metrics = QFontMetricsF(font(role))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


def test_nothing_is_smaller_than_11_px() -> None:
    assert min(role.size for role in ROLES.values()) >= 11


def test_the_opacity_of_a_token_is_read_as_the_web_writes_it() -> None:
    assert color("scrim").alpha() == 0x52
    assert color("scrim").name() == "#141b26"


def test_icons_take_the_colour_of_the_theme(dressed: Look) -> None:
    def ink() -> QColor:
        image = icons.pixmap("square", 24, "crit").toImage()
        return max((image.pixelColor(x, 12) for x in range(24)), key=lambda colour: colour.alpha())

    assert ink().name() == LIGHT.crit.lower()
    dressed.choose("dark")
    assert ink().name() == DARK.crit.lower()


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda p: p.stem)
def test_every_icon_can_be_drawn(path: object) -> None:
    image = icons.pixmap(getattr(path, "stem", ""), 24, "text", 2.0).toImage()
    assert image.width() == 48
    assert any(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))
