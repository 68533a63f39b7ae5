"""Drawing alerts: one card, one sentence, one decision. A burst of clocks is one card with a count. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import Draft
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id, from_millis
from desktop.watch.contract import AlertCard

SLA_GROUP = "sla"
"""The id of the card that stands for every open SLA alert."""


@dataclass(frozen=True)
class About:
    """What a card tells beside the alert itself: the tickets in scope and the drafts, by ticket."""

    tickets: Mapping[int, Ticket] = field(default_factory=dict)
    drafts: Mapping[int, Draft] = field(default_factory=dict)


def open_cards(mission: Mission, about: About | None = None) -> tuple[AlertCard, ...]:
    """Return what needs a person: clocks first, then by the time that is left, then as raised."""
    seen = about or About()
    waiting = [alert for alert in mission.alerts.values() if alert.open]
    clocks = [alert for alert in waiting if alert.kind is AlertKind.SLA]
    cards = [_card(a, mission, seen) for a in waiting if a.kind is not AlertKind.SLA]
    timed = sorted(cards, key=lambda c: (c.deadline is None, c.deadline and c.deadline.timestamp()))
    return (*_clocks(clocks, mission, seen), *timed)


def named_by(card: Id, mission: Mission) -> tuple[Alert, ...]:
    """Return the open alerts a card's id stands for; none for an unknown or closed one."""
    if card == SLA_GROUP:
        return tuple(a for a in mission.alerts.values() if a.open and a.kind is AlertKind.SLA)
    alert = mission.alerts.get(card)
    return (alert,) if alert and alert.open else ()


def note_of(mission: Mission, ticket: int) -> Effect | None:
    """Return the internal note planned for a ticket, as long as it has not left."""
    for effect in mission.effects.values():
        if effect.target == str(ticket) and effect.kind is EffectKind.INTERNAL_NOTE:
            return effect if effect.state is EffectState.PLANNED else None
    return None


def _clocks(alerts: list[Alert], mission: Mission, about: About) -> tuple[AlertCard, ...]:
    if not alerts:
        return ()
    ordered = sorted(alerts, key=lambda alert: alert.deadline)
    first, minutes = ordered[0], mission.rules.window_seconds // 60
    count = len(alerts)
    words = f"{count} tickets" if count > 1 else "1 ticket"
    card = replace(
        _plain(first, about),
        title=f"{words} inside {minutes} minutes",
        sentence=_answered(ordered, mission),
        action="Open",
        way_out="Acknowledge",
    )
    if count == 1:
        return (card,)
    return (replace(card, id=SLA_GROUP, ticket=0, tickets=count),)


def _answered(alerts: Iterable[Alert], mission: Mission) -> str:
    replies = {
        effect.target
        for effect in mission.effects.values()
        if effect.kind is EffectKind.PUBLIC_REPLY and effect.state is not EffectState.CANCELLED
    }
    missing = sum(str(alert.ticket) not in replies for alert in alerts)
    if not missing:
        return "With this plan each is answered before its clock runs out."
    return f"The plan has no reply for {missing} of them."


def _card(alert: Alert, mission: Mission, about: About) -> AlertCard:
    card = _plain(alert, about)
    draft = about.drafts.get(alert.ticket)
    if alert.kind is AlertKind.KB_MISSING:
        return _kb_missing(card, draft, mission)
    if alert.kind is AlertKind.TONE:
        return _tone(card, draft, mission)
    if alert.kind is AlertKind.UNANSWERED:
        return replace(
            card,
            title="Nobody answered an escalation",
            sentence="No reply and no reaction in the channel. Call whoever is on call.",
            action="Acknowledge",
        )
    if alert.kind is AlertKind.UNKNOWN_EFFECT:
        return replace(
            card,
            title="No answer yet",
            sentence="Nobody knows yet whether this change happened. It is read again.",
            action="Look",
            way_out="Wait",
        )
    return replace(
        card,
        title="Left to a person",
        sentence="Something happened since, so the plan did not touch this ticket.",
        action="Open",
        way_out="Acknowledge",
    )


def _kb_missing(card: AlertCard, draft: Draft | None, mission: Mission) -> AlertCard:
    may = note_of(mission, card.ticket) is not None
    near = len(draft.candidates) if draft else 0
    close = f"{near} articles come near, none is sure." if near else "No article comes near."
    return replace(
        card,
        title="KB link missing",
        sentence=close if may else "The reply was approved without a link and stays so.",
        action="Fix" if may else "Acknowledge",
        way_out="Skip" if may else "",
        may_override=may,
    )


def _tone(card: AlertCard, draft: Draft | None, mission: Mission) -> AlertCard:
    may = note_of(mission, card.ticket) is not None
    before, after = _changed_lines(draft) if draft else ("", "")
    return replace(
        card,
        title="Tone repaired",
        sentence="Plainer words replaced jargon."
        if may
        else "The plainer words were approved and stay.",
        action="Accept",
        way_out="Keep mine" if may else "",
        before=before,
        after=after,
        may_override=may,
    )


def _changed_lines(draft: Draft) -> tuple[str, str]:
    """Return the lines that a repair touched, before and after; it never adds or removes one."""
    pairs = zip(draft.before.splitlines(), draft.text.splitlines(), strict=False)
    changed = [(old, new) for old, new in pairs if old != new]
    return "\n".join(old for old, _ in changed), "\n".join(new for _, new in changed)


def _plain(alert: Alert, about: About) -> AlertCard:
    """What every card shows: whose ticket it is and how long it has."""
    ticket = about.tickets.get(alert.ticket)
    running = ticket.deadline if ticket else None
    return AlertCard(
        id=alert.id,
        kind=alert.kind,
        ticket=alert.ticket,
        sentence="",
        action="",
        way_out="",
        organisation=ticket.organisation.name if ticket and ticket.organisation else "",
        vip=bool(ticket and ticket.vip),
        deadline=from_millis(alert.deadline) if alert.deadline else running,
        may_override=False,
    )
