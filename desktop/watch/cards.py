"""Drawing alerts: one card, one sentence, one decision. A burst of clocks is one card with a count. Pure."""

import re
from dataclasses import replace

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import BLOCKING, Draft
from desktop.domain.values import Id
from desktop.watch.card import About, plain_card
from desktop.watch.clock_cards import SLA_GROUP, clock_cards, is_of_plan
from desktop.watch.contract import AlertCard
from desktop.watch.undo_cards import UNDO_CARDS, undo_card

_SENTENCE = re.compile(r"(?<=[.!?]) ")


def open_cards(mission: Mission, about: About | None = None) -> tuple[AlertCard, ...]:
    """Return what needs a person: clocks first, then by the time that is left, then as raised."""
    seen = about or About()
    waiting = [alert for alert in mission.alerts.values() if alert.open]
    cards = [_card(a, mission, seen) for a in waiting if a.kind is not AlertKind.SLA]
    timed = sorted(cards, key=lambda c: (c.deadline is None, c.deadline and c.deadline.timestamp()))
    return (*clock_cards(mission, seen), *timed)


def named_by(card: Id, mission: Mission) -> tuple[Alert, ...]:
    """Return the open alerts a card's id stands for; none for an unknown or closed one."""
    if card == SLA_GROUP:
        return tuple(a for a in mission.alerts.values() if a.open and is_of_plan(a))
    alert = mission.alerts.get(card)
    return (alert,) if alert and alert.open else ()


def note_of(mission: Mission, ticket: int) -> Effect | None:
    """Return the internal note planned for a ticket, as long as it has not left."""
    for effect in mission.effects.values():
        if effect.target == str(ticket) and effect.kind is EffectKind.INTERNAL_NOTE:
            return effect if effect.state is EffectState.PLANNED else None
    return None


def _card(alert: Alert, mission: Mission, about: About) -> AlertCard:
    card = plain_card(alert, about)
    draft = about.drafts.get(alert.ticket)
    if alert.kind is AlertKind.KB_MISSING:
        return _kb_missing(card, draft, mission)
    if alert.kind is AlertKind.TONE:
        return _tone(card, draft, mission)
    if alert.kind is AlertKind.BLOCKED:
        return replace(
            card,
            title="Draft held back",
            sentence=_why_blocked(draft),
            action="Open",
            way_out="Acknowledge",
        )
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
            way_out="Leave unknown",
            may_override=True,
        )
    if alert.kind in UNDO_CARDS:
        return undo_card(card, mission)
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
    if draft and draft.unusable:
        close = "One article fits, but it is not verified, or too old."
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


def _why_blocked(draft: Draft | None) -> str:
    checks = draft.checks if draft else ()
    why = [check.detail for check in checks if not check.passed and check.check in BLOCKING]
    told = f"It holds {why[0][:1].lower()}{why[0][1:]}. " if why and why[0] else ""
    return f"{told}Nothing was written. Answer this ticket by hand."


def _changed_lines(draft: Draft) -> tuple[str, str]:
    """Return what a repair touched, before and after: whole lines, less the sentences at their ends that are the same."""
    pairs = zip(draft.before.splitlines(), draft.text.splitlines(), strict=False)
    changed = [_without_same_ends(old, new) for old, new in pairs if old != new]
    return "\n".join(old for old, _ in changed), "\n".join(new for _, new in changed)


def _without_same_ends(old: str, new: str) -> tuple[str, str]:
    before, after = _SENTENCE.split(old), _SENTENCE.split(new)
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return " ".join(before), " ".join(after)
