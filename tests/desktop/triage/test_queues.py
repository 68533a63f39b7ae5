"""The rules on the default queue and on generated ones, read through the real connectors: exactly the truth."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.scope import Scope
from desktop.domain.ticket import Snapshot, Ticket
from desktop.stages.define.intent import parse
from desktop.stages.define.known import known_of
from desktop.stages.plan.counts import draft_needs, escalations
from desktop.triage.clusters import same_incident
from desktop.triage.knowledge import Knowledge
from desktop.triage.scoping import in_scope
from desktop.watch.clocks import at_risk
from tests.queues.generate import INTENT
from tests.snapshots import default_snapshot, generated_snapshot

TRUTH = json.loads((Path(__file__).parents[2] / "queues/default_truth.json").read_text("utf-8"))
SEEDS = [(7, 120), (21, 310), (42, 600), (99, 400)]


def asked(intent: str, snapshot: Snapshot) -> Scope:
    scope = parse(intent, known_of(snapshot, snapshot.taken_at, 0)).scope
    assert scope is not None
    return scope


def ids(tickets: Iterable[Ticket]) -> set[int]:
    return {ticket.id for ticket in tickets}


def scope_of(snapshot: Snapshot, intent: str) -> tuple[Ticket, ...]:
    return in_scope(asked(intent, snapshot), snapshot, snapshot.taken_at)


def grouped(tickets: tuple[Ticket, ...]) -> set[frozenset[int]]:
    return {frozenset(cluster.tickets) for cluster in same_incident(tickets)}


def test_the_default_queue_has_exactly_its_47_tickets_in_scope() -> None:
    found = scope_of(default_snapshot(), TRUTH["intent"])
    assert len(found) == 47
    assert ids(found) <= set(TRUTH["topic"])
    assert [t.created_at for t in found] == sorted(t.created_at for t in found)


def test_the_default_queue_has_exactly_its_six_incidents() -> None:
    found = same_incident(scope_of(default_snapshot(), TRUTH["intent"]))
    assert {frozenset(c.tickets) for c in found} == {frozenset(c) for c in TRUTH["clusters"]}
    assert all(cluster.name and cluster.reasons for cluster in found)


def test_the_default_queue_lacks_exactly_two_articles() -> None:
    snapshot = default_snapshot()
    tickets = scope_of(snapshot, TRUTH["intent"])
    risks = frozenset(
        row.ticket for row in at_risk(tickets, snapshot.taken_at, timedelta(minutes=90))
    )
    clusters = same_incident(tickets)
    needs = draft_needs(tickets, clusters, risks, 12)
    knowledge = Knowledge(snapshot.pages, snapshot.taken_at)
    known = {ticket.id: ticket for ticket in tickets}
    without = [need.ticket for need in needs if knowledge.answer(known[need.ticket]) is None]
    assert sorted(without) == TRUTH["without_article"]
    assert (len(needs), len(risks)) == (12, 6)
    assert len(escalations(tickets, clusters, risks, 5)) == 3


@pytest.mark.parametrize(("seed", "size"), SEEDS)
def test_a_generated_queue_gives_its_planted_scope(seed: int, size: int) -> None:
    snapshot, truth = generated_snapshot(seed, size)
    found = ids(scope_of(snapshot, INTENT))
    assert (found - truth.scope, truth.scope - found) == (set(), set())


@pytest.mark.parametrize(("seed", "size"), SEEDS)
def test_a_generated_queue_gives_its_planted_incidents(seed: int, size: int) -> None:
    snapshot, truth = generated_snapshot(seed, size)
    tickets = tuple(ticket for ticket in snapshot.tickets if ticket.id in truth.scope)
    assert grouped(tickets) == {c & truth.scope for c in truth.clusters if len(c & truth.scope) > 1}


@pytest.mark.parametrize(("seed", "size"), SEEDS)
def test_a_generated_queue_gives_its_planted_risks(seed: int, size: int) -> None:
    snapshot, truth = generated_snapshot(seed, size)
    tickets = [ticket for ticket in snapshot.tickets if ticket.id in truth.scope]
    rows = at_risk(tickets, snapshot.taken_at, timedelta(minutes=90))
    assert {row.ticket for row in rows} == truth.at_risk
