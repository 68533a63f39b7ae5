"""Effects from sent to undone, steps and alerts."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.approval import Answer, Assurance
from desktop.domain.effect import IN_DOUBT, NEXT, EffectKind, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import put_increment, register
from desktop.domain.mission import (
    Alert,
    Approval,
    DraftRef,
    Increment,
    Mission,
)
from desktop.domain.values import Id, Millis


@register
def _(fact: facts.ExecutionStarted, mission: Mission, at: Millis) -> Mission:
    growing = mission.open_increment
    if growing is not None:
        return _begin(mission, growing, fact.approval, at)
    asked = mission.approval
    if asked is None or asked.id != fact.approval or not mission.approved:
        raise RuleError("Nobody said yes", "The plan is not approved.", "Ask for an approval.")
    if mission.executed_at:
        raise RuleError("It was begun", "A plan is begun once.", "Go on with it.")
    return replace(mission, executed_at=at)


def _begin(mission: Mission, growing: Increment, approval: Id, at: Millis) -> Mission:
    """The steps are gone through again for tickets that are new; the undo window opens anew at their end."""
    asked = growing.approval
    if asked is None or asked.id != approval or asked.answer is not Answer.APPROVE:
        raise RuleError("Nobody said yes", "The increment is not approved.", "Ask for an approval.")
    begun = put_increment(mission, replace(growing, started_at=at))
    if growing.amends:
        return _amended(begun, growing, asked)
    return replace(begun, steps_done=(), undo_until=0, earlier_undo_until=begun.way_back_until)


def _amended(begun: Mission, growing: Increment, asked: Approval) -> Mission:
    """Other words for a reply: no step is gone through again, and the way back stays open as long as it was."""
    if begun.effects[growing.amends].state is not EffectState.HELD:
        raise RuleError(
            "The reply is held no more",
            f"{growing.amends} left, or was given up: there are no words to change.",
            "Give the new words up.",
        )
    if asked.assurance is Assurance.VOUCHED:
        raise RuleError(
            "This yes releases no reply",
            "It came without a code: the words approved before stay held.",
            "Ask a manager who can enter one, or give the new words up.",
        )
    (ticket,) = growing.tickets
    draft = replace(begun.drafts[ticket], content=growing.draft)
    return replace(begun, drafts={**begun.drafts, ticket: draft})


@register
def _(fact: facts.EffectRevised, mission: Mission, at: Millis) -> Mission:
    """Only a note that has not left: what was approved to the letter, or is outside, stays as it is."""
    effect = mission.effects.get(fact.effect)
    planned = effect is not None and effect.state is EffectState.PLANNED
    if (
        effect is None
        or not planned
        or effect.kind is not EffectKind.INTERNAL_NOTE
        or mission.sealed
    ):
        raise RuleError(
            "These words stay", f"{fact.effect} cannot be changed now.", "Look at its line."
        )
    ticket = int(effect.target)
    ref = DraftRef(f"draft-{ticket}", ticket, fact.draft, fact.page)
    revised = replace(effect, content=fact.content, approved=effect.approved_content)
    return replace(
        mission,
        drafts={**mission.drafts, ticket: ref},
        effects={**mission.effects, fact.effect: revised},
    )


@register
def _(fact: facts.EffectHeld, mission: Mission, at: Millis) -> Mission:
    """The first time, or anew after a pause; not while other words for it wait."""
    waiting = mission.open_amendment
    if waiting is not None and waiting.amends == fact.effect:
        raise RuleError(
            "Other words for this reply wait",
            f"Let go, {fact.effect} would leave with the old ones.",
            "Give the new words up first, or begin them.",
        )
    return _move(mission, fact.effect, EffectState.HELD, release_at=fact.release_at, paused=False)


@register
def _(fact: facts.EffectPaused, mission: Mission, at: Millis) -> Mission:
    effect = mission.effects.get(fact.effect)
    if effect is None or effect.state is not EffectState.HELD:
        raise RuleError("It is not held", f"{fact.effect} cannot be paused.", "Look at its line.")
    return _move(mission, fact.effect, EffectState.HELD, paused=True)


@register
def _(fact: facts.EffectSent, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.SENT, attempts=fact.attempt, look_first=False)


@register
def _(fact: facts.EffectConfirmed, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.CONFIRMED, receipt=fact.receipt)


@register
def _(fact: facts.EffectRefused, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.REFUSED, refused=fact.status)


@register
def _(fact: facts.EffectUnknown, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNKNOWN)


@register
def _(fact: facts.EffectCancelled, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.CANCELLED)


@register
def _(fact: facts.EffectGivenUp, mission: Mission, at: Millis) -> Mission:
    effect = mission.effects.get(fact.effect)
    if effect is None or effect.state not in IN_DOUBT:
        raise RuleError("It is not in doubt", f"{fact.effect} is known.", "Look at its line.")
    given_up = replace(effect, given_up=True, unasked=fact.unasked)
    return replace(mission, effects={**mission.effects, fact.effect: given_up})


@register
def _(fact: facts.EscalationAnswered, mission: Mission, at: Millis) -> Mission:
    """The first who takes notice has it; a post taken back needs no answer."""
    effect = mission.effects.get(fact.effect)
    if effect is None or effect.kind is not EffectKind.SLACK_ESCALATION:
        raise RuleError("No such post", f"{fact.effect} is none of ours.", "Nothing more to do.")
    if effect.answered_by:
        return mission
    answered = replace(effect, answered_by=fact.person)
    return replace(mission, effects={**mission.effects, fact.effect: answered})


@register
def _(fact: facts.TwinDeleted, mission: Mission, at: Millis) -> Mission:
    """What was one too many is gone, or says that it is withdrawn: the effect stands as it stood."""
    effect = mission.effects[fact.effect]
    told = replace(effect, twins=(*effect.twins, fact.remote))
    return replace(mission, effects={**mission.effects, fact.effect: told})


@register
def _(fact: facts.UndoAsked, mission: Mission, at: Millis) -> Mission:
    """Of what is outside, or may be: what waits is cancelled instead."""
    effect = mission.effects.get(fact.effect)
    if effect is None or effect.state not in IN_DOUBT | {EffectState.CONFIRMED} or mission.sealed:
        raise RuleError(
            "This cannot be taken back", f"{fact.effect} is not outside.", "Look at its line."
        )
    asked = replace(effect, undo_asked=True, unasked=False)
    return replace(mission, effects={**mission.effects, fact.effect: asked})


@register
def _(fact: facts.UndoSent, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDO_SENT, undo_attempts=fact.attempt)


@register
def _(fact: facts.UndoConfirmed, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDONE, kept=fact.kept)


@register
def _(fact: facts.UndoSkipped, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDO_SKIPPED, skipped=fact.reason)


def _move(mission: Mission, effect_id: Id, state: EffectState, **changes: object) -> Mission:
    if mission.sealed:
        raise RuleError("The mission is sealed", f"{effect_id} cannot change.", "Start a new one.")
    effect = mission.effects.get(effect_id)
    if effect is None or state not in NEXT[effect.state]:
        was = effect.state if effect else "not planned"
        raise RuleError(
            "This effect cannot do that",
            f"{effect_id} is {was}; it cannot become {state}.",
            "Look at its line in the audit log.",
        )
    moved = replace(effect, state=state, **changes)
    return replace(mission, effects={**mission.effects, effect_id: moved})


@register
def _(fact: facts.ExecutionStepCompleted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, steps_done=(*mission.steps_done, fact.step))


@register
def _(fact: facts.ValidatorAlertRaised, mission: Mission, at: Millis) -> Mission:
    alert = Alert(fact.alert, fact.alert_kind, fact.ticket)
    return replace(mission, alerts={**mission.alerts, fact.alert: alert})


@register
def _(fact: facts.AlertResolved, mission: Mission, at: Millis) -> Mission:
    alert = mission.alerts.get(fact.alert)
    if alert is None:
        raise RuleError("No such alert", f"{fact.alert} was never raised.", "Nothing more to do.")
    return replace(mission, alerts={**mission.alerts, fact.alert: replace(alert, open=False)})


@register
def _(fact: facts.UndoAvailable, mission: Mission, at: Millis) -> Mission:
    return replace(mission, undo_until=fact.until)
