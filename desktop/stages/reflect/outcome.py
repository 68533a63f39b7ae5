"""The outcome's figures, each with its sum and its rule. Counted from effects and clocks, never typed in."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from desktop.domain.brief import Kpi
from desktop.domain.effect import STANDING, Effect, EffectKind, EffectState
from desktop.domain.mission import Mission
from desktop.domain.outcome import AtRisk, Ending, Figure, Outcome
from desktop.domain.ticket import Ticket
from desktop.domain.values import from_millis
from desktop.preferences.contract import Preferences
from desktop.stages.reflect.kpi import judge_kpi
from desktop.watch.running import answered_by_us


@dataclass(frozen=True)
class Ledgered:
    """What is counted.

    Attributes:
        mission: The folded mission.
        before: The tickets in scope as planned.
        after: The same tickets as read just now, by id.
        confirmed_at: When each effect was confirmed, by effect id.
        kpi: The brief's numbers; None where it kept none.
        late: Tickets that somebody else answered after their time, as their histories say.
    """

    mission: Mission
    before: Sequence[Ticket]
    after: Mapping[int, Ticket]
    confirmed_at: Mapping[str, datetime]
    preferences: Preferences
    now: datetime
    kpi: Kpi | None = None
    late: Set[int] = frozenset()


def count(seen: Ledgered, *, sealed: bool) -> Outcome:
    """Return the outcome at ``seen.now``."""
    breached = breaches(seen)
    figures: tuple[Figure, ...] = (
        _triaged(seen.mission),
        _drafts(seen.mission),
        _sent(seen.mission),
        _escalations(seen.mission),
        _breach_figure(breached),
        _saved(seen),
    )
    rows = at_risk(seen, breached)
    if seen.kpi is not None:
        kpi = judge_kpi(seen.kpi, rows, len(breached), _categorised(seen), seen.now)
        figures = (*figures, kpi)
    return Outcome(seen.now, sealed, figures, rows, breached)


def _categorised(seen: Ledgered) -> list[datetime]:
    done = _of(seen.mission, STANDING, EffectKind.CATEGORISE)
    return [seen.confirmed_at[one.id] for one in done if one.id in seen.confirmed_at]


class Counts(TypedDict):
    """The figures a fact carries: whole numbers, and the time saved in seconds."""

    triaged: int
    drafts: int
    escalations: int
    breaches: int
    saved_seconds: int


def counts(outcome: Outcome) -> Counts:
    """Return an outcome's figures as ``mission_completed`` and ``mission_sealed`` carry them."""
    return Counts(
        triaged=int(outcome.value("triaged")),
        drafts=int(outcome.value("drafts")),
        escalations=int(outcome.value("escalations")),
        breaches=int(outcome.value("breaches")),
        saved_seconds=round(outcome.value("minutes_saved") * 60),
    )


def breaches(seen: Ledgered) -> tuple[int, ...]:
    """Return the tickets whose clock ran out between the mission's start and now.

    A clock still running past its time, or an answer, of ours or of somebody else, that came after it.
    """
    start = from_millis(seen.mission.started_at)
    late = []
    for ticket in seen.before:
        current = seen.after.get(ticket.id, ticket)
        running = [c.breach_at for c in current.clocks if c.stage == "active" and c.breach_at]
        over = any(start < at <= seen.now for at in running)
        if over or _answered_late(seen, ticket, start) or ticket.id in seen.late:
            late.append(ticket.id)
    return tuple(late)


def answered_by_others(
    mission: Mission, planned: Sequence[Ticket], after: Mapping[int, Ticket], now: datetime
) -> list[int]:
    """Return the tickets whose time is over and whose clock others ended: in time or not, the service does not say."""
    start, ours = from_millis(mission.started_at), answered_by_us(mission)
    return [
        ticket.id
        for ticket in planned
        if ticket.deadline and start < ticket.deadline <= now and ticket.id not in ours
        if (current := after.get(ticket.id)) is None or current.deadline != ticket.deadline
    ]


def _answered_late(seen: Ledgered, ticket: Ticket, start: datetime) -> bool:
    deadline, reply = ticket.deadline, _reply_to(seen.mission, ticket.id)
    if deadline is None or reply is None or deadline <= start:
        return False
    answered = seen.confirmed_at.get(reply.id)
    return answered is not None and answered > deadline


