"""The candidates: different ways to go, each with effort, risk, what it takes back, what would breach."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.effect import REVERSIBILITY, EffectKind, Reversibility
from desktop.domain.plan import (
    Candidate,
    Cluster,
    DraftKind,
    DraftNeed,
    PlanStep,
    Risk,
    StepName,
    Strategy,
)
from desktop.domain.ticket import Ticket
from desktop.preferences.contract import Manual, Pace
from desktop.stages.plan.counts import draft_needs, escalations
from desktop.stages.plan.effort import Calibration, effort
from desktop.stages.plan.forecast import predicted
from desktop.stages.plan.spending import uses


@dataclass(frozen=True)
class Situation:
    """What every candidate is made from.

    Attributes:
        at_risk: Ids inside the window at the start.
        now: When the plan is worked out; forecasts count from here.
        limit: The help desk's requests per minute; None when it was not told.
    """

    tickets: tuple[Ticket, ...]
    clusters: tuple[Cluster, ...]
    at_risk: frozenset[int]
    manual: Manual
    pace: Pace
    calibration: Calibration
    undo_seconds: int
    now: datetime
    limit: int | None = None


TITLES = {
    Strategy.HIGH_TOUCH: "High-Touch SLA Sweep",
    Strategy.BREACH_FIRST: "Breach first",
    Strategy.CLUSTER_FIRST: "Cluster first",
    Strategy.VIP_FIRST: "VIP first",
    Strategy.BATCH_CLOSE: "Batch close",
}
_RISKS = {
    Strategy.HIGH_TOUCH: (Risk.LOW, "Replies are held and can be cancelled; nobody is closed."),
    Strategy.BREACH_FIRST: (Risk.MEDIUM, "Incidents wait: VIP customers hear nothing new."),
    Strategy.CLUSTER_FIRST: (Risk.MEDIUM, "Single tickets near their deadline get no reply."),
    Strategy.VIP_FIRST: (Risk.MEDIUM, "When the batch is full, others near their deadline wait."),
    Strategy.BATCH_CLOSE: (Risk.HIGH, "Closing cannot be taken back, and nobody was answered."),
}


def make(strategy: Strategy, seen: Situation, batch_size: int, threshold: int) -> Candidate:
    """Return one candidate for this situation, not yet scored."""
    needs = _needs(strategy, seen, batch_size)
    posts = _posts(strategy, seen, threshold)
    steps = _steps(strategy, seen, needs, posts)
    risk, why = _RISKS[strategy]
    at_risk = [ticket for ticket in seen.tickets if ticket.id in seen.at_risk]
    breaches, answered = predicted(at_risk, needs, seen.now)
    time = effort(len(needs) + len(posts), seen.pace, seen.calibration)
    return Candidate(
        strategy=strategy,
        title=TITLES[strategy],
        steps=steps,
        drafts=needs,
        escalations=tuple(cluster.id for cluster in posts),
        batch_size=batch_size,
        threshold=threshold,
        effort_seconds=time.likely,
        undo_seconds=seen.undo_seconds,
        predicted_breaches=breaches.likely,
        risk=risk,
        why_risk=why,
        score=0,
        effort=time,
        breaches=breaches,
        answered=answered,
        uses=uses(_effects(seen, needs, posts), len(seen.tickets), seen.limit),
    )


def _effects(
    seen: Situation, needs: Sequence[DraftNeed], posts: Sequence[Cluster]
) -> Counter[EffectKind]:
    made = Counter(EffectKind(need.kind.value) for need in needs)
    made[EffectKind.CATEGORISE] = len(seen.tickets)
    made[EffectKind.SLACK_ESCALATION] = len(posts)
    return made


def _needs(strategy: Strategy, seen: Situation, batch_size: int) -> tuple[DraftNeed, ...]:
    clusters = () if strategy is Strategy.BREACH_FIRST else seen.clusters
    first = strategy is Strategy.VIP_FIRST
    needs = draft_needs(seen.tickets, clusters, seen.at_risk, batch_size, vips_first=first)
    if strategy is Strategy.BATCH_CLOSE:
        return ()
    if strategy is Strategy.BREACH_FIRST:
        return tuple(n for n in needs if n.kind is DraftKind.PUBLIC_REPLY)
    if strategy is Strategy.CLUSTER_FIRST:
        members = {ticket for cluster in seen.clusters for ticket in cluster.tickets}
        return tuple(n for n in needs if n.ticket in members)
    return needs


def _posts(strategy: Strategy, seen: Situation, threshold: int) -> tuple[Cluster, ...]:
    if strategy in (Strategy.BATCH_CLOSE, Strategy.BREACH_FIRST):
        return ()
    return escalations(seen.tickets, seen.clusters, seen.at_risk, threshold)


def _steps(
    strategy: Strategy, seen: Situation, needs: Sequence[DraftNeed], posts: Sequence[Cluster]
) -> tuple[PlanStep, ...]:
    every = len(seen.tickets)
    categorise = _step(StepName.CATEGORISE, [EffectKind.CATEGORISE] * every, seen.manual.categorise)
    if strategy is Strategy.BATCH_CLOSE:
        close = PlanStep(StepName.CLOSE, every, every * 60, ((Reversibility.FINAL, every),))
        return categorise, close
    kinds = [EffectKind(need.kind.value) for need in needs]
    draft = _step(StepName.DRAFT, kinds, seen.manual.draft)
    post = _step(
        StepName.ESCALATE, [EffectKind.SLACK_ESCALATION] * len(posts), seen.manual.escalate
    )
    return tuple(step for step in (categorise, draft, post) if step.effects)


def _step(name: StepName, kinds: Sequence[EffectKind], minutes: float) -> PlanStep:
    back = Counter(REVERSIBILITY[kind] for kind in kinds)
    return PlanStep(name, len(kinds), round(len(kinds) * minutes * 60), tuple(sorted(back.items())))
