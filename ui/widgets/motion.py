"""The little that moves: a panel fades in, a border pulses twice. Nothing does where motion is reduced."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QTimer, QVariantAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from ui.theme.look import look

FADE_MS, PULSE_MS, PULSES = 150, 900, 2


def fade_in(widget: QWidget) -> None:
    """Let a panel or a toast appear within 150 ms, by opacity alone; at once where motion is reduced."""
    if look().reduced_motion:
        return
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0.0)
    widget.setGraphicsEffect(effect)
    moving = QPropertyAnimation(effect, b"opacity", widget)
    moving.setDuration(FADE_MS)
    moving.setStartValue(0.0)
    moving.setEndValue(1.0)
    moving.setEasingCurve(QEasingCurve.Type.OutCubic)
    # An effect that stays would have every later repaint drawn twice.
    # It goes after the animation's own last words, not inside them: the animation still holds it there.
    moving.finished.connect(
        lambda: QTimer.singleShot(0, widget, lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    )
    moving.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


def pulse(widget: QWidget, draw: Callable[[float], None]) -> None:
    """Call ``draw`` with 0 … 1 … 0, twice, then rest at 0; not at all where motion is reduced."""
    if look().reduced_motion:
        draw(0.0)
        return
    moving = QVariantAnimation(widget)
    moving.setDuration(PULSE_MS)
    moving.setLoopCount(PULSES)
    moving.setStartValue(0.0)
    moving.setKeyValueAt(0.5, 1.0)
    moving.setEndValue(0.0)
    moving.valueChanged.connect(lambda value: draw(float(value)))
    moving.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)
