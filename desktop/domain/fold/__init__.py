"""The fold: a mission is what its facts make of it, one after the other.

``apply`` is pure and incremental; folding again from the first fact must give the same mission (the test).
It also refuses what cannot follow: an effect never goes from cancelled to sent. A chapter to each chapter of
``desktop.domain.facts``.
"""

from desktop.domain import facts
from desktop.domain.fold import (
    approving,
    assisting,
    clocks,
    closing,
    execution,
    grouping,
    growing,
    opening,
    planning,
)
from desktop.domain.fold.base import apply_fact
from desktop.domain.mission import Mission
from desktop.domain.values import Millis

# Importing the chapters registers them.
__all__ = [
    "apply",
    "approving",
    "assisting",
    "clocks",
    "closing",
    "execution",
    "grouping",
    "growing",
    "opening",
    "planning",
]


def apply(mission: Mission, fact: facts.Fact, at: Millis) -> Mission:
    """Return the mission after one more fact. Raises RuleError when the fact cannot follow."""
    return apply_fact(fact, mission, at)
