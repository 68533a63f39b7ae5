"""What the alert rail, the checklist dock and every countdown show."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.facts import AlertKind
from desktop.domain.plan import StepName
from desktop.domain.values import Id


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
