"""Triggers that change tickets: they fire on updates, and their changes are told as the rule's in the same audit."""

from typing import Any

import httpx
import pytest

from desktop.sandbox.state import Sandbox
from desktop.sandbox.zendesk_triggers import wanted_by
from tests.desktop.sandbox.small_queue import CATEGORY

Json = dict[str, Any]


def trigger(*actions: tuple[str, Any], **conditions: list[tuple[str, str, Any]]) -> Json:
    rows = {
        name: [{"field": f, "operator": o, "value": v} for f, o, v in given]
        for name, given in conditions.items()
    }
    acts = [{"field": field, "value": value} for field, value in actions]
    return {"id": 72, "title": "Route", "active": True, "conditions": rows, "actions": acts}


async def put(client: httpx.AsyncClient, **ticket: Any) -> Json:
    answer = await client.put("/api/v2/tickets/101", json={"ticket": ticket})
    told: Json = answer.json()
    return told


async def test_a_trigger_changes_after_us_and_is_named_on_each_change(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    auto = trigger(
        ("priority", "urgent"),
        ("current_tags", "auto"),
        (f"custom_fields_{CATEGORY}", "billing"),
        all=[("update_type", "is", "Change"), ("current_tags", "includes", "ours")],
    )
    sandbox.queue.zendesk["triggers"].append(auto)
    category = [{"id": CATEGORY, "value": "api_authentication"}]
    told = await put(client, tags=["api", "ours"], custom_fields=category)
    changes = [
        (e["field_name"], e["previous_value"], e["value"], e.get("via", {}).get("channel"))
        for e in told["audit"]["events"]
    ]
    assert changes == [
        ("tags", ["api"], ["api", "ours"], None),
        (str(CATEGORY), None, "api_authentication", None),
        ("priority", "high", "urgent", "rule"),
        ("tags", ["api", "ours"], ["api", "auto", "ours"], "rule"),
        (str(CATEGORY), "api_authentication", "billing", "rule"),
    ]
    source = told["audit"]["events"][-1]["via"]["source"]
    assert source == {"from": {"id": 72, "title": "Route"}, "to": {}, "rel": "trigger"}
    assert told["ticket"]["tags"] == ["api", "auto", "ours"]


async def test_what_cannot_be_is_left_out_and_the_update_stands(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.queue.zendesk["triggers"].append(trigger(("group_id", 99)))
    told = await put(client, tags=["ours"])
    assert [event["field_name"] for event in told["audit"]["events"]] == ["tags"]


TICKET = {
    "tags": ["a", "b"], "status": "open", "priority": None, "type": None, "assignee_id": 12,
    "group_id": None, "custom_fields": [{"id": CATEGORY, "value": "billing"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "fires"),
    [
        (("update_type", "is", "Change"), True),
        (("update_type", "is", "Create"), False),
        (("current_tags", "includes", "x b"), True),
        (("current_tags", "not_includes", "x b"), False),
        (("current_tags", "not_includes", "x"), True),
        (("status", "is", "open"), True),
        (("status", "is_not", "open"), False),
        (("assignee_id", "is", "12"), True),
        (("group_id", "is", ""), True),
        ((f"custom_fields_{CATEGORY}", "is", "billing"), True),
        (("custom_fields_1", "is", "billing"), False),
        (("status", "changed", None), False),
        (("role", "is", "agent"), False),
    ],
)
def test_a_trigger_fires_where_its_conditions_are_met(
    condition: tuple[str, str, Any], fires: bool
) -> None:
    assert bool(wanted_by(trigger(("priority", "low"), all=[condition]), TICKET)) is fires
    other = ("status", "is", "solved")
    assert bool(wanted_by(trigger(("priority", "low"), any=[condition, other]), TICKET)) is fires


def test_one_that_is_switched_off_changes_nothing() -> None:
    assert wanted_by({**trigger(("priority", "low")), "active": False}, TICKET) == {}


@pytest.mark.parametrize(
    ("actions", "wanted"),
    [
        ([("set_tags", "x y")], {"tags": ["x", "y"]}),
        ([("current_tags", "x"), ("remove_tags", "a")], {"tags": ["b", "x"]}),
        ([("group_id", "5")], {"group_id": 5}),
        ([("notification_user", ["requester_id"])], {}),
    ],
)
def test_actions_are_an_update(actions: list[tuple[str, Any]], wanted: Json) -> None:
    assert wanted_by(trigger(*actions), TICKET) == wanted
