"""Ready-made facts: a mission's life in a few lines, and random legal lives for Hypothesis."""

from hypothesis import strategies as st

from desktop.domain.approval import Assurance
from desktop.domain.effect import IN_DOUBT, NEXT, EffectKind, EffectState
from desktop.domain.facts import (
    AlertKind,
    AlertResolved,
    ApprovalGranted,
    ApprovalRequested,
    EffectCancelled,
    EffectConfirmed,
    EffectHeld,
    EffectPaused,
    EffectPlanned,
    EffectRefused,
    EffectRevised,
    EffectSent,
    EffectUnknown,
    Fact,
    FeedbackSubmitted,
    LedgerRestored,
    MissionSealed,
    MissionStarted,
    Mode,
    Reason,
    Resolution,
    TaskCreated,
    TaskReason,
    ToolkitRecommended,
    UndoAsked,
    UndoConfirmed,
    UndoSent,
    UndoSkipped,
    ValidatorAlertRaised,
)
from desktop.domain.values import Toolkit

DIGEST = "ab" * 32
STARTED = MissionStarted(
    mode=Mode.SANDBOX,
    batch_size=12,
    threshold=5,
    undo_seconds=900,
    margin_seconds=180,
    window_seconds=5400,
)
ASKED = ApprovalRequested(
    increment=0,
    approval="a1",
    approver="dana",
    packet=DIGEST,
    envelope=DIGEST,
    token=DIGEST,
    effects=1,
    expires_at=1,
)
GRANTED = ApprovalGranted(approval="a1", envelope=DIGEST, assurance=Assurance.ENROLLED, note=None)
SEALED = MissionSealed(
    outcome=DIGEST, triaged=1, drafts=0, escalations=0, breaches=0, saved_seconds=60, breached=()
)


_OUTSIDE = IN_DOUBT | {EffectState.CONFIRMED}


def planned(effect: str = "e1", content: str = DIGEST) -> EffectPlanned:
    """Return the plan of one note."""
    kind = EffectKind.INTERNAL_NOTE
    return EffectPlanned(
        effect=effect, effect_kind=kind, target="101", content=content, increment=0
    )


def feedback(stars: int = 5) -> FeedbackSubmitted:
    """Return a verdict without words."""
    return FeedbackSubmitted(stars=stars, words=None)


def task(name: str) -> TaskCreated:
    """Return a follow-up."""
    return TaskCreated(task=name, reason=TaskReason.KB_MISSING, content=DIGEST)


def revised(effect: str) -> EffectRevised:
    """Return other words for a note."""
    other = "cd" * 32
    return EffectRevised(effect=effect, content=other, draft=other, page="p1", passed=2, failed=1)


def _into(effect: str, state: EffectState) -> Fact:
    made: dict[EffectState, Fact] = {
        EffectState.HELD: EffectHeld(effect=effect, release_at=9),
        EffectState.SENT: EffectSent(effect=effect, attempt=1),
        EffectState.CONFIRMED: EffectConfirmed(effect=effect, receipt=DIGEST, read_back=False),
        EffectState.REFUSED: EffectRefused(effect=effect, reason=Reason.REFUSED, status=422),
        EffectState.UNKNOWN: EffectUnknown(effect=effect, reason=Reason.NO_ANSWER),
        EffectState.CANCELLED: EffectCancelled(effect=effect, reason=Reason.LEAD),
        EffectState.UNDO_SENT: UndoSent(effect=effect, attempt=1),
        EffectState.UNDONE: UndoConfirmed(effect=effect, kept=()),
        EffectState.UNDO_SKIPPED: UndoSkipped(effect=effect, reason=Reason.FINAL),
    }
    return made[state]


@st.composite
def lives(draw: st.DrawFn) -> list[Fact]:
    """Return a legal sequence: effects walk their arrows in any interleaving, alerts come and go."""
    states = {f"e{i}": EffectState.PLANNED for i in range(draw(st.integers(1, 4)))}
    facts: list[Fact] = [STARTED, *(planned(effect) for effect in states), ASKED, GRANTED]
    raised: list[str] = []
    for number in range(draw(st.integers(0, 20))):
        facts.append(_next(draw, states, raised, number))
    return facts


def _next(draw: st.DrawFn, states: dict[str, EffectState], raised: list[str], number: int) -> Fact:
    movable = sorted(effect for effect, state in states.items() if NEXT[state])
    kinds = ["move", "alert", "resolve", "toolkit", "stars", "revise", "undo", "pause", "restore"]
    choice = draw(st.sampled_from(kinds))
    waiting = sorted(effect for effect, state in states.items() if state is EffectState.PLANNED)
    if choice == "revise" and waiting:
        return revised(draw(st.sampled_from(waiting)))
    outside = sorted(effect for effect, state in states.items() if state in _OUTSIDE)
    held = sorted(effect for effect, state in states.items() if state is EffectState.HELD)
    if choice == "pause" and held:
        return EffectPaused(effect=draw(st.sampled_from(held)))
    if choice == "restore":
        return LedgerRestored(copied_at=draw(st.integers(1, 2**41)))
    if choice == "undo" and outside:
        return UndoAsked(effect=draw(st.sampled_from(outside)))
    if choice == "move" and movable:
        effect = draw(st.sampled_from(movable))
        states[effect] = draw(st.sampled_from(sorted(NEXT[states[effect]])))
        return _into(effect, states[effect])
    if choice == "resolve" and raised:
        alert = draw(st.sampled_from(raised))
        return AlertResolved(alert=alert, resolution=Resolution.FIXED)
    if choice == "toolkit":
        return ToolkitRecommended(toolkit=draw(st.sampled_from(Toolkit)), required=True)
    if choice == "alert":
        raised.append(f"alert-{number}")
        return ValidatorAlertRaised(alert=raised[-1], alert_kind=AlertKind.TONE, ticket=number)
    return feedback(draw(st.integers(1, 5)))
