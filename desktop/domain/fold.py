"""The fold: a mission is what its facts make of it, one after the other.

``apply`` is pure and incremental; folding again from the first fact must give the same mission (the test).
It also refuses what cannot follow: an effect never goes from cancelled to sent.
"""

from functools import singledispatch

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.approval import Answer
from desktop.domain.effect import NEXT, Effect, EffectKind, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.mission import Alert, Approval, DraftRef, Mission, Rules, Task
from desktop.domain.values import Id, Millis


def apply(mission: Mission, fact: facts.Fact, at: Millis) -> Mission:
    """Return the mission after one more fact. Raises RuleError when the fact cannot follow."""
    return _apply(fact, mission, at)


@singledispatch
def _apply(fact: facts.Fact, mission: Mission, at: Millis) -> Mission:
    return mission


@_apply.register
def _(fact: facts.MissionStarted, mission: Mission, at: Millis) -> Mission:
    if mission.started_at:
        raise RuleError("It runs already", "A mission starts once.", "Start another mission.")
    rules = Rules(
        fact.batch_size,
        fact.threshold,
        fact.undo_seconds,
        fact.margin_seconds,
        fact.window_seconds,
    )
    return replace(mission, mode=fact.mode, rules=rules, started_at=at)


@_apply.register
def _(fact: facts.IntentSubmitted, mission: Mission, at: Millis) -> Mission:
    fresh = _without_preview(mission)
    return replace(fresh, intent=fact.intent, scope=fact.scope, brief=None, brief_locked=False)


@_apply.register
def _(fact: facts.BriefGenerated, mission: Mission, at: Millis) -> Mission:
    fresh = _without_preview(mission)
    return replace(fresh, brief=fact.brief, safeguards=(), brief_locked=False)


@_apply.register
def _(fact: facts.SafeguardAdded, mission: Mission, at: Millis) -> Mission:
    return replace(mission, safeguards=(*mission.safeguards, fact.text))


@_apply.register
def _(fact: facts.MissionBriefLocked, mission: Mission, at: Millis) -> Mission:
    return replace(mission, brief=fact.brief, brief_version=fact.version, brief_locked=True)


@_apply.register
def _(fact: facts.BriefReopened, mission: Mission, at: Millis) -> Mission:
    if not mission.brief_locked:
        raise RuleError("The brief is open", "It can be changed as it is.", "Change it, then lock.")
    return replace(_without_preview(mission), brief_locked=False)


@_apply.register
def _(fact: facts.ToolkitRecommended, mission: Mission, at: Millis) -> Mission:
    return replace(mission, recommended=(*mission.recommended, fact.toolkit))


@_apply.register
def _(fact: facts.ToolkitConnected, mission: Mission, at: Millis) -> Mission:
    return replace(mission, connected={**mission.connected, fact.toolkit: fact.account})


@_apply.register
def _(fact: facts.QueueSnapshotTaken, mission: Mission, at: Millis) -> Mission:
    return replace(mission, snapshot=fact.snapshot)


@_apply.register
def _(fact: facts.DataPreviewGenerated, mission: Mission, at: Millis) -> Mission:
    fresh = _without_plan(mission)
    return replace(fresh, preview=fact.preview, scope_tickets=fact.scope_tickets)


def _without_preview(mission: Mission) -> Mission:
    """What was read for another brief does not count for this one."""
    return replace(_without_plan(mission), preview=None, scope_tickets=())


def _without_plan(mission: Mission) -> Mission:
    """A plan for other tickets, its drafts, effects and yes do not stand; a running one cannot be dropped."""
    if mission.executed_at:
        raise RuleError(
            "The plan is already running", "It cannot be changed now.", "Undo or wait for the end."
        )
    return replace(
        mission,
        candidates=(),
        ranking=(),
        strategy=None,
        candidate=None,
        drafts={},
        effects={},
        alerts={},
        approval=None,
    )


@_apply.register
def _(fact: facts.PlannerCandidateGenerated, mission: Mission, at: Millis) -> Mission:
    kept = tuple(pair for pair in mission.candidates if pair[0] is not fact.strategy)
    return replace(mission, candidates=(*kept, (fact.strategy, fact.candidate)))


@_apply.register
def _(fact: facts.PlanRanked, mission: Mission, at: Millis) -> Mission:
    return replace(mission, ranking=fact.order)


@_apply.register
def _(fact: facts.PlanAdjusted, mission: Mission, at: Millis) -> Mission:
    """A newly taken plan replaces drafts, planned effects and the answer to the old one."""
    if mission.executed_at:
        raise RuleError(
            "The plan is already running", "It cannot be changed now.", "Undo or wait for the end."
        )
    rules = replace(mission.rules, batch_size=fact.batch_size, threshold=fact.threshold)
    return replace(
        mission,
        strategy=fact.strategy,
        candidate=fact.candidate,
        rules=rules,
        drafts={},
        effects={},
        approval=None,
    )


@_apply.register
def _(fact: facts.SlaAlertCreated, mission: Mission, at: Millis) -> Mission:
    alert = Alert(fact.alert, facts.AlertKind.SLA, fact.ticket, True, fact.deadline)
    return replace(mission, alerts={**mission.alerts, fact.alert: alert})


@_apply.register
def _(fact: facts.DraftPrepared, mission: Mission, at: Millis) -> Mission:
    ref = DraftRef(fact.draft, fact.ticket, fact.content, fact.page)
    return replace(mission, drafts={**mission.drafts, fact.ticket: ref})


