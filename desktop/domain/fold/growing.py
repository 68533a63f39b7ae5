"""Increments: tickets that join while the plan runs, and other words for a held reply."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.effect import WAITING, EffectKind, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import put_increment, register
from desktop.domain.mission import (
    Increment,
    Mission,
)
from desktop.domain.values import Millis

_NOTHING_OUTSIDE = WAITING | {EffectState.CANCELLED}


@register
def _(fact: facts.IncrementAdded, mission: Mission, at: Millis) -> Mission:
    mission.require_room()
    return replace(
        mission,
        snapshot=fact.snapshot,
        preview=fact.preview,
        scope_tickets=(*mission.scope_tickets, *fact.tickets),
        increments=(*mission.increments, Increment(fact.number, fact.tickets, at)),
    )


@register
def _(fact: facts.ReplyAmended, mission: Mission, at: Millis) -> Mission:
    """Only of a reply that is held and paused: meanwhile it does not leave with the old words."""
    mission.require_room()
    held = mission.effects.get(fact.effect)
    waits = held is not None and held.state is EffectState.HELD and held.paused
    if held is None or not waits or held.kind is not EffectKind.PUBLIC_REPLY:
        raise RuleError(
            "These words stay", f"{fact.effect} is not held for a person.", "Pause it first."
        )
    if held.target != str(fact.ticket) or fact.number != len(mission.increments) + 1:
        raise RuleError(
            "Not this reply", f"{fact.effect} answers #{held.target}.", "Take its own ticket."
        )
    amendment = Increment(fact.number, (fact.ticket,), at, amends=fact.effect, draft=fact.draft)
    return replace(mission, increments=(*mission.increments, amendment))


@register
def _(fact: facts.IncrementDropped, mission: Mission, at: Millis) -> Mission:
    growing = mission.open_increment
    if growing is None or growing.number != fact.number:
        raise RuleError("It cannot be given up", "It was begun or given up.", "Undo its changes.")
    outside = [one for one in mission.effects_of(fact.number) if one.state not in _NOTHING_OUTSIDE]
    if outside and not growing.amends:
        raise RuleError(
            "It cannot be given up",
            f"{len(outside)} of its changes are outside: it was begun before the ledger was lost.",
            "Ask for its yes again and begin it: what is there is not sent twice.",
        )
    effects = {
        name: replace(one, state=EffectState.CANCELLED)
        if one.increment == fact.number and one.state in WAITING
        else one
        for name, one in mission.effects.items()
    }
    gone = set(growing.joined)
    kept = tuple(ticket for ticket in mission.scope_tickets if ticket not in gone)
    alerts = {
        name: replace(one, open=False) if one.ticket in gone else one
        for name, one in mission.alerts.items()
    }
    drafts = {ticket: ref for ticket, ref in mission.drafts.items() if ticket not in gone}
    dropped = put_increment(mission, replace(growing, dropped=True))
    return replace(dropped, effects=effects, scope_tickets=kept, alerts=alerts, drafts=drafts)
