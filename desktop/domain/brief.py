"""The brief that is locked, and its safeguards."""

from enum import StrEnum

from msgspec import Struct

from desktop.domain.scope import Scope


class Check(StrEnum):
    """The named checks a safeguard can turn into."""

    VERIFIED_KB = "verified_kb"
    NO_JARGON = "no_jargon"
    EMPATHY = "empathy"
    OWN = "own"


class Safeguard(Struct, frozen=True):
    """One line of the brief that every draft is checked against."""

    check: Check
    text: str


class Brief(Struct, frozen=True):
    """What the mission is for, in words a manager can read."""

    intent: str
    scope: Scope
    objective: str
    audience: str
    kpi: str
    safeguards: tuple[Safeguard, ...]
    tips: tuple[str, ...]
    matched: int
