"""What the alert rail, the checklist dock and every countdown show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.facts import AlertKind
from desktop.domain.plan import StepName
from desktop.domain.values import Id


class Nearness(StrEnum):
    """How near a breach is; each has its own shape, colour and weight on screen."""

    BREACHED = "breached"
    UNDER_30 = "under_30_minutes"
    UNDER_90 = "under_90_minutes"
    UNDER_4_HOURS = "under_4_hours"
    LATER = "later"
    PAUSED = "paused"
    MET = "met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RiskRow:
    """A ticket at risk; the countdown is painted from the deadline."""

    ticket: int
    deadline: datetime
    vip: bool
    subject: str


@dataclass(frozen=True)
class AlertCard:
    """One card, one decision."""

    id: Id
    kind: AlertKind
    ticket: int
    sentence: str
    action: str
    way_out: str


@dataclass(frozen=True)
class ChecklistItem:
    """A step with how far it is."""

    step: StepName
    done: int
    total: int
