"""How far each ticket in scope is, read off its effects and alerts. Pure."""

from collections.abc import Iterable, Mapping

from desktop.domain.effect import IN_DOUBT, STANDING, Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Mission
from desktop.domain.standing import TicketState
from desktop.domain.values import Id

_ALERTS = {
    AlertKind.KB_MISSING: TicketState.KB_MISSING,
    AlertKind.TONE: TicketState.TONE,
    AlertKind.UNKNOWN_EFFECT: TicketState.UNKNOWN_EFFECT,
    AlertKind.HANDED_OVER: TicketState.HANDED_OVER,
    AlertKind.BLOCKED: TicketState.HANDED_OVER,
}
"""An SLA alert says nothing of how far a ticket is."""

_TAKEN_BACK = frozenset({EffectState.UNDONE, EffectState.CANCELLED})


def ticket_states(
    mission: Mission, escalated: Mapping[Id, tuple[int, ...]]
) -> dict[int, TicketState]:
    """Return the state of every ticket in scope; ``escalated`` names the tickets of each post."""
    effects: dict[int, list[Effect]] = {ticket: [] for ticket in mission.scope_tickets}
    for effect in mission.effects.values():
        if effect.kind is EffectKind.SLACK_ESCALATION:
            about: Iterable[int] = escalated.get(effect.id, ())
        else:
            about = (int(effect.target),)
        for ticket in about:
            effects.setdefault(ticket, []).append(effect)
    needs = _needs_person(mission)
    return {one: needs.get(one) or _reached(effects[one]) for one in mission.scope_tickets}


def _needs_person(mission: Mission) -> dict[int, TicketState]:
    found: dict[int, TicketState] = {}
    for alert in mission.alerts.values():
        if alert.open and alert.kind in _ALERTS:
            state = _ALERTS[alert.kind]
            found[alert.ticket] = min(state, found.get(alert.ticket, state))
    return found


def _reached(effects: Iterable[Effect]) -> TicketState:
    states = {(effect.kind, effect.state) for effect in effects}
    if any(state in IN_DOUBT for _, state in states):
        return TicketState.UNKNOWN_EFFECT
    if (EffectKind.PUBLIC_REPLY, EffectState.HELD) in states:
        return TicketState.REPLY_HELD
    for kind, reached in _REACHED:
        if any(k is kind and state in STANDING for k, state in states):
            return reached
    if states and all(state in _TAKEN_BACK for _, state in states):
        return TicketState.TAKEN_BACK
    return TicketState.WAITING


_REACHED = (
    (EffectKind.PUBLIC_REPLY, TicketState.ANSWERED),
    (EffectKind.INTERNAL_NOTE, TicketState.DRAFT_READY),
    (EffectKind.SLACK_ESCALATION, TicketState.ESCALATED),
    (EffectKind.CATEGORISE, TicketState.CATEGORISED),
)
"""What tells most first."""