@_apply.register
def _(fact: facts.EffectPlanned, mission: Mission, at: Millis) -> Mission:
    if fact.effect in mission.effects:
        # Planning it again would forget that it was sent.
        raise RuleError("This effect exists", f"{fact.effect} is planned.", "Take the plan anew.")
    effect = Effect(fact.effect, fact.effect_kind, fact.target, fact.content, EffectState.PLANNED)
    return replace(mission, effects={**mission.effects, fact.effect: effect})


@_apply.register
def _(fact: facts.ApprovalRequested, mission: Mission, at: Millis) -> Mission:
    asked = Approval(
        fact.approval,
        fact.approver,
        fact.packet,
        fact.envelope,
        fact.token,
        fact.expires_at,
        requested_at=at,
    )
    return replace(mission, approval=asked)


@_apply.register
def _(fact: facts.ApprovalGranted, mission: Mission, at: Millis) -> Mission:
    asked = _asked(mission, fact.approval)
    if asked.envelope != fact.envelope:
        raise RuleError("Not this plan", "The yes was for another plan.", "Ask again.")
    return replace(
        mission,
        approval=replace(asked, answer=Answer.APPROVE, assurance=fact.assurance, note=fact.note),
    )


@_apply.register
def _(fact: facts.ApprovalDeclined, mission: Mission, at: Millis) -> Mission:
    asked = _asked(mission, fact.approval)
    declined = replace(asked, answer=Answer.DECLINE, assurance=fact.assurance, note=fact.note)
    return replace(mission, approval=declined)


def _asked(mission: Mission, approval: Id) -> Approval:
    asked = mission.approval
    if asked is None or asked.id != approval or asked.answer is not None:
        raise RuleError(
            "This question is closed", "It was answered or replaced.", "Nothing more to do."
        )
    return asked


@_apply.register
def _(fact: facts.ExecutionStarted, mission: Mission, at: Millis) -> Mission:
    if not mission.approved:
        raise RuleError("Nobody said yes", "The plan is not approved.", "Ask for an approval.")
    return replace(mission, executed_at=at)


@_apply.register
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
    return replace(
        mission,
        drafts={**mission.drafts, ticket: ref},
        effects={**mission.effects, fact.effect: replace(effect, content=fact.content)},
    )


@_apply.register
def _(fact: facts.EffectHeld, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.HELD, release_at=fact.release_at)


@_apply.register
def _(fact: facts.EffectSent, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.SENT, attempts=fact.attempt)


@_apply.register
def _(fact: facts.EffectConfirmed, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.CONFIRMED, receipt=fact.receipt)


@_apply.register
def _(fact: facts.EffectRefused, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.REFUSED, refused=fact.status)


@_apply.register
def _(fact: facts.EffectUnknown, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNKNOWN)


@_apply.register
def _(fact: facts.EffectCancelled, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.CANCELLED)


@_apply.register
def _(fact: facts.UndoSent, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDO_SENT)


@_apply.register
def _(fact: facts.UndoConfirmed, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDONE)


@_apply.register
def _(fact: facts.UndoSkipped, mission: Mission, at: Millis) -> Mission:
    return _move(mission, fact.effect, EffectState.UNDO_SKIPPED)


def _move(mission: Mission, effect_id: Id, state: EffectState, **changes: int | str) -> Mission:
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


@_apply.register
def _(fact: facts.ExecutionStepCompleted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, steps_done=(*mission.steps_done, fact.step))


@_apply.register
def _(fact: facts.ValidatorAlertRaised, mission: Mission, at: Millis) -> Mission:
    alert = Alert(fact.alert, fact.alert_kind, fact.ticket)
    return replace(mission, alerts={**mission.alerts, fact.alert: alert})


@_apply.register
def _(fact: facts.AlertResolved, mission: Mission, at: Millis) -> Mission:
    alert = mission.alerts.get(fact.alert)
    if alert is None:
        raise RuleError("No such alert", f"{fact.alert} was never raised.", "Nothing more to do.")
    return replace(mission, alerts={**mission.alerts, fact.alert: replace(alert, open=False)})


@_apply.register
def _(fact: facts.UndoAvailable, mission: Mission, at: Millis) -> Mission:
    return replace(mission, undo_until=fact.until)


@_apply.register
def _(fact: facts.MissionCompleted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, outcome=fact.outcome, completed_at=at)


@_apply.register
def _(fact: facts.BundleWritten, mission: Mission, at: Millis) -> Mission:
    return replace(mission, bundle=fact.sha256)


@_apply.register
def _(fact: facts.FeedbackSubmitted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, stars=fact.stars, lesson=fact.words or mission.lesson)


@_apply.register
def _(fact: facts.TaskCreated, mission: Mission, at: Millis) -> Mission:
    return replace(mission, tasks=(*mission.tasks, Task(fact.task, fact.reason, fact.content)))


@_apply.register
def _(fact: facts.MissionSealed, mission: Mission, at: Millis) -> Mission:
    if mission.sealed:
        raise RuleError("It is sealed already", "The figures stay.", "Nothing more to do.")
    if mission.open_effects:
        raise RuleError(
            "Not sealed yet", f"{len(mission.open_effects)} effects are open.", "Wait for them."
        )
    return replace(mission, sealed=True, outcome=fact.outcome, breached=fact.breached)
