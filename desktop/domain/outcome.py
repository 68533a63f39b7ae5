"""The outcome: figures that open to their sums."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Ending(StrEnum):
    """How a ticket that was at risk ended (DESIGN §5)."""

    ANSWERED = "answered"
    HELD = "held"
    RUNNING = "still_running"
    BREACHED = "breached"


class KpiState(StrEnum):
    """How the brief's KPI stands; open while it can still be met."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"

    @property
    def figure(self) -> str:
        """The name of the figure that says so."""
        return f"kpi_{self.value}"


class AtRisk(Struct, frozen=True):
    """A ticket that was inside the window at the start; ``words`` say until when, or who owns it."""

    ticket: int
    ending: Ending
    words: str


class Figure(Struct, frozen=True):
    """One figure with what it is the sum of.

    Attributes:
        name: ``triaged``, ``drafts``, ``escalations``, ``breaches``, ``minutes_saved``, …
        value: The number.
        words: As the screen says it.
        parts: What it sums: ticket ids, effect ids, or terms with their values.
        rule: The rule that counts, in one sentence.
    """

    name: str
    value: float
    words: str
    parts: tuple[str, ...]
    rule: str


class Outcome(Struct, frozen=True):
    """What the mission came to; provisional until it is sealed. Its fields are what ``verify.py`` knows of it."""

    at: datetime
    sealed: bool
    figures: tuple[Figure, ...]
    at_risk: tuple[AtRisk, ...]
    breached: tuple[int, ...]

    @property
    def kpi(self) -> tuple[KpiState, Figure] | None:
        """How the brief's KPI stands, with its figure; None where the brief kept no numbers for it."""
        known = {state.figure: state for state in KpiState}
        return next(((known[f.name], f) for f in self.figures if f.name in known), None)

    def value(self, name: str) -> float:
        """Return a figure's number. Raises KeyError when there is no such figure."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise KeyError(name)
