"""The brief from scope and queue: objective, audience, KPI, safeguards, persona tips. Rules, no invention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.brief import Brief, Safeguard
from desktop.domain.mission import Rules
from desktop.domain.scope import Scope
from desktop.domain.ticket import Ticket
from desktop.preferences.contract import Pace
from desktop.stages.define.kpi import measure, ready_at, say_kpi
from desktop.stages.define.signs import signs
from desktop.stages.define.tips import tips
from desktop.watch.contract import RiskRow


@dataclass(frozen=True)
class Counted:
    """What a brief is written from.

    Attributes:
        tickets: The tickets in scope.
        risks: Those of them whose clock runs out inside the window, nearest first.
        started: When the mission began; the window counts from here.
        now: When the brief is written; the work counts from here, at this ``pace``.
    """

    tickets: Sequence[Ticket]
    risks: Sequence[RiskRow]
    started: datetime
    now: datetime
    pace: Pace
    rules: Rules


def write_brief(
    intent: str, scope: Scope, seen: Counted, safeguards: tuple[Safeguard, ...]
) -> Brief:
    """Return the brief for these tickets."""
    tickets, minutes = seen.tickets, seen.rules.window_seconds // 60
    customers = {t.organisation.name for t in tickets if t.organisation}
    vips = {t.organisation.name for t in tickets if t.organisation and t.vip}
    topic = scope.topic or "all open"
    ready = ready_at(seen.started, seen.now, seen.pace)
    undo = timedelta(seconds=seen.rules.undo_seconds)
    kpi = measure(tickets, seen.risks, seen.started, ready, undo)
    return Brief(
        intent=intent,
        scope=scope,
        objective=f"Categorise {len(tickets)} {topic} tickets and answer the {len(seen.risks)} that "
        f"run out within {minutes} minutes.",
        audience=f"{len(customers)} customers, {len(vips)} of them VIP",
        kpi=say_kpi(kpi, minutes),
        safeguards=safeguards,
        tips=tips(signs(tickets, seen.risks, seen.started), seen.rules),
        matched=len(tickets),
        measure=kpi,
    )
