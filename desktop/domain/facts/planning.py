"""Plan and Approve: candidates, drafts, planned effects, the yes."""

from desktop.domain.approval import Assurance
from desktop.domain.effect import EffectKind
from desktop.domain.facts.base import Fact
from desktop.domain.plan import Risk, Strategy
from desktop.domain.values import Count, Digest, Id, Millis
from desktop.domain.words import AuditKind


class PlannerCandidateGenerated(Fact, frozen=True):
    """A plan that could be run."""

    telemetry = ("strategy", "steps", "risk")
    candidate: Digest
    strategy: Strategy
    steps: Count
    risk: Risk


class PlanRanked(Fact, frozen=True):
    """The candidates in order, best first."""

    telemetry = ("best", "candidates")
    best: Strategy
    candidates: Count
    order: tuple[Strategy, ...]


class PlanAdjusted(Fact, frozen=True):
    """The lead took a plan, with this batch size and threshold."""

    telemetry = ("strategy", "batch_size", "threshold")
    strategy: Strategy
    candidate: Digest
    batch_size: Count
    threshold: Count


class SlaAlertCreated(Fact, frozen=True):
    """A ticket's clock is inside the window."""

    telemetry = ("minutes_left",)
    alert: Id
    ticket: int
    deadline: Millis
    minutes_left: Count


class DraftPrepared(Fact, frozen=True):
    """A draft was written and checked."""

    draft: Id
    ticket: int
    content: Digest
    page: Id | None
    passed: Count
    failed: Count


class EffectPlanned(Fact, frozen=True):
    """A change to the outside world is part of the plan, or of an increment; its content lies sealed.

    Schema 1 knew no increments: everything was of the plan.
    """

    schema = 2
    effect: Id
    effect_kind: EffectKind
    target: Id
    content: Digest
    increment: Count


class ApprovalRequested(Fact, frozen=True):
    """A manager was asked. ``token`` is the SHA-256 of the link's secret.

    Schema 1 had no ``expires_at``: such a request lapsed 24 hours after it was made. Schema 2 knew no increments.
    """

    schema = 3
    telemetry = ("effects",)
    approval: Id
    approver: Id
    packet: Digest
    envelope: Digest
    token: Digest
    effects: Count
    expires_at: Millis
    increment: Count


class ApprovalGranted(Fact, frozen=True):
    """The approver said yes to this envelope."""

    telemetry = ("assurance",)
    approval: Id
    envelope: Digest
    assurance: Assurance
    note: Digest | None


class ApprovalDeclined(Fact, frozen=True):
    """The approver said no."""

    approval: Id
    assurance: Assurance
    note: Digest | None


class AuditEventRecorded(Fact, frozen=True):
    """Somebody looked at or took out something that is guarded."""

    telemetry = ("event",)
    event: AuditKind
    subject: Id
