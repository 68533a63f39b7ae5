"""Undo on a ticket: what is ours goes back, what another changed since stays and is named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.connectors import zendesk_wire as wire
from desktop.connectors.zendesk import Zendesk
from desktop.connectors.zendesk_put_back import MARKS, put_back
from desktop.domain.effect import OWNER_FIELDS, FieldBefore, Receipt, SetCategory, WriteNote
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import BY_TAG
from desktop.ports import Connections
from desktop.stages.plan.effects import HANDED_OVER, TAG
from tests.desktop.connectors.conftest import Outside
from tests.desktop.connectors.recorded import recorded

FIELD = "9001"
TAGS = st.lists(st.sampled_from(["a", "b", "cat_1", "cat_2", "cat_3", TAG]), unique=True)


def marker(effect: str) -> dict[str, str]:
    return {"triagedeck_effect": effect, "triagedeck_mission": "m1"}


def replaced(had: list[str], wrote: list[str], now: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The tags after an undo, and what it kept."""
    changes, kept = put_back(wire.Ticket(1, tags=now), [FieldBefore("tags", had, wrote)], {})
    return changes.get("tags", now), kept


def custom(before: Any, ours: Any, now: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What an undo of a custom field writes, and what it kept."""
    ticket = wire.Ticket(1, custom_fields=[wire.CustomField(int(FIELD), now)])
    return put_back(ticket, [FieldBefore(FIELD, before, ours)], {})


def test_the_marks_are_those_that_a_plan_adds() -> None:
    assert set(MARKS) == {TAG, HANDED_OVER}


@pytest.mark.parametrize(
    ("now", "after", "kept"),
    [
        (["cat_ours", TAG], ["cat_old"], ()),
        (["cat_ours"], ["cat_old"], ()),
        (["cat_theirs", TAG], ["cat_theirs"], ("tags",)),
        (["called", "cat_theirs", TAG], ["called", "cat_theirs"], ("tags",)),
        ([TAG], [], ("tags",)),
        (["cat_old", TAG], ["cat_old"], ()),
        (["cat_old"], ["cat_old"], ()),
        (["cat_ours", "cat_theirs", TAG], ["cat_theirs", "cat_old"], ()),
    ],
)
def test_a_dropped_category_comes_back_only_where_ours_still_stands(
    now: list[str], after: list[str], kept: tuple[str, ...]
) -> None:
    assert replaced(["cat_old"], ["cat_ours", TAG], now) == (after, kept)


def test_a_mark_that_was_dropped_with_nothing_in_its_place_comes_back() -> None:
    assert replaced(["a", "b"], ["a", TAG], ["a", TAG]) == (["a", "b"], ())


@given(had=TAGS, added=TAGS, now=TAGS)
def test_where_nothing_was_dropped_tags_are_a_set_difference(
    had: list[str], added: list[str], now: list[str]
) -> None:
    ours = set(added) - set(had)
    after, kept = replaced(had, [*had, *sorted(ours)], now)
    assert (after, kept) == ([tag for tag in now if tag not in ours], ())


@given(had=TAGS, wrote=TAGS, now=TAGS)
def test_nobody_elses_tag_goes_and_no_mark_of_ours_stays(
    had: list[str], wrote: list[str], now: list[str]
) -> None:
    after, kept = replaced(had, wrote, now)
    ours = set(wrote) - set(had)
    assert set(after) >= set(now) - ours
    assert not ours & set(after)
    assert set(after) <= {*now, *had}
    assert kept or set(after) >= set(had) - set(wrote)


@pytest.mark.parametrize("empty", [None, "", []])
@pytest.mark.parametrize("before", [None, "", []])
def test_an_empty_field_is_as_it_was_however_it_is_written(empty: Any, before: Any) -> None:
    assert custom(before, "billing", empty) == ({}, ())
    assert custom("api", before, empty) == ({"custom_fields": [{"id": 9001, "value": "api"}]}, ())


def test_of_a_receipt_that_tells_a_field_twice_the_first_is_ours() -> None:
    told = [FieldBefore(FIELD, "old", "ours"), FieldBefore(FIELD, "ours", "theirs")]
    ticket = wire.Ticket(1, custom_fields=[wire.CustomField(int(FIELD), "theirs")])
    assert put_back(ticket, told, {}) == ({}, (FIELD,))


BOTH = (FieldBefore("assignee_id", None, "9"), FieldBefore("group_id", "5", "77"))


@pytest.mark.parametrize(
    ("assignee", "group", "changes", "kept"),
    [
        (9, 77, {"assignee_id": None, "group_id": 5}, ()),
        (None, 5, {}, ()),
        (None, 77, {"group_id": 5}, ()),
        (12, 77, {}, ("assignee_id", "group_id")),
        (9, 88, {}, ("assignee_id", "group_id")),
        (12, 5, {}, ("assignee_id",)),
    ],
)
def test_an_owner_goes_back_whole_or_stays(
    assignee: int | None, group: int, changes: dict[str, Any], kept: tuple[str, ...]
) -> None:
    ticket = wire.Ticket(1, assignee_id=assignee, group_id=group)
    assert put_back(ticket, BOTH, {}) == (changes, kept)


def test_who_has_a_ticket_whose_group_is_as_it_was_is_no_conflict() -> None:
    ticket = wire.Ticket(1, assignee_id=12, group_id=5)
    assert put_back(ticket, BOTH[1:], {"assignee_id": None}) == ({}, ())


RULE = {"channel": "rule", "source": {"from": {"id": 7}, "rel": "trigger"}}


@pytest.mark.parametrize(
    ("via", "written", "kept"),
    [
        (None, {"assignee_id": None, "group_id": 5}, ()),
        (RULE, None, ("assignee_id", "group_id")),
    ],
)
async def test_a_group_that_went_with_our_assignee_goes_back_with_him_unless_a_trigger_moved_it(
    via: Any, written: dict[str, Any] | None, kept: tuple[str, ...]
) -> None:
    went = {"id": 2, "type": "Change", "field_name": "group_id", "previous_value": "5"}
    gave = {"id": 1, "type": "Change", "field_name": "assignee_id", "value": "9"}
    audit = {"id": 3, "events": [gave, {**went, "value": "77", "via": via}]}
    now = {"id": 1, "updated_at": "2026-11-23T14:05:00Z", "assignee_id": 9, "group_id": 77}
    http, asked = recorded(
        {
            "/tickets/show_many": lambda _: {"tickets": [now]},
            "/tickets/1/audits": lambda _: {"audits": [audit]},
            "PUT /tickets/1": lambda _: {"ticket": now, "audit": audit},
        }
    )
    assert await Zendesk(http).restore(1, BOTH[:1], marker("e.1.undo")) == kept
    puts = [json.loads(ask.body or b"")["ticket"] for ask in asked.asked if ask.method == "PUT"]
    found = [{name: put[name] for name in OWNER_FIELDS if name in put} for put in puts]
    assert found == ([written] if written else [])


async def test_before_an_update_is_what_stood_before_us_and_not_before_a_trigger() -> None:
    rule = {"via": RULE}

    def change(field: str, before: Any, after: Any, **via: Any) -> dict[str, Any]:
        told = {"type": "Change", "field_name": field, "previous_value": before, "value": after}
        return {"id": 1, **told, **via}

    events = [
        change("group_id", "5", "88", **rule),
        change("tags", ["a"], ["a", TAG]),
        change("tags", ["a", TAG], ["a", TAG, "auto"], **rule),
        change(FIELD, None, "ours"),
        change(FIELD, "ours", "theirs", **rule),
        change("44", "x", "y", **rule),
    ]
    audit = {"id": 3, "events": events, "metadata": {"custom": marker("e.1")}}
    http, _ = recorded({"/tickets/1/audits": lambda _: {"audits": [audit]}})
    receipt = await Zendesk(http).find(1, "e.1")
    assert receipt is not None
    assert receipt.before == (
        FieldBefore("tags", ["a"], ["a", TAG]),
        FieldBefore(FIELD, None, "ours"),
    )


async def routed(services: Connections, ticket: int, effect: str, **owner: int) -> Receipt:
    """A note that gives the ticket to somebody."""
    (read,) = await services.tickets.tickets([ticket])
    note = WriteNote(ticket, "For the agent", **owner)
    return await services.tickets.write(note, read, marker(effect))


def owner_of(outside: Outside, ticket: int) -> tuple[int | None, int | None]:
    found = outside.ticket(ticket)
    return found["assignee_id"], found["group_id"]


async def test_a_colleague_of_the_group_we_routed_to_keeps_the_ticket(
    services: Connections, outside: Outside
) -> None:
    receipt = await routed(services, 48106, "own.1", group_id=7001)
    outside.edit(48106, assignee_id=3012)
    back = marker("own.1.undo")
    kept = await services.tickets.restore(48106, receipt.before, back, withdraw=True)
    assert kept == ("assignee_id", "group_id")
    assert owner_of(outside, 48106) == (3012, 7001)
    assert "withdrawn" in outside.ticket(48106)["comments"][-1]["body"]


async def test_who_had_the_ticket_before_us_does_not_keep_the_group(
    services: Connections, outside: Outside
) -> None:
    outside.edit(48110, assignee_id=3012)
    receipt = await routed(services, 48110, "own.2", group_id=7001)
    outside.edit(48110, tags=["called_back"])
    assert await services.tickets.restore(48110, receipt.before, marker("own.2.undo")) == ()
    assert owner_of(outside, 48110) == (3012, 7002)


async def test_a_group_that_was_moved_since_leaves_our_assignee(
    services: Connections, outside: Outside
) -> None:
    receipt = await routed(services, 48118, "own.3", assignee_id=3013)
    outside.edit(48118, group_id=7001)
    kept = await services.tickets.restore(48118, receipt.before, marker("own.3.undo"))
    assert kept == ("assignee_id", "group_id")
    assert owner_of(outside, 48118) == (3013, 7001)


async def test_a_group_moved_there_and_back_was_not_changed(
    services: Connections, outside: Outside
) -> None:
    receipt = await routed(services, 48154, "own.4", assignee_id=3013)
    outside.edit(48154, group_id=7001)
    outside.edit(48154, group_id=7002)
    assert await services.tickets.restore(48154, receipt.before, marker("own.4.undo")) == ()
    assert owner_of(outside, 48154) == (None, 7002)


async def test_where_the_owner_is_refused_the_note_is_withdrawn_all_the_same(
    services: Connections, outside: Outside
) -> None:
    receipt = await routed(services, 48292, "own.5", group_id=7001)
    outside.fault("zendesk", "status", method="PUT", path="/api/v2/tickets/48292", status=422)
    back = marker("own.5.undo")
    kept = await services.tickets.restore(48292, receipt.before, back, withdraw=True)
    assert kept == ("group_id",)
    assert owner_of(outside, 48292) == (None, 7001)
    assert "withdrawn" in outside.ticket(48292)["comments"][-1]["body"]


async def test_a_withdrawal_cut_short_after_it_names_the_refused_owner_too(
    services: Connections, outside: Outside
) -> None:
    receipt = await routed(services, 48302, "own.6", group_id=7001)
    outside.fault("zendesk", "status", method="PUT", path="/api/v2/tickets/48302", status=422)
    audits = len(outside.ticket(48302)["audits"])
    kept = await services.tickets.restore(48302, receipt.before, marker("own.6.undo"))
    assert kept == ("group_id",)
    assert len(outside.ticket(48302)["audits"]) == audits


async def test_a_refusal_of_anything_else_is_told(services: Connections, outside: Outside) -> None:
    (read,) = await services.tickets.tickets([48346])
    asked = {"method": "PUT", "path": "/api/v2/tickets/48346"}
    for status, before in (
        (422, ()),
        (403, (FieldBefore("group_id", "7001", str(read.group_id)),)),
    ):
        outside.fault("zendesk", "status", status=status, **asked)
        with pytest.raises(RefusedError) as refused:
            await services.tickets.restore(48346, before, marker("own.7"), withdraw=True)
        assert refused.value.status == status


async def test_a_colleagues_category_by_tag_stands_alone_and_is_named(
    services: Connections, outside: Outside
) -> None:
    outside.edit(48506, tags=["cat_old", "portal"])
    (read,) = await services.tickets.tickets([48506])
    tags = (TAG, "cat_api_authentication")
    request = SetCategory(48506, BY_TAG, "cat_api_authentication", tags, ("cat_old",))
    receipt = await services.tickets.write(request, read, marker("tag.9"))
    outside.edit(48506, tags=[TAG, "cat_theirs", "portal"])
    for _ in range(2):
        kept = await services.tickets.restore(48506, receipt.before, marker("tag.9.undo"))
        assert kept == ("tags",)
        assert outside.ticket(48506)["tags"] == ["cat_theirs", "portal"]
