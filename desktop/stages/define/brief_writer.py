"""The brief from scope and queue: objective, audience, KPI, safeguards, persona tips. Rules, no invention."""

from collections.abc import Sequence

from desktop.domain.brief import Brief, Safeguard
from desktop.domain.mission import Rules
from desktop.domain.scope import Scope
from desktop.domain.ticket import Ticket
from desktop.watch.contract import RiskRow

_TIPS = (
    "Support: answer what runs out first; one reply for an incident helps all who wait for it.",
    "Compliance: no patient's data in Slack; what is final is named before anybody says yes.",
)


def write_brief(
    intent: str,
    scope: Scope,
    tickets: Sequence[Ticket],
    risks: Sequence[RiskRow],
    safeguards: tuple[Safeguard, ...],
    rules: Rules,
) -> Brief:
    """Return the brief for these tickets. ``risks`` are the ones whose clock runs out soonest."""
    customers = {t.organisation.name for t in tickets if t.organisation}
    vips = {t.organisation.name for t in tickets if t.organisation and t.vip}
    topic = scope.topic or "all open"
    return Brief(
        intent=intent,
        scope=scope,
        objective=f"Categorise {len(tickets)} {topic} tickets and answer the {len(risks)} that "
        f"run out within {rules.window_seconds // 60} minutes.",
        audience=f"{len(customers)} customers, {len(vips)} of them VIP",
        kpi=_kpi(risks),
        safeguards=safeguards,
        tips=_TIPS,
        matched=len(tickets),
    )


def _kpi(risks: Sequence[RiskRow]) -> str:
    if not risks:
        return "0 SLA breaches"
    first = risks[0].deadline
    return f"0 SLA breaches; the first of {len(risks)} clocks runs out at {first:%H:%M} UTC"
