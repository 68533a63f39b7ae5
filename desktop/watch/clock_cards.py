"""Drawing alerts of clocks: one card to a level and cause, each ticket on the most pressing one only. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Alert, Mission
from desktop.domain.values import from_millis
from desktop.watch.card import About, plain_card
from desktop.watch.contract import AlertCard, Snoozed

SLA_GROUP = "sla"
"""The id of the card that stands for every ticket that was inside the window when the plan was made."""

_OWED = {
    "first_reply_time": "Their first reply is due.",
    "next_reply_time": "Their customers wait for the next reply.",
    "periodic_update_time": "An update is owed.",
    "pausable_update_time": "An update is owed.",
    "requester_wait_time": "Their requesters have waited long enough.",
    "agent_work_time": "The time to work on them is used up.",
    "total_resolution_time": "They are to be solved.",
}


def clock_cards(mission: Mission, about: About) -> tuple[AlertCard, ...]:
    """Return the cards of clocks, breaches first. Alerts that rest are not among them."""
    alerts = [a for a in _open(mission) if not about.rests(a)]
    alerts.sort(key=lambda alert: (alert.level, is_of_plan(alert), alert.deadline))
    shown: set[int] = set()
    cards: list[AlertCard] = []
    for group in _groups(alerts):
        tickets = [t for alert in group for t in alert.all_tickets if t not in shown]
        shown.update(tickets)
        if tickets:
            cards.append(_card(group, tickets, mission, about))
    return tuple(cards)


def resting(mission: Mission, about: About) -> tuple[Snoozed, ...]:
    """Return the alerts somebody lets rest, the first to wake first; a group of the plan is one."""
    found: dict[str, Snoozed] = {}
    for alert in _open(mission):
        if about.rests(alert) and alert.snoozed_for is not None:
            name = SLA_GROUP if is_of_plan(alert) else alert.id
            until = from_millis(alert.snoozed_until)
            count = found[name].tickets if name in found else 0
            count += len(alert.all_tickets)
            found[name] = Snoozed(name, _title(alert.level, count), until, alert.snoozed_for, count)
    return tuple(sorted(found.values(), key=lambda one: one.until))


def is_of_plan(alert: Alert) -> bool:
    """Whether the plan raised it for one ticket; the others were raised when clocks came to a threshold."""
    return alert.kind is AlertKind.SLA and not alert.id.startswith("clocks-")


def _open(mission: Mission) -> list[Alert]:
    return [a for a in mission.alerts.values() if a.open and a.kind is AlertKind.SLA]


def _groups(alerts: Iterable[Alert]) -> list[list[Alert]]:
    """Those of the plan are one group, in the place of the first of them."""
    groups: dict[str, list[Alert]] = {}
    for alert in alerts:
        groups.setdefault(SLA_GROUP if is_of_plan(alert) else alert.id, []).append(alert)
    return list(groups.values())


def _card(group: list[Alert], tickets: list[int], mission: Mission, about: About) -> AlertCard:
    first, count, of_plan = group[0], len(tickets), is_of_plan(group[0])
    sentence = _of_plan(tickets, mission) if of_plan else _of_storm(first, mission, tickets, about)
    card = replace(
        plain_card(structs.replace(first, ticket=tickets[0]), about),
        title=_title(first.level, count),
        sentence=sentence,
        action="Open",
        way_out="Acknowledge",
        level=first.level,
        about_tickets=tuple(tickets),
        cared_for=of_plan and not _without_reply(tickets, mission),
    )
    if count > 1:
        card = replace(card, ticket=0, tickets=count)
    if of_plan and len(group) > 1:
        card = replace(card, id=SLA_GROUP)
    return card


def _title(level: int, count: int) -> str:
    words = f"{count} tickets" if count > 1 else "1 ticket"
    return f"{words} inside {level} minutes" if level else f"{words} breached"


def _of_plan(tickets: Iterable[int], mission: Mission) -> str:
    missing = _without_reply(tickets, mission)
    if not missing:
        return "With this plan each is answered before its clock runs out."
    return f"The plan has no reply for {missing} of them."


def _of_storm(alert: Alert, mission: Mission, tickets: list[int], about: About) -> str:
    name = about.incidents.get(alert.about)
    cause = f"One incident: {name}." if name else _OWED.get(alert.about, "Their clocks run out.")
    missing = _without_reply(tickets, mission)
    if not mission.effects:
        return cause
    return (
        f"{cause} No reply of the plan waits for {missing}."
        if missing
        else f"{cause} A reply of the plan waits for each."
    )


def _without_reply(tickets: Iterable[int], mission: Mission) -> int:
    replies = {
        effect.target
        for effect in mission.effects.values()
        if effect.kind is EffectKind.PUBLIC_REPLY and effect.state is not EffectState.CANCELLED
    }
    return sum(str(ticket) not in replies for ticket in tickets)
