"""The KPI's verdict: met, missed, or still open; each of its numbers said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Kpi
from desktop.domain.outcome import AtRisk, Ending, Figure, KpiState, Outcome
from desktop.stages.reflect.kpi import judge_kpi

START = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
READY, SOON = START + timedelta(minutes=14), START + timedelta(minutes=5)
KPI = Kpi(2, READY, READY, 3, 0, READY + timedelta(minutes=15), 3, READY)


def rows(*endings: Ending) -> list[AtRisk]:
    return [AtRisk(n, ending, "") for n, ending in enumerate(endings, start=1)]


BOTH = rows(Ending.ANSWERED, Ending.ANSWERED)


def judged(
    kpi: Kpi, at_risk: list[AtRisk], breached: int, categorised: list[datetime], now: datetime
) -> tuple[KpiState, Figure]:
    figure = judge_kpi(kpi, at_risk, breached, categorised, now)
    said = Outcome(now, False, (figure,), (), ()).kpi
    assert said is not None
    return said


def test_all_answered_none_breached_all_categorised_in_time_is_met() -> None:
    state, figure = judged(KPI, BOTH, 0, [SOON] * 3, READY)
    assert state is KpiState.MET
    assert figure.words == "KPI met: 2 of 2 answered in time"
    assert figure.parts == (
        "2 of 2 answered in time",
        "0 of 3 clocks breached",
        "3 of 3 categorised by 14:19 UTC",
    )
    assert figure.value == 2


def test_a_held_reply_leaves_it_open_and_says_what_is_missing() -> None:
    state, figure = judged(KPI, rows(Ending.ANSWERED, Ending.HELD), 0, [SOON] * 3, SOON)
    assert (state, figure.words) == (KpiState.OPEN, "KPI open: 1 of 2 answered in time")


def test_a_breach_or_a_late_category_misses_it() -> None:
    state, figure = judged(KPI, rows(Ending.ANSWERED, Ending.BREACHED), 1, [SOON] * 3, SOON)
    assert state is KpiState.MISSED
    assert "1 of 3 clocks breached" in figure.words
    late = [SOON, SOON, READY + timedelta(seconds=1)]
    state, figure = judged(KPI, BOTH, 0, late, READY + timedelta(seconds=2))
    assert (state, figure.words) == (
        KpiState.MISSED,
        "KPI missed: 2 of 3 categorised by 14:19 UTC",
    )


def test_where_nothing_was_at_risk_the_categories_are_told() -> None:
    state, figure = judged(KPI, [], 0, [SOON] * 3, READY)
    assert (state, figure.words) == (KpiState.MET, "KPI met: 3 of 3 categorised by 14:19 UTC")


@given(st.lists(st.sampled_from(Ending), max_size=6), st.integers(0, 3), st.integers(0, 5))
def test_it_is_met_exactly_when_every_part_is(
    endings: list[Ending], breached: int, early: int
) -> None:
    state, _ = judged(KPI, rows(*endings), breached, [SOON] * early, SOON)
    kept = all(one is Ending.ANSWERED for one in endings) and not breached and early >= 3
    assert (state is KpiState.MET) == kept
