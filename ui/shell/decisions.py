"""What asks for a person: the one count that rail, tray and badge show."""

from desktop.domain.words import AlertKind
from desktop.watch.contract import AlertCard, WatchView

_ASKS_NOTHING = (AlertKind.SLA, AlertKind.LEFT)
"""Clocks the plan takes care of, and tickets that left, ask for no decision."""


def waits(card: AlertCard) -> bool:
    """Whether this card waits for a person; a clock that came to a threshold does, unless the plan answers it."""
    clock = card.level is not None and not card.cared_for
    return clock or card.kind not in _ASKS_NOTHING


def waiting(view: WatchView) -> int:
    """Count the cards that wait for a person."""
    return sum(map(waits, view.alerts))
