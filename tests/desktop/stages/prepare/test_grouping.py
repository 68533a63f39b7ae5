"""Incidents taken apart and put together by hand: what a person says stands, and is on record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import ClustersJoined, ClusterSplit
from desktop.domain.plan import Strategy
from desktop.stages.prepare.grouping import BY_HAND, join, split
from desktop.triage.clusters import cluster_of
from tests.desktop.stages.standing import Standing
from tests.desktop.triage.tickets import ticket

TICKETS = {n: ticket(n, subject=f"token {n} refused") for n in range(1, 9)}
BIG, SMALL = (cluster_of([TICKETS[n] for n in ids]) for ids in ((1, 2, 3, 4, 5), (6, 7)))
BOTH = (BIG, SMALL)


def members(clusters: object) -> list[tuple[int, ...]]:
    return [one.tickets for one in clusters]  # type: ignore[attr-defined]


def test_two_taken_out_are_an_incident_of_their_own() -> None:
    found = split(BOTH, BIG.id, [2, 4], TICKETS)
    assert members(found) == [(1, 3, 5), (2, 4), (6, 7)]
    assert len({one.id for one in found}) == 3


def test_one_taken_out_stands_alone_and_a_pair_taken_apart_is_gone() -> None:
    assert members(split(BOTH, BIG.id, [1], TICKETS)) == [(2, 3, 4, 5), (6, 7)]
    assert members(split(BOTH, SMALL.id, [6], TICKETS)) == [(1, 2, 3, 4, 5)]


def test_two_joined_are_one_and_say_so() -> None:
    (one,) = join(BOTH, SMALL.id, BIG.id, TICKETS)
    assert one.tickets == (1, 2, 3, 4, 5, 6, 7)
    assert one.reasons[0] == BY_HAND


@given(st.sets(st.sampled_from(BIG.tickets), min_size=1, max_size=4))
def test_no_ticket_is_lost_nor_in_two_incidents(away: set[int]) -> None:
    found = [t for one in split(BOTH, BIG.id, sorted(away), TICKETS) for t in one.tickets]
    assert len(found) == len(set(found))
    alone = set(BIG.tickets + SMALL.tickets) - set(found)
    assert len(alone) <= 2
    assert alone <= set(BIG.tickets)


@pytest.mark.parametrize("away", [[], [1, 2, 3, 4, 5], [99]])
def test_none_all_or_strangers_cannot_be_taken_out(away: list[int]) -> None:
    with pytest.raises(InputError, match="Nothing to take apart"):
        split(BOTH, BIG.id, away, TICKETS)


def test_an_incident_is_not_joined_with_itself_nor_with_none() -> None:
    with pytest.raises(InputError, match="one incident"):
        join(BOTH, BIG.id, BIG.id, TICKETS)
    with pytest.raises(InputError, match="no such incident"):
        join(BOTH, BIG.id, "cluster-99", TICKETS)


async def test_both_are_facts_and_the_plan_is_made_for_what_stands_now(reader: Standing) -> None:
    await reader.prepare()
    view = await reader.desk.prepare.view()
    assert view.preview is not None
    big = view.preview.clusters[0]
    parts = await reader.desk.prepare.split(big.id, big.tickets[:2])
    assert big.tickets[:2] in members(parts.clusters)
    rejoined = await reader.desk.prepare.join(parts.clusters[0].id, parts.clusters[1].id)
    assert (await reader.desk.prepare.view()).preview == rejoined
    kinds = [type(fact) for fact in reader.facts]
    assert kinds.count(ClusterSplit) == kinds.count(ClustersJoined) == 1


async def test_after_a_plan_was_chosen_incidents_stay(reader: Standing) -> None:
    await reader.prepare()
    await reader.desk.plan.generate()
    await reader.desk.plan.choose(Strategy.HIGH_TOUCH, 12, 5)
    preview = (await reader.desk.prepare.view()).preview
    assert preview is not None
    with pytest.raises(RuleError, match="cannot be changed now"):
        await reader.desk.prepare.split(preview.clusters[0].id, preview.clusters[0].tickets[:1])
