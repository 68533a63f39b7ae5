"""Policies: first match by position, conditions, targets, and what is refused."""

from typing import Any

import pytest

from desktop.domain.errors import InputError
from desktop.domain.sla.policy import (
    Policy,
    first_match,
    parse_policies,
    parse_policy,
    read_policies,
)

TICKET = {
    "priority": "high",
    "organization_id": 7,
    "group_id": None,
    "status": "open",
    "type": "incident",
    "tags": ["api", "vip"],
    "via": {"channel": "mail"},
    "custom_fields": [{"id": 9, "value": "billing"}],
}


def policy(*conditions: tuple[str, str, Any], **more: Any) -> dict[str, Any]:
    rows = [{"field": f, "operator": o, "value": v} for f, o, v in conditions]
    return {"id": 1, "title": "P", "position": 1, "filter": {"all": rows, "any": []}, **more}


@pytest.mark.parametrize(
    "condition",
    [
        ("priority", "is", "high"),
        ("organization_id", "is", "7"),
        ("organization_id", "is_not", 8),
        ("group_id", "is", ""),
        ("current_tags", "includes", "vip gold"),
        ("current_tags", "not_includes", "gold"),
        ("priority", "less_than", "urgent"),
        ("status", "greater_than_equal", "open"),
        ("via_id", "is", "4"),
        ("custom_fields_9", "is", "billing"),
    ],
)
def test_a_condition_that_holds_matches(condition: tuple[str, str, Any]) -> None:
    assert parse_policy(policy(condition)).matches(TICKET)


@pytest.mark.parametrize(
    "condition",
    [("priority", "is", "low"), ("tags", "includes", ["gold"]), ("type", "is_not", "incident")],
)
def test_a_condition_that_fails_does_not(condition: tuple[str, str, Any]) -> None:
    assert not parse_policy(policy(condition)).matches(TICKET)


def test_one_of_any_is_enough() -> None:
    raw = policy()
    raw["filter"]["any"] = [
        {"field": "priority", "operator": "is", "value": "low"},
        {"field": "type", "operator": "is", "value": "incident"},
    ]
    assert parse_policy(raw).matches(TICKET)


def test_the_first_match_by_position_wins() -> None:
    strict = policy(("priority", "is", "high")) | {"id": 2, "position": 1}
    loose = policy() | {"id": 3, "position": 2}
    found = first_match(parse_policies([loose, strict]), TICKET)
    assert found is not None
    assert found.id == 2
    assert first_match(parse_policies([policy(("type", "is", "task"))]), TICKET) is None


def test_a_target_holds_for_one_metric_and_priority() -> None:
    metrics = [{"priority": "high", "metric": "first_reply_time", "target": 30}]
    found = parse_policy(policy(policy_metrics=metrics))
    target = found.target("first_reply_time", "high")
    assert target is not None
    assert (target.seconds, target.business_hours) == (1800, False)
    assert found.target("first_reply_time", None) is None


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        (("mood", "is", "bad"), "mood"),
        (("type", "smells", "x"), "smells"),
        (("via_id", "is", "77"), "77"),
    ],
)
def test_an_unknown_field_or_operator_is_named(condition: tuple[str, str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        parse_policy(policy(condition))


def test_a_target_of_no_time_is_refused() -> None:
    for target in ({}, {"target": 0}, {"target_in_seconds": -60}):
        metrics = [{"priority": "high", "metric": "first_reply_time", **target}]
        with pytest.raises(InputError, match="first_reply_time"):
            parse_policy(policy(policy_metrics=metrics))


def found(*raws: dict[str, Any]) -> Policy:
    """Return the policy a ticket falls under; each stands where it is given."""
    placed = [{**raw, "id": place, "position": place} for place, raw in enumerate(raws, 1)]
    match = first_match(read_policies(reversed(placed)), TICKET)
    assert match is not None
    return match


UNKNOWN = ("custom_status_id", "includes", ["1", "2"])


def test_below_a_policy_that_cannot_be_read_nothing_is_certain() -> None:
    match = found(policy(UNKNOWN), policy())
    assert (match.id, "custom_status_id" in match.unreadable) == (1, True)
    assert match.target("first_reply_time", "high") is None


def test_above_a_policy_that_cannot_be_read_all_is_as_ever() -> None:
    match = found(policy(("priority", "is", "high")), policy(UNKNOWN))
    assert (match.id, match.unreadable) == (1, "")


def test_a_ticket_that_fails_what_can_be_read_surely_does_not_fall_under_it() -> None:
    assert found(policy(UNKNOWN, ("type", "is", "task")), policy()).id == 2
    rows = [{"field": "type", "operator": "is", "value": "task"}]
    known = policy(policy_metrics=[{"priority": "high", "metric": "x", "target": 0}])
    assert found(known | {"filter": {"all": [], "any": rows}}, policy()).id == 2


def test_one_unknown_line_of_any_may_be_the_one_that_holds() -> None:
    rows = [
        {"field": "type", "operator": "is", "value": "task"},
        dict(zip(("field", "operator", "value"), UNKNOWN, strict=True)),
    ]
    assert found(policy() | {"filter": {"all": [], "any": rows}}, policy()).id == 1


@pytest.mark.parametrize("broken", [{}, {"id": "x"}, {"position": None}, {"filter": 7}])
def test_a_policy_whose_place_is_not_known_may_stand_before_all(broken: dict[str, Any]) -> None:
    raw = {**policy(), **broken} if broken else {}
    first, *_ = read_policies([policy() | {"position": 0}, raw])
    assert first.unreadable
    assert first.matches({})


def test_a_property_that_is_null_is_as_if_it_were_not_there() -> None:
    (read,) = read_policies([policy() | {"title": None, "policy_metrics": None}])
    assert (read.title, read.targets, read.unreadable) == ("", (), "")
