"""Why each clock of a ticket shows what it shows: both opinions side by side, and the list behind ours. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from desktop.domain.sla.clock import SlaClock, compute_clocks, current
from desktop.domain.sla.history import History
from desktop.domain.sla.schedule import openings
from desktop.domain.sla.terms import Agreements
from desktop.domain.sla.verdict import NO_HISTORY, judge
from desktop.domain.sla.why import explain
from desktop.domain.ticket import SlaDeadline, Ticket
from desktop.domain.values import Millis, to_millis
from desktop.watch.contract import ClockStory, TicketClocks

_NOT_PROMISED = "no policy known here promises it"
_NO_POLICIES = (
    "Zendesk lets this account read no policies, and none are entered in Settings: cannot explain"
)
_MOST_OPENINGS = 400


def tell_clocks(
    ticket: Ticket, history: History | None, agreements: Agreements, now: datetime
) -> TicketClocks:
    """Return the stories of a ticket's clocks, the nearest deadline first.

    Without a history Zendesk's own instants stand alone.
    """
    told = history is not None and any(event.told for event in history.events)
    missing = _missing(history, agreements, told=told)
    ours: Mapping[str, SlaClock] = {}
    if history is not None and not missing:
        ours = {clock.metric: clock for clock in current(compute_clocks(history, agreements))}
    stories = [_story(*pair, history, now, missing) for pair in _pairs(ticket, ours)]
    stories.sort(key=_pressing)
    basis = "" if missing else _basis(agreements, told=told)
    return TicketClocks(ticket.id, now, tuple(stories), basis, missing)


def unnamed(history: History, agreements: Agreements) -> tuple[History, Agreements]:
    """Return both without the titles people gave to policies and schedules, which may name a customer."""
    policies = tuple(replace(one, title=f"policy {one.id}") for one in agreements.policies)
    schedules = tuple(replace(one, name="") for one in agreements.schedules)
    events = tuple(
        replace(e, told=replace(e.told, policy="")) if e.told else e for e in history.events
    )
    without = replace(agreements, policies=policies, schedules=schedules)
    return replace(history, events=events), without


def _missing(history: History | None, agreements: Agreements, *, told: bool) -> str:
    if history is None:
        return NO_HISTORY
    return "" if told or agreements.policies else _NO_POLICIES


def _basis(agreements: Agreements, *, told: bool) -> str:
    if told:
        source = "Targets as Zendesk applied them"
    elif agreements.entered:
        source = "Policies as entered in Settings"
    else:
        source = "Policies read from Zendesk"
    hours = agreements.schedule()
    return f"{source}; business hours in {hours.zone}" if hours else source


def _pairs(
    ticket: Ticket, ours: Mapping[str, SlaClock]
) -> Iterator[tuple[SlaDeadline | None, SlaClock | None]]:
    theirs = {clock.metric: clock for clock in ticket.clocks}
    for metric in dict.fromkeys((*theirs, *ours)):
        yield theirs.get(metric), ours.get(metric)


def _story(
    theirs: SlaDeadline | None,
    ours: SlaClock | None,
    history: History | None,
    now: datetime,
    missing: str,
) -> ClockStory:
    verdict = judge(theirs, ours, missing or _NOT_PROMISED)
    stage = theirs.stage if theirs else ours.stage.value if ours else ""
    if ours is None or history is None:
        return ClockStory(verdict, stage)
    return ClockStory(
        verdict,
        stage,
        target_seconds=ours.target_seconds,
        used_seconds=ours.used(now),
        zone=ours.hours.zone if ours.hours else "",
        openings=tuple(_ahead(ours, now, verdict.deadline)),
        steps=explain(ours, history, now),
    )


def _ahead(
    clock: SlaClock, now: datetime, until: datetime | None
) -> Iterator[tuple[Millis, Millis]]:
    """Yield the open hours that are left, for painting the business time that is left."""
    if clock.hours is None or until is None or until <= now:
        return
    for count, (opens, closes) in enumerate(openings(clock.hours, now, until)):
        if count == _MOST_OPENINGS:
            return
        yield to_millis(opens), to_millis(closes)


def _pressing(story: ClockStory) -> tuple[bool, bool, float]:
    deadline = story.verdict.deadline
    return story.stage != "active", deadline is None, deadline.timestamp() if deadline else 0.0
