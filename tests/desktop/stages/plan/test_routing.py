"""Drafts for agents find somebody: the least loaded, or a group; who has a ticket keeps it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.domain.effect import EffectKind
from desktop.domain.errors import InputError
from desktop.domain.plan import DraftKind, DraftNeed
from desktop.domain.ticket import Agent, Snapshot
from desktop.stages.plan.routing import LEAST_LOADED, STAY, loads, routes
from tests.desktop.stages.plan.test_counts import NOW, ticket
from tests.desktop.stages.standing import Standing

AGENTS = (Agent(1, "Mei"), Agent(2, "Oskar"), Agent(3, "Priya"))


def queue(owners: list[int]) -> Snapshot:
    """A ticket for each owner; 0 for nobody."""
    tickets = tuple(
        replace(ticket(n, False, 5, None), assignee_id=owner or None)
        for n, owner in enumerate(owners, start=1)
    )
    return Snapshot(NOW, tickets, (), (), None, None, AGENTS)


def notes(snapshot: Snapshot) -> list[DraftNeed]:
    return [DraftNeed(t.id, DraftKind.INTERNAL_NOTE, (), None) for t in snapshot.tickets]


@given(owners=st.lists(st.integers(0, 3), max_size=40))
def test_the_least_loaded_gets_the_next_and_nobody_loses_his(owners: list[int]) -> None:
    seen = queue(owners)
    given_ = routes(notes(seen), seen, LEAST_LOADED).assignees
    assert set(given_) == {n for n, owner in enumerate(owners, start=1) if not owner}
    load = {one.id: one.open + one.added for one in loads(notes(seen), seen, LEAST_LOADED)}
    before = {one.id: one.open for one in loads(notes(seen), seen, STAY)}
    got = [who for who in load if load[who] > before[who]]
    assert all(load[who] <= min(load.values()) + 1 for who in got)


def test_nothing_is_routed_unless_it_is_asked_for() -> None:
    seen = queue([0, 0, 1])
    assert routes(notes(seen), seen, STAY).of(1) == (0, 0)
    assert routes(notes(seen), seen, 77).of(1) == (0, 77)
    assert routes(notes(seen), seen, 77).of(3) == (0, 0), "it has an owner"


def test_public_replies_are_nobodys_work() -> None:
    seen = queue([0])
    replies = [DraftNeed(1, DraftKind.PUBLIC_REPLY, (), None)]
    assert routes(replies, seen, LEAST_LOADED).assignees == {}


async def test_a_routed_note_assigns_its_ticket_and_undo_gives_it_back(
    standing: Standing,
) -> None:
    await standing.prepare()
    ranked = await standing.desk.plan.generate()
    told = await standing.desk.plan.routing(ranked[0].strategy, 12, LEAST_LOADED)
    await standing.desk.plan.choose(ranked[0].strategy, 12, 5, None, LEAST_LOADED)
    owners = [row for row in await standing.desk.plan.dry_run() if row.field == "assignee"]
    assert len(owners) == sum(one.added for one in told.loads) > 0
    packet = await standing.desk.approve.preview()
    assert "Zendesk: assign tickets that have no owner" in packet.scopes_used
    assert any(draft.kind.startswith("internal note, to ") for draft in packet.drafts)
    await standing.ask()
    await standing.yes()
    await standing.desk.execute.start()
    await standing.decide()
    await standing.desk.execute.run()
    got = owners[0].ticket
    names = {one.id: one.name for one in told.loads}
    assert names[standing.ticket(got)["assignee_id"]] == owners[0].after
    note = standing.effect(EffectKind.INTERNAL_NOTE, got)
    await standing.desk.execute.undo([note.id])
    assert standing.ticket(got)["assignee_id"] is None


async def test_a_group_that_is_not_there_is_refused(reader: Standing) -> None:
    await reader.prepare()
    ranked = await reader.desk.plan.generate()
    with pytest.raises(InputError, match="no such group"):
        await reader.desk.plan.choose(ranked[0].strategy, 12, 5, None, 4711)


async def test_the_route_is_kept_when_a_link_is_fixed(reader: Standing) -> None:
    await reader.prepare()
    ranked = await reader.desk.plan.generate()
    await reader.desk.plan.choose(ranked[0].strategy, 12, 5, None, LEAST_LOADED)
    assert reader.mission.route == LEAST_LOADED