def at_risk(seen: Ledgered, breached: Sequence[int]) -> tuple[AtRisk, ...]:
    """Say how each ticket that was inside the window at the start ended."""
    start, window = from_millis(seen.mission.started_at), seen.mission.rules.window_seconds
    inside = [
        ticket
        for ticket in seen.before
        if ticket.deadline and 0 < (ticket.deadline - start).total_seconds() <= window
    ]
    inside.sort(key=lambda ticket: (ticket.deadline, ticket.id))
    return tuple(_ending(seen, ticket, ticket.id in breached) for ticket in inside)


def _ending(seen: Ledgered, ticket: Ticket, breached: bool) -> AtRisk:
    reply = _reply_to(seen.mission, ticket.id)
    current = seen.after.get(ticket.id, ticket)
    owner = f"owner {current.assignee_id}" if current.assignee_id else "owner nobody yet"
    if breached:
        return AtRisk(ticket.id, Ending.BREACHED, owner)
    if reply and reply.state in STANDING and current.deadline != ticket.deadline:
        return AtRisk(ticket.id, Ending.ANSWERED, "by a public reply")
    if _fulfilled(ticket, current):
        return AtRisk(ticket.id, Ending.ANSWERED, "by somebody else")
    if reply and reply.state is EffectState.HELD:
        until = f"until {from_millis(reply.release_at):%H:%M:%S} UTC"
        return AtRisk(ticket.id, Ending.HELD, "until it is let go" if reply.paused else until)
    return AtRisk(ticket.id, Ending.RUNNING, owner)


def _fulfilled(ticket: Ticket, current: Ticket) -> bool:
    """Whether the clock that made the ticket one at risk has been met since."""
    metrics = {c.metric for c in ticket.clocks if c.breach_at and c.breach_at == ticket.deadline}
    return any(c.metric in metrics and c.stage == "achieved" for c in current.clocks)


def _reply_to(mission: Mission, ticket: int) -> Effect | None:
    for effect in mission.current_effects:
        if effect.kind is EffectKind.PUBLIC_REPLY and effect.target == str(ticket):
            return effect
    return None


def _of(mission: Mission, states: Set[EffectState], *kinds: EffectKind) -> list[Effect]:
    return [e for e in mission.effects.values() if e.kind in kinds and e.state in states]


def _triaged(mission: Mission) -> Figure:
    done = _of(mission, STANDING, EffectKind.CATEGORISE)
    parts = tuple(effect.target for effect in done)
    rule = "Category confirmed by Zendesk, or explicitly handed to a person."
    return Figure("triaged", len(done), f"{len(done)} tickets triaged", parts, rule)


def _drafts(mission: Mission) -> Figure:
    ready = STANDING | {EffectState.HELD}
    done = _of(mission, ready, EffectKind.INTERNAL_NOTE, EffectKind.PUBLIC_REPLY)
    parts = tuple(effect.target for effect in done)
    rule = "Inside the window, VIP, or oldest of an incident; at most the batch size."
    return Figure("drafts", len(done), f"{len(done)} drafts ready", parts, rule)


def _sent(mission: Mission) -> Figure:
    done = _of(mission, STANDING, EffectKind.PUBLIC_REPLY)
    parts = tuple(effect.target for effect in done)
    rule = "Public replies that left the outbox."
    return Figure("replies_sent", len(done), f"{len(done)} replies sent", parts, rule)


def _escalations(mission: Mission) -> Figure:
    done = _of(mission, STANDING, EffectKind.SLACK_ESCALATION)
    rule = "One per incident of at least the threshold, or with a VIP ticket inside the window."
    parts = tuple(effect.id for effect in done)
    return Figure("escalations", len(done), f"{len(done)} incidents escalated", parts, rule)


def _breach_figure(breached: Sequence[int]) -> Figure:
    rule = "Clocks in scope that ran out between the start and the seal."
    words = f"{len(breached)} SLA breaches"
    return Figure("breaches", len(breached), words, tuple(map(str, breached)), rule)


def _saved(seen: Ledgered) -> Figure:
    manual, mission = seen.preferences.manual, seen.mission
    terms = (
        ("categorised", _triaged(mission).value * manual.categorise),
        ("drafted", _drafts(mission).value * manual.draft),
        ("escalated", _escalations(mission).value * manual.escalate),
        ("hands-on", -seen.preferences.pace.total),
    )
    minutes = round(sum(value for _, value in terms), 1)
    parts = tuple(f"{name} {value:+.1f} min" for name, value in terms)
    rule = "Minutes by hand less hands-on minutes; waiting is never counted."
    return Figure("minutes_saved", minutes, f"{minutes / 60:.1f} h saved", parts, rule)
