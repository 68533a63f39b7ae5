"""Clocks that ran low, alerts put to rest, and what explains them."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import Alert, Mission
from desktop.domain.values import Millis


@register
def _(fact: facts.ClocksCrossed, mission: Mission, at: Millis) -> Mission:
    alert = Alert(
        fact.alert,
        facts.AlertKind.SLA,
        fact.tickets[0] if len(fact.tickets) == 1 else 0,
        deadline=fact.deadline,
        level=fact.level,
        tickets=fact.tickets,
        about=fact.about,
    )
    return replace(mission, alerts={**mission.alerts, fact.alert: alert})


@register
def _(fact: facts.AlertSnoozed, mission: Mission, at: Millis) -> Mission:
    alert = mission.alerts.get(fact.alert)
    if alert is None or not alert.open:
        raise RuleError("No such alert", f"{fact.alert} is not open.", "Nothing more to do.")
    rests = replace(alert, snoozed_until=fact.until, snoozed_for=fact.reason)
    return replace(mission, alerts={**mission.alerts, fact.alert: rests})


@register
def _(fact: facts.ClockJumped, mission: Mission, at: Millis) -> Mission:
    return mission


@register
def _(fact: facts.ClocksExplained, mission: Mission, at: Millis) -> Mission:
    return replace(mission, clock_stories=fact.content)
