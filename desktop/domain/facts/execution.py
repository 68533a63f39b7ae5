"""Execute: what was sent, what came back, what was taken back."""

from desktop.domain.facts.base import Fact
from desktop.domain.plan import StepName
from desktop.domain.values import Count, Digest, Id, Millis
from desktop.domain.words import AlertKind, AnswerKind, Reason, Resolution


class ExecutionStarted(Fact, frozen=True):
    """Approved effects may leave from now on."""

    telemetry = ("effects",)
    approval: Id
    effects: Count


class EffectRevised(Fact, frozen=True):
    """A planned internal note got other words inside the approved envelope.

    Its checks ran again; a check that fails was overridden by a person. ``content`` is what the effect asks for
    now, ``draft`` the sealed draft behind it, ``page`` the article it links.
    """

    effect: Id
    content: Digest
    draft: Digest
    page: Id | None
    passed: Count
    failed: Count


class EffectHeld(Fact, frozen=True):
    """A final effect waits in the outbox until ``release_at``."""

    effect: Id
    release_at: Millis


class EffectPaused(Fact, frozen=True):
    """A person looks at a held effect: it stays until it is held anew, or given up."""

    effect: Id


class EffectSent(Fact, frozen=True):
    """About to be written to the socket: committed durably before that."""

    effect: Id
    attempt: Count


class EffectConfirmed(Fact, frozen=True):
    """It exists outside; ``receipt`` seals what the service answered."""

    effect: Id
    receipt: Digest
    read_back: bool


class EffectRefused(Fact, frozen=True):
    """The service refused before any effect."""

    effect: Id
    reason: Reason
    status: Count


class EffectUnknown(Fact, frozen=True):
    """No answer: it may exist outside. Read back by its marker, never blindly resent."""

    effect: Id
    reason: Reason


class EffectCancelled(Fact, frozen=True):
    """It will not leave; nothing happened outside."""

    effect: Id
    reason: Reason


class EffectGivenUp(Fact, frozen=True):
    """Nobody knows whether this happened, and nobody wants it sent again: it is read back only.

    ``unasked``: a person waits no longer for what became of it either.
    """

    effect: Id
    unasked: bool = False


class EscalationAnswered(Fact, frozen=True):
    """Somebody in the channel took notice of a post of ours; ``person`` is the chat account."""

    effect: Id
    person: Id
    how: AnswerKind


class TwinDeleted(Fact, frozen=True):
    """A post too many was found by its marker and deleted: a second one, or one that arrived after it was cancelled.

    ``remote`` was its id.
    """

    effect: Id
    remote: Id


class ExecutionStepCompleted(Fact, frozen=True):
    """A step of the checklist is through."""

    telemetry = ("step", "done", "failed")
    step: StepName
    done: Count
    failed: Count


class ValidatorAlertRaised(Fact, frozen=True):
    """A draft failed a check and a person should look."""

    telemetry = ("alert_kind",)
    alert: Id
    alert_kind: AlertKind
    ticket: int


class AlertResolved(Fact, frozen=True):
    """An alert ended."""

    alert: Id
    resolution: Resolution


class UndoAvailable(Fact, frozen=True):
    """What was done can be taken back until ``until``."""

    telemetry = ("effects",)
    until: Millis
    effects: Count


class UndoAsked(Fact, frozen=True):
    """A person wants this taken back. Written before the first of them is: a crash in between loses no wish."""

    effect: Id


class UndoSent(Fact, frozen=True):
    """A compensation is about to be written to the socket."""

    effect: Id
    attempt: Count


class UndoConfirmed(Fact, frozen=True):
    """Taken back; the fields in ``kept`` had been changed by others and stay as they are."""

    schema = 2
    effect: Id
    kept: tuple[Id, ...]


class UndoSkipped(Fact, frozen=True):
    """Not taken back, and why."""

    effect: Id
    reason: Reason
