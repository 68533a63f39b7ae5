"""The KPI from this queue: how many answers before which clock, none breached, all categorised by when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from desktop.domain.brief import Brief, Kpi
from desktop.domain.mission import Rules
from desktop.domain.ticket import Ticket
from desktop.preferences.contract import Pace
from desktop.watch.contract import RiskRow


def measure(
    tickets: Sequence[Ticket],
    risks: Sequence[RiskRow],
    started: datetime,
    ready: datetime,
    undo: timedelta,
) -> Kpi:
    """Return the numbers. ``ready`` is when all are categorised, ``undo`` the time until the seal after it."""
    running = [t for t in tickets if any(at > started for at in _breaches(t))]
    late = [t for t in tickets if t.deadline and t.deadline <= started]
    return Kpi(
        answers=len(risks),
        first=risks[0].deadline if risks else None,
        last=risks[-1].deadline if risks else None,
        clocks=len(running),
        late=len(late),
        kept_until=ready + undo,
        categories=len(tickets),
        categorised_by=ready,
    )


def ready_at(started: datetime, now: datetime, pace: Pace) -> datetime:
    """Return when the plan should have run, at the pace of the settings, for a brief written ``now``."""
    ahead = pace.define + pace.prepare + pace.plan + pace.approve + pace.execute
    return max(started + timedelta(minutes=pace.home), now) + timedelta(minutes=ahead)


def begun_at(ready: datetime, brief: Brief, rules: Rules) -> Brief:
    """Return the brief for a version begun later: its work ends at ``ready``; the lead's own KPI words stay."""
    kpi, minutes = brief.measure, rules.window_seconds // 60
    if kpi is None:
        return brief
    later = replace(
        kpi, categorised_by=ready, kept_until=ready + timedelta(seconds=rules.undo_seconds)
    )
    ours = not measured(brief, minutes)
    return replace(brief, measure=later, kpi=say_kpi(later, minutes) if ours else brief.kpi)


def measured(brief: Brief, window_minutes: int) -> str:
    """Return the KPI as computed where the lead put other words in its place; else nothing."""
    if brief.measure is None:
        return ""
    ours = say_kpi(brief.measure, window_minutes)
    return ours if ours != brief.kpi else ""


def say_kpi(kpi: Kpi, window_minutes: int) -> str:
    """Say it in one line, with its numbers and deadlines in UTC."""
    parts = [_answers(kpi, window_minutes), _clocks(kpi), _late(kpi), _categories(kpi)]
    return "; ".join(part for part in parts if part) + "."


def _breaches(ticket: Ticket) -> list[datetime]:
    return [c.breach_at for c in ticket.clocks if c.stage == "active" and c.breach_at]


def _answers(kpi: Kpi, window: int) -> str:
    if kpi.first is None or kpi.last is None:
        none = f"No clock runs out within {window} minutes"
        return none if kpi.clocks else "No SLA clock runs that could still be kept"
    first, last = _at(kpi.first, kpi), _at(kpi.last, kpi)
    if kpi.answers == 1:
        return f"The 1 ticket inside {window} minutes answered before its clock at {first} UTC"
    return (
        f"All {kpi.answers} tickets inside {window} minutes answered before their own clock, "
        f"the first at {first}, the last at {last} UTC"
    )


def _clocks(kpi: Kpi) -> str:
    if not kpi.clocks:
        return ""
    word = "clock" if kpi.clocks == 1 else "clocks"
    return f"0 of {kpi.clocks} {word} breached by {_at(kpi.kept_until, kpi)}"


def _late(kpi: Kpi) -> str:
    if not kpi.late:
        return ""
    word = "clock had" if kpi.late == 1 else "clocks had"
    return f"{kpi.late} {word} run out before the mission, beyond saving"


def _categories(kpi: Kpi) -> str:
    return f"{kpi.categories} categorised by {_at(kpi.categorised_by, kpi)}"


def _at(moment: datetime, kpi: Kpi) -> str:
    """The time of day; with the day where it is another one than the work's."""
    same = moment.date() == kpi.categorised_by.date()
    return f"{moment:%H:%M}" if same else f"{moment.day} {moment:%b %H:%M}"
