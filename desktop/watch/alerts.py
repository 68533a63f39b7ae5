"""Making alerts: each is a fact first; ``cards`` draws it."""

from collections.abc import Iterable
from datetime import datetime

from desktop.domain.effect import IN_DOUBT, Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind, SlaAlertCreated, ValidatorAlertRaised
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import Draft
from desktop.domain.values import Id, to_millis
from desktop.watch.contract import RiskRow
from desktop.watch.running import answered_by_us

_SAYS = {
    AlertKind.UNKNOWN_EFFECT: IN_DOUBT,
    AlertKind.HANDED_OVER: frozenset(
        {EffectState.REFUSED, EffectState.CANCELLED, EffectState.UNDO_SKIPPED}
    ),
}
"""What an alert of a kind says of the effects on its ticket."""


def sla_alert(row: RiskRow, now: datetime) -> SlaAlertCreated:
    """Say that a ticket is inside the window."""
    left = int((row.deadline - now).total_seconds() // 60)
    return SlaAlertCreated(
        alert=f"sla-{row.ticket}",
        ticket=row.ticket,
        deadline=to_millis(row.deadline),
        minutes_left=max(left, 0),
    )


def draft_alerts(drafts: Iterable[Draft]) -> list[ValidatorAlertRaised]:
    """Say which drafts need a person: held back, without a verified article, or with words that were replaced."""
    raised = []
    for draft in drafts:
        if draft.blocked:
            raised.append(_alert(AlertKind.BLOCKED, draft.ticket))
            continue
        if any(c.check == "verified_kb" and not c.passed for c in draft.checks):
            raised.append(_alert(AlertKind.KB_MISSING, draft.ticket))
        if draft.text != draft.before:
            raised.append(_alert(AlertKind.TONE, draft.ticket))
    return raised


def unknown_effect(ticket: int) -> ValidatorAlertRaised:
    """Say that nobody knows whether a change happened."""
    return _alert(AlertKind.UNKNOWN_EFFECT, ticket)


def handed_over(ticket: int) -> ValidatorAlertRaised:
    """Say that an effect fell out and a person must act."""
    return _alert(AlertKind.HANDED_OVER, ticket)


def raised_anew(mission: Mission, kind: AlertKind) -> list[ValidatorAlertRaised]:
    """Say something of the mission as a whole, once more where somebody closed it: there is more of it now."""
    known = mission.alerts.get(kind.value)
    if known is not None and known.open:
        return []
    return [ValidatorAlertRaised(alert=kind.value, alert_kind=kind, ticket=0)]


def unanswered_id(effect: Id) -> Id:
    """Return the id of the alert that nobody answered this post."""
    return f"{AlertKind.UNANSWERED.value}-{effect}"


def holds(mission: Mission, alert: Alert) -> bool:
    """Whether what an alert says is still so, judged by the effects of its ticket."""
    if alert.kind is AlertKind.UNANSWERED:
        return any(
            not effect.answered_by and effect.state is EffectState.CONFIRMED
            for effect in mission.effects.values()
            if unanswered_id(effect.id) == alert.id
        )
    if alert.kind is AlertKind.UNDO_OWED:
        return bool(mission.owing_undo)
    if alert.kind is AlertKind.NOT_UNDONE:
        return bool(mission.not_undone)
    if alert.kind is AlertKind.SLA:
        return not set(alert.all_tickets) <= answered_by_us(mission)
    states = _SAYS.get(alert.kind)
    if states is None:
        return True
    return any(e.state in states for e in mission.effects.values() if is_about(alert, e))


def settled(mission: Mission) -> list[Alert]:
    """Return the open alerts whose reason is gone."""
    return [alert for alert in mission.alerts.values() if alert.open and not holds(mission, alert)]


def is_about(alert: Alert, effect: Effect) -> bool:
    """Whether an alert of a ticket, or of the posts, is about this effect."""
    if effect.kind is EffectKind.SLACK_ESCALATION:
        return alert.ticket == 0
    return effect.target == str(alert.ticket)


def _alert(kind: AlertKind, ticket: int) -> ValidatorAlertRaised:
    return ValidatorAlertRaised(alert=f"{kind.value}-{ticket}", alert_kind=kind, ticket=ticket)
