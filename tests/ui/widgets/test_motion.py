"""What moves, moves briefly; where motion is reduced nothing does."""

from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from ui.theme.look import look
from ui.widgets.motion import FADE_MS, PULSES, fade_in, pulse


def test_a_panel_fades_in_and_is_plain_again_afterwards(qtbot: QtBot) -> None:
    panel = QFrame()
    qtbot.addWidget(panel)
    panel.show()
    fade_in(panel)
    assert panel.graphicsEffect() is not None
    qtbot.waitUntil(lambda: panel.graphicsEffect() is None, timeout=FADE_MS * 20)


def test_a_border_pulses_twice_then_rests(qtbot: QtBot) -> None:
    tile, seen = QFrame(), list[float]()
    qtbot.addWidget(tile)
    pulse(tile, seen.append)
    qtbot.waitUntil(lambda: len(seen) > 10 and seen[-1] == 0.0 and max(seen) > 0.9, timeout=8000)
    peaks = sum(a < b >= c for a, b, c in zip(seen, seen[1:], seen[2:], strict=False) if b > 0.9)
    assert 1 <= peaks <= PULSES + 1


def test_nothing_moves_where_motion_is_reduced(qtbot: QtBot) -> None:
    look().calm(True)
    panel, seen = QFrame(), list[float]()
    qtbot.addWidget(panel)
    fade_in(panel)
    pulse(panel, seen.append)
    assert panel.graphicsEffect() is None
    assert seen == [0.0]
