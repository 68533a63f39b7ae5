"""Candidates, the plan taken, drafts and effects."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.effect import Effect, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import (
    Alert,
    DraftRef,
    Mission,
)
from desktop.domain.values import Millis


@register
def _(fact: facts.PlannerCandidateGenerated, mission: Mission, at: Millis) -> Mission:
    kept = tuple(pair for pair in mission.candidates if pair[0] is not fact.strategy)
    return replace(mission, candidates=(*kept, (fact.strategy, fact.candidate)))


@register
def _(fact: facts.PlanRanked, mission: Mission, at: Millis) -> Mission:
    return replace(mission, ranking=fact.order)


@register
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
        route=fact.route,
        rules=rules,
        drafts={},
        categories=(),
        effects={},
        approval=None,
    )


@register
def _(fact: facts.SlaAlertCreated, mission: Mission, at: Millis) -> Mission:
    alert = Alert(
        fact.alert,
        facts.AlertKind.SLA,
        fact.ticket,
        deadline=fact.deadline,
        level=mission.rules.window_seconds // 60,
        tickets=(fact.ticket,),
    )
    return replace(mission, alerts={**mission.alerts, fact.alert: alert})


@register
def _(fact: facts.DraftPrepared, mission: Mission, at: Millis) -> Mission:
    ref = DraftRef(fact.draft, fact.ticket, fact.content, fact.page)
    return replace(mission, drafts={**mission.drafts, fact.ticket: ref})


@register
def _(fact: facts.EffectPlanned, mission: Mission, at: Millis) -> Mission:
    if fact.effect in mission.effects:
        # Planning it again would forget that it was sent.
        raise RuleError("This effect exists", f"{fact.effect} is planned.", "Take the plan anew.")
    effect = Effect(
        fact.effect,
        fact.effect_kind,
        fact.target,
        fact.content,
        EffectState.PLANNED,
        increment=fact.increment,
        # Planned anew it has the name it may have left under before the ledger was lost.
        look_first=mission.restored > 0,
    )
    return replace(mission, effects={**mission.effects, fact.effect: effect})
