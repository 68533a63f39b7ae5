"""Reflect: the outcome, the evidence, and what remains to be done."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Digest, Id
from desktop.domain.words import Evidence, TaskReason


class MissionCompleted(Fact, frozen=True):
    """Every step is through; the outcome is provisional until the seal."""

    telemetry = ("triaged", "drafts", "escalations", "breaches", "saved_seconds")
    outcome: Digest
    triaged: Count
    drafts: Count
    escalations: Count
    breaches: Count
    saved_seconds: int


class BundleWritten(Fact, frozen=True):
    """The evidence bundle was made; ``sha256`` is of the file."""

    sha256: Digest
    minimal: bool


class EvidenceOpened(Fact, frozen=True):
    """Somebody opened a part of the evidence."""

    telemetry = ("evidence",)
    evidence: Evidence


class FeedbackSubmitted(Fact, frozen=True):
    """The lead's verdict on the mission."""

    telemetry = ("stars",)
    stars: Count
    words: Digest | None


class TaskCreated(Fact, frozen=True):
    """A follow-up stands in the mission's own list."""

    telemetry = ("reason",)
    task: Id
    reason: TaskReason
    content: Digest


class TaskSent(Fact, frozen=True):
    """A follow-up is about to be written to the socket: committed durably before that, as an effect is."""

    task: Id


class TaskPushed(Fact, frozen=True):
    """A follow-up became a ticket of the help desk."""

    task: Id
    ticket: Id


class MissionSealed(Fact, frozen=True):
    """The last hold, undo window and unknown effect is closed: these figures stay."""

    outcome: Digest
    triaged: Count
    drafts: Count
    escalations: Count
    breaches: Count
    saved_seconds: int
    breached: tuple[int, ...]
