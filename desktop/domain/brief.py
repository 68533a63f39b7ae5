"""The brief that is locked, and its safeguards."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop.domain.scope import Scope


class Check(StrEnum):
    """The named checks a draft goes through.

    The first three stand in every brief, the next five run on every draft without a line of their own, the others
    are what a line of the lead's can turn into.
    """

    VERIFIED_KB = "verified_kb"
    NO_JARGON = "no_jargon"
    EMPATHY = "empathy"
    NO_FOREIGN_VALUES = "no_foreign_values"
    NO_PLACEHOLDER = "no_placeholder"
    NO_PROMISE = "no_promise_without_authority"
    READABILITY = "readability"
    TICKET_LANGUAGE = "ticket_language"
    LENGTH = "length"
    FORBIDDEN = "forbidden_words"
    REQUIRED = "required_words"
    TICKET_NUMBER = "ticket_number"
    SIGNED = "signed"
    LINKS = "links"
    NO_ATTACHMENTS = "no_attachments"
    FORMAL = "formal_address"
    LANGUAGE = "language"
    CALM = "no_shouting"
    APOLOGY = "apology"
    NO_PROMISES = "no_promises"
    NO_NAMES = "no_names"
    NO_PHI = "no_phi"
    OWN = "own"
    """No rule can check it: a person does."""


_DEFAULTS = frozenset({Check.VERIFIED_KB, Check.NO_JARGON, Check.EMPATHY})


class Safeguard(Struct, frozen=True):
    """One line of the brief that every draft is checked against.

    Attributes:
        text: The lead's words.
        understood: How they were read, in one sentence; empty for the ones every brief begins with.
        limit: The number the check needs (words at most); 0 where it needs none.
        words: The words it needs (forbidden, required), or a word that says which kind is meant.
    """

    check: Check
    text: str
    understood: str = ""
    limit: int = 0
    words: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Whether the lead wrote it; the others stand in every brief."""
        return self.check not in _DEFAULTS


class Kpi(Struct, frozen=True):
    """What a mission is measured by: numbers and moments computed from the queue its brief was written for.

    Attributes:
        answers: Tickets that ran out inside the window, each to be answered before its own clock.
        first: When the first of them runs out; None when there is none.
        last: When the last of them runs out.
        clocks: Tickets whose clock still ran: none may breach before ``kept_until``.
        late: Tickets with a clock that had run out before the mission: beyond saving.
        categories: Tickets to be categorised by ``categorised_by``.
    """

    answers: int
    first: datetime | None
    last: datetime | None
    clocks: int
    late: int
    kept_until: datetime
    categories: int
    categorised_by: datetime


class Brief(Struct, frozen=True):
    """What the mission is for, in words a manager can read.

    Attributes:
        kpi: The KPI in words, ours or the lead's.
        tips: What each persona would say, as ``Persona: words``.
        measure: The KPI's numbers; None in a brief from before they were kept.
    """

    intent: str
    scope: Scope
    objective: str
    audience: str
    kpi: str
    safeguards: tuple[Safeguard, ...]
    tips: tuple[str, ...]
    matched: int
    measure: Kpi | None = None
