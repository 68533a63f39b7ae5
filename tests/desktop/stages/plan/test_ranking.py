"""The best plan of a risk never breaches more than another one of it, whatever else it gains."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.plan import Cluster, Strategy
from desktop.domain.ticket import Ticket
from desktop.preferences.contract import Manual, Pace
from desktop.stages.plan.candidates import Situation, make
from desktop.stages.plan.effort import Calibration
from desktop.stages.plan.ranking import rank
from tests.desktop.stages.plan.test_counts import NOW, queues


def situation(
    tickets: Sequence[Ticket], clusters: Sequence[Cluster], at_risk: frozenset[int]
) -> Situation:
    return Situation(
        tuple(tickets), tuple(clusters), at_risk, Manual(), Pace(), Calibration(), 900, NOW, 400
    )


@settings(max_examples=200)
@given(queue=queues(), batch=st.integers(1, 30), threshold=st.integers(2, 8))
def test_no_alternative_of_equal_risk_breaches_less_than_the_best(
    queue: tuple[list[Ticket], list[Cluster], frozenset[int]], batch: int, threshold: int
) -> None:
    seen = situation(*queue)
    ranked = rank(make(strategy, seen, batch, threshold) for strategy in Strategy)
    for place, one in enumerate(ranked):
        behind = [c for c in ranked[place + 1 :] if c.risk is one.risk]
        assert all(one.predicted_breaches <= other.predicted_breaches for other in behind)


@given(queue=queues(), batch=st.integers(1, 30))
def test_vips_come_first_where_the_batch_is_too_small_for_all(
    queue: tuple[list[Ticket], list[Cluster], frozenset[int]], batch: int
) -> None:
    vips = {ticket.id for ticket in queue[0] if ticket.vip}
    drafts = make(Strategy.VIP_FIRST, situation(*queue), batch, 5).drafts
    order = [need.ticket in vips for need in drafts]
    assert order == sorted(order, reverse=True)


def test_the_score_is_the_sum_of_its_terms() -> None:
    made = make(Strategy.HIGH_TOUCH, situation([], [], frozenset()), 12, 5)
    (scored,) = rank([made])
    assert scored.score == sum(term.points for term in scored.terms)
