"""Whether the KPI of the brief was met: its numbers and moments against what the ledger and the clocks say. Pure."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.brief import Kpi
from desktop.domain.outcome import AtRisk, Ending, Figure, KpiState

_WORDS = {KpiState.MET: "KPI met", KpiState.MISSED: "KPI missed", KpiState.OPEN: "KPI open"}


def judge_kpi(
    kpi: Kpi,
    at_risk: Sequence[AtRisk],
    breached: int,
    categorised: Sequence[datetime],
    now: datetime,
) -> Figure:
    """Return the verdict as a figure, whose name says how it stands. ``categorised`` are the moments at which a category was confirmed."""
    answered = sum(row.ending is Ending.ANSWERED for row in at_risk)
    in_time = sum(at <= kpi.categorised_by for at in categorised)
    moment = f"{kpi.categorised_by:%H:%M} UTC"
    parts = (
        (answered == len(at_risk), f"{answered} of {len(at_risk)} answered in time"),
        (not breached, f"{breached} of {kpi.clocks} clocks breached"),
        (
            in_time >= kpi.categories,
            f"{min(in_time, kpi.categories)} of {kpi.categories} categorised by {moment}",
        ),
    )
    lost = breached > 0 or (now > kpi.categorised_by and not parts[2][0])
    state = _state(lost=lost, kept=all(kept for kept, _ in parts))
    missing = [words for kept, words in parts if not kept] or [parts[0 if at_risk else 2][1]]
    rule = (
        f"The brief's KPI: {kpi.answers} answered before their own clock, 0 breached until the seal, "
        f"{kpi.categories} categorised by {moment}."
    )
    said = f"{_WORDS[state]}: {', '.join(missing)}"
    return Figure(state.figure, answered, said, tuple(words for _, words in parts), rule)


def _state(*, lost: bool, kept: bool) -> KpiState:
    if lost:
        return KpiState.MISSED
    return KpiState.MET if kept else KpiState.OPEN
