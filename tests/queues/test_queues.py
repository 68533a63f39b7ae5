"""The default queue and generated ones are sound, and the rules give the reference mission's figures."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.queues.generate import Truth, generate
from tests.queues.oracle import NEVER, deadline, instant, judge

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
SEEDS = [(7, 120), (21, 310), (42, 600)]


def default_queue() -> Json:
    queue: Json = json.loads((ROOT / "resources/queues/default.json").read_text("utf-8"))
    return queue


def default_truth() -> Truth:
    raw = json.loads((ROOT / "tests/queues/default_truth.json").read_text("utf-8"))
    found = judge(default_queue(), raw["topic"], raw["clusters"])
    return Truth(
        raw["intent"],
        frozenset(raw["topic"]),
        found.scope,
        frozenset(frozenset(c) for c in raw["clusters"]),
        found.at_risk,
    )


@pytest.fixture(params=["default", *SEEDS], ids=str)
def sample(request: pytest.FixtureRequest) -> tuple[Json, Truth]:
    if request.param == "default":
        return default_queue(), default_truth()
    seed, size = request.param
    return generate(seed, size)


def all_tickets(queue: Json) -> Iterator[Json]:
    yield from queue["zendesk"]["tickets"]
    yield from queue["zendesk"]["solved_tickets"]


def test_default_queue_gives_the_reference_figures() -> None:
    truth = default_truth()
    found = judge(default_queue(), truth.topic, truth.clusters)
    assert (
        len(found.scope),
        len(found.candidates),
        len(found.escalations),
        len(found.at_risk),
    ) == (47, 12, 3, 6)
    assert len(found.drafts) == 12
    assert sorted(map(len, truth.clusters)) == [2, 2, 3, 3, 8, 11]
    assert sorted(map(len, found.escalations)) == [3, 8, 11]


def test_default_queue_leaves_two_drafts_without_an_article() -> None:
    raw = json.loads((ROOT / "tests/queues/default_truth.json").read_text("utf-8"))
    found = judge(default_queue(), raw["topic"], raw["clusters"])
    assert len(raw["without_article"]) == 2
    assert set(raw["without_article"]) <= set(found.drafts)


def test_default_queue_is_small_enough_to_ship() -> None:
    assert (ROOT / "resources/queues/default.json").stat().st_size < 1_500_000


def test_identifiers_are_unique(sample: tuple[Json, Truth]) -> None:
    queue, _ = sample
    zendesk = queue["zendesk"]
    kinds = [
        zendesk[k] for k in ("organizations", "users", "groups", "ticket_fields", "sla_policies")
    ]
    kinds += [list(all_tickets(queue)), [c for t in all_tickets(queue) for c in t["comments"]]]
    kinds += [queue["confluence"]["pages"], queue["slack"]["channels"], queue["slack"]["users"]]
    for things in kinds:
        assert [i for i, n in Counter(thing["id"] for thing in things).items() if n > 1] == []


def test_references_resolve(sample: tuple[Json, Truth]) -> None:
    queue, truth = sample
    users = {u["id"]: u for u in queue["zendesk"]["users"]}
    organizations = {o["id"]: o for o in queue["zendesk"]["organizations"]}
    groups = {g["id"] for g in queue["zendesk"]["groups"]}
    for ticket in all_tickets(queue):
        assert users[ticket["requester_id"]]["organization_id"] == ticket["organization_id"]
        assert ticket["submitter_id"] in users
        assert ticket["group_id"] in groups
        assert ticket["assignee_id"] is None or users[ticket["assignee_id"]]["role"] == "agent"
        assert all(comment["author_id"] in users for comment in ticket["comments"])
        assert ("vip" in ticket["tags"]) is (
            "vip" in organizations[ticket["organization_id"]]["tags"]
        )
    assert truth.topic <= {t["id"] for t in queue["zendesk"]["tickets"]}
    assert {a["slack_user_id"] for a in queue["approvers"]} <= {
        u["id"] for u in queue["slack"]["users"]
    }


def test_instants_are_in_order_and_never_in_the_future(sample: tuple[Json, Truth]) -> None:
    queue, _ = sample
    now = instant(queue["now"])
    for ticket in all_tickets(queue):
        told = [instant(comment["created_at"]) for comment in ticket["comments"]]
        assert told == sorted(told)
        assert told[0] == instant(ticket["created_at"])
        assert told[-1] <= instant(ticket["updated_at"]) <= now
        assert ticket["comments"][0]["author_id"] == ticket["requester_id"]
        assert ticket["comments"][0]["plain_body"] == ticket["description"]
    hours = [instant(a["hour"]) for a in queue["zendesk"]["arrivals"]]
    assert {b - a for a, b in pairwise(hours)} == {timedelta(hours=1)}
    assert hours[-1] - hours[0] == timedelta(days=35)


def test_only_solved_tickets_tell_their_category_and_each_category_has_twelve(
    sample: tuple[Json, Truth],
) -> None:
    queue, _ = sample
    (category,) = [f for f in queue["zendesk"]["ticket_fields"] if f["title"] == "Category"]
    values = {option["value"] for option in category["custom_field_options"]}
    assert {t["custom_fields"][0]["value"] for t in queue["zendesk"]["tickets"]} == {None}
    told = Counter(t["custom_fields"][0]["value"] for t in queue["zendesk"]["solved_tickets"])
    assert told.keys() == values
    assert min(told.values()) >= 12
    assert {t["status"] for t in queue["zendesk"]["solved_tickets"]} <= {"solved", "closed"}
    assert {t["status"] for t in queue["zendesk"]["tickets"]} <= {"new", "open", "pending", "hold"}


def test_nothing_in_scope_is_near_an_edge(sample: tuple[Json, Truth]) -> None:
    queue, truth = sample
    now, zendesk = instant(queue["now"]), queue["zendesk"]
    agents = {u["id"] for u in zendesk["users"] if u["role"] != "end-user"}
    for ticket in zendesk["tickets"]:
        if ticket["id"] not in truth.scope:
            continue
        due = deadline(ticket, zendesk["sla_policies"], agents)
        left = 1e9 if due == NEVER else (due - now).total_seconds() / 60
        assert 22 < left <= 90 if ticket["id"] in truth.at_risk else left >= 150
        assert now - instant(ticket["created_at"]) < timedelta(minutes=225)


@pytest.mark.parametrize(("seed", "size"), SEEDS)
def test_the_oracle_finds_what_the_generator_planted(seed: int, size: int) -> None:
    queue, truth = generate(seed, size)
    found = judge(queue, truth.topic, truth.clusters)
    assert len(queue["zendesk"]["tickets"]) == size
    assert found.scope == truth.scope
    assert found.at_risk == truth.at_risk
    assert frozenset().union(*found.escalations) <= found.scope
    assert set(found.drafts) <= found.candidates


def test_one_seed_has_more_candidates_than_a_batch_and_keeps_the_most_urgent() -> None:
    full = [judge(q, t.topic, t.clusters) for q, t in (generate(*s) for s in SEEDS)]
    crowded = [found for found in full if len(found.candidates) > 12]
    assert crowded
    assert all(len(found.drafts) == 12 and found.at_risk <= set(found.drafts) for found in crowded)


def test_the_same_seed_gives_the_same_queue_and_another_seed_another() -> None:
    assert generate(7, 120) == generate(7, 120)
    assert generate(7, 120)[0] != generate(8, 120)[0]


@pytest.mark.parametrize("size", [119, 601])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="120 to 600"):
        generate(1, size)
