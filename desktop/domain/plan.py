"""Clusters, drafts, candidates and their steps."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop.domain.effect import Reversibility
from desktop.domain.values import Id


class Strategy(StrEnum):
    """The ways a plan can go."""

    HIGH_TOUCH = "high_touch_sla_sweep"
    BREACH_FIRST = "breach_first"
    CLUSTER_FIRST = "cluster_first"
    VIP_FIRST = "vip_first"
    BATCH_CLOSE = "batch_close"


class Risk(StrEnum):
    """How dangerous a plan is to customers."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class StepName(StrEnum):
    """The steps of Execute."""

    CATEGORISE = "categorise"
    DRAFT = "draft_responses"
    ESCALATE = "escalate"
    CLOSE = "close"


class Cluster(Struct, frozen=True):
    """Tickets about the same incident. ``id`` is derived from its oldest ticket."""

    id: Id
    name: str
    tickets: tuple[int, ...]
    reasons: tuple[str, ...]


class DraftKind(StrEnum):
    """How a draft leaves the deck."""

    PUBLIC_REPLY = "public_reply"
    INTERNAL_NOTE = "internal_note"


class DraftReason(StrEnum):
    """Why a ticket gets a draft (DESIGN §5)."""

    INSIDE_WINDOW = "inside_90_minutes"
    VIP = "vip"
    OLDEST_OF_CLUSTER = "oldest_of_cluster"


class DraftNeed(Struct, frozen=True):
    """A ticket that gets a draft, and why."""

    ticket: int
    kind: DraftKind
    reasons: tuple[DraftReason, ...]
    deadline: datetime | None


BLOCKING = frozenset({"no_foreign_values", "no_placeholder", "no_phi"})
"""Checks that nobody may override: a draft that fails one never leaves."""


SILENT = BLOCKING | {"no_promise_without_authority", "readability", "ticket_language"}
"""Checks that no line of the brief asks for: beside a draft they speak only where they fail."""


class CheckResult(Struct, frozen=True):
    """One safeguard's verdict on one draft.

    Attributes:
        check: The check's name, its own in this draft.
        detail: Why, in our words and counts: it goes into the evidence.
        found: The draft's words it rests on, for the screen only.
        line: The safeguard in the lead's words, where it is one of the lead's, for the screen only.
        repaired: It failed on the words as first written, and passes since they were repaired.
    """

    check: str
    passed: bool
    detail: str
    found: str = ""
    line: str = ""
    repaired: bool = False


class Slot(Struct, frozen=True):
    """One part of a letter, by its name in the template."""

    name: str
    value: str


class Reworded(Struct, frozen=True):
    """Other words for the middle of a letter: what stands between greeting and close.

    Attributes:
        of: Our own words they are for; they stand only while the letter says just that.
        text: The other words.
    """

    of: str
    text: str


class Draft(Struct, frozen=True):
    """A reply prepared for one ticket.

    Attributes:
        text: As it will leave.
        before: As first written, where a repair changed it; else the same as ``text``.
        page_id: The verified page it links, or None.
        candidates: Ids of pages that come close, best first.
        checks: The verdicts on ``text``.
        cluster: The incident its ticket belongs to; None for none.
        language: The language the customer reads, by ISO 639-1 code.
        slots: The parts of the reply that are filled, in their order; none in drafts of older versions.
        unusable: The page that fits but may not be linked: not verified, or stale; None for none.
        reworded: The words a person took from the writing assistant in the place of ours.
    """

    ticket: int
    kind: DraftKind
    text: str
    before: str
    page_id: str | None
    candidates: tuple[str, ...]
    checks: tuple[CheckResult, ...]
    cluster: Id | None = None
    language: str = "en"
    slots: tuple[Slot, ...] = ()
    unusable: str | None = None
    reworded: Reworded | None = None

    @property
    def blocked(self) -> bool:
        """Whether it fails a check that nobody may override."""
        return any(not check.passed and check.check in BLOCKING for check in self.checks)


def spoken(checks: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Return the verdicts a person is shown beside a draft."""
    return tuple(check for check in checks if not check.passed or check.check not in SILENT)


class Categorised(Struct, frozen=True):
    """A ticket's category: ``value`` None means handed to a person."""

    ticket: int
    value: str | None
    confidence: int
    """Share of the vote, in per cent."""


class PlanStep(Struct, frozen=True):
    """One step of a candidate: how many effects, how long by hand, how it is taken back."""

    name: StepName
    effects: int
    manual_seconds: int
    reversibility: tuple[tuple[Reversibility, int], ...]


class Range(Struct, frozen=True):
    """A forecast: between ``low`` and ``high``, most likely ``likely``."""

    low: int
    likely: int
    high: int


class ServiceUse(Struct, frozen=True):
    """What a plan asks of one service: requests in all, and the share of its limit per minute, in per cent."""

    service: str
    requests: int
    share: int


class ScoreTerm(Struct, frozen=True):
    """One term of a plan's score, in words, with its points."""

    words: str
    points: int


class Candidate(Struct, frozen=True):
    """A plan that could be run, with what it costs and risks.

    Attributes:
        effort_seconds: The lead's own time, most likely; ``effort`` has its range.
        predicted_breaches: Clocks at risk that run out, most likely; ``breaches`` has the range.
        answered: Tickets at risk that get a public reply in time, most likely.
        uses: What it asks of each service.
        terms: What the score is the sum of.
    """

    strategy: Strategy
    title: str
    steps: tuple[PlanStep, ...]
    drafts: tuple[DraftNeed, ...]
    escalations: tuple[Id, ...]
    batch_size: int
    threshold: int
    effort_seconds: int
    undo_seconds: int
    predicted_breaches: int
    risk: Risk
    why_risk: str
    score: int
    effort: Range = Range(0, 0, 0)
    breaches: Range = Range(0, 0, 0)
    answered: int = 0
    uses: tuple[ServiceUse, ...] = ()
    terms: tuple[ScoreTerm, ...] = ()


class AgentLoad(Struct, frozen=True):
    """An agent's open tickets in the whole queue, and how many the plan would give him."""

    id: int
    name: str
    open: int
    added: int


class FieldChange(Struct, frozen=True):
    """One line of the dry run: what an effect would change on a ticket."""

    ticket: int
    field: str
    before: str
    after: str
