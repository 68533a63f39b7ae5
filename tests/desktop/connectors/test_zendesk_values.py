"""Recorded answers with any property null, a tenant's own words, and what Zendesk may add any day."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.connectors import zendesk_values as values
from desktop.connectors import zendesk_wire as wire
from desktop.connectors.zendesk import Zendesk
from desktop.connectors.zendesk_values import Words
from desktop.domain.errors import ServiceError
from desktop.domain.sla.clock import compute_clocks
from desktop.domain.ticket import BY_TAG, Status
from desktop.ports import TicketService
from tests.desktop.connectors.recorded import Reply, recorded

TICKET: dict[str, Any] = {
    "id": 7, "url": "u", "subject": "s", "description": "d", "status": "open", "priority": "high",
    "created_at": "2026-11-23T10:00:00Z", "updated_at": "2026-11-23T11:00:00Z", "requester_id": 21,
    "organization_id": 1, "assignee_id": 12, "group_id": 5, "via": {"channel": "Email", "source": {}},
    "tags": ["a"], "custom_fields": [{"id": 900, "value": "billing"}], "custom_status_id": 5,
    "slas": {"policy_metrics": [{"metric": "next_reply_time", "stage": "active", "breach_at": "2026-11-23T12:00:00Z"}]},
}  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    "/users/me": {"user": {"id": 11, "name": "Sam", "role": "admin", "email": "s@x.test"}},
    "/ticket_fields": {"ticket_fields": [{"id": 900, "type": "tagger", "title": "Category",
        "custom_field_options": [{"name": "Billing", "value": "billing"}]}]},
    "/search/export": {"results": [TICKET], "meta": {"has_more": False, "after_cursor": "x"}, "facets": None},
    "/tickets": {"tickets": [TICKET], "meta": {"has_more": False, "after_cursor": "x"}},
    "/tickets/show_many": {"tickets": [TICKET], "count": 1,
        "users": [{"id": 21, "name": "Nora", "email": "n@x.test", "role": "end-user"}],
        "organizations": [{"id": 1, "name": "Lake", "tags": ["VIP"], "organization_fields": {"vip": True}}]},
    "/search/count": {"count": 3},
    "/groups": {"groups": [{"id": 5, "name": "g"}]},
    "/users": {"users": [{"id": 12, "name": "Ann"}], "meta": {"has_more": False, "after_cursor": None}},
    "/triggers/active": {"triggers": [{"title": "t", "active": True}]},
    "/tickets/7/comments": {"comments": [{"id": 1, "author_id": 21, "public": True,
        "created_at": "2026-11-23T10:00:00Z", "body": "b", "html_body": "h", "plain_body": "p"}],
        "users": [{"id": 21, "name": "Nora", "role": "end-user"}], "meta": {"has_more": False}},
    "/tickets/7/audits": {"audits": [{"id": 3, "metadata": {"custom": {"triagedeck_effect": "e"}, "system": {}},
        "created_at": "2026-11-23T10:00:00Z", "author_id": 12,
        "events": [{"id": 4, "type": "Change", "field_name": "900", "value": "a", "previous_value": "b"},
            {"id": 5, "type": "Comment", "author_id": 12, "public": True},
            {"id": 6, "type": "Change", "field_name": "tags", "value": ["a"], "previous_value": ["b"]},
            {"id": 7, "type": "Change", "field_name": "first_reply_time", "previous_value": None,
                "value": {"minutes": 60, "in_business_hours": True}, "via": {"current_sla_policy": "P"}}]}],
        "users": [{"id": 12, "role": "agent"}], "meta": {"has_more": False}},
    "/tickets/7": {"ticket": TICKET},
    "/slas/policies": {"sla_policies": [{"id": 1, "title": "P", "position": 1,
        "filter": {"all": [{"field": "current_tags", "operator": "includes", "value": "a"}], "any": []},
        "policy_metrics": [{"priority": "high", "metric": "next_reply_time", "target": 60, "business_hours": True}]}]},
    "/business_hours/schedules": {"schedules": [{"id": 3, "name": "S", "time_zone": "UTC",
        "intervals": [{"start_time": 0, "end_time": 60}]}]},
    "/business_hours/schedules/3/holidays": {"holidays": [{"id": 1, "name": "H", "start_date": "2026-12-24",
        "end_date": "2026-12-25"}]},
    "PUT /tickets/7": {"ticket": TICKET, "audit": {"id": 3, "events": [], "metadata": {}}},
}  # fmt: skip
"""As the sandbox's contract has them, by the call."""


def places(value: object, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where every property lies."""
    items: Any = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        if isinstance(value, dict):
            yield (*here, key)
        yield from places(inner, (*here, key))


PLACES = [place for place in places(ANSWERS) if len(place) > 1]


def changed(place: tuple[Any, ...], value: object) -> dict[str, Any]:
    answers = copy.deepcopy(ANSWERS)
    target: Any = answers
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    return answers


async def everything(zendesk: TicketService) -> None:
    """Ask for all there is; each call gives a value or an error in words."""
    now = values.instant("2026-11-23T12:00:00Z")
    calls = [
        zendesk.account, lambda: zendesk.open_tickets(lambda *_: None), lambda: zendesk.tickets([7]),
        lambda: zendesk.arrived(now, now), zendesk.solved_tickets, zendesk.category_field,
        zendesk.groups, zendesk.agents, zendesk.triggers,
        lambda: zendesk.spoke_since(7, now), lambda: zendesk.conversation(7),
        lambda: zendesk.find(7, "e"), lambda: zendesk.restore(7, (), {}),
        lambda: zendesk.restore(7, (), {}, withdraw=True), lambda: _clocks(zendesk),
    ]  # fmt: skip
    for call in calls:
        try:
            await call()  # type: ignore[operator]
        except ServiceError as error:
            assert error.message
            assert error.remedy


async def _clocks(zendesk: TicketService) -> None:
    history, agreements = await zendesk.history(7), await zendesk.agreements()
    if history and agreements:
        compute_clocks(history, agreements)


def saying(said: object) -> Reply:
    return lambda _: said


def serving(answers: dict[str, Any], words: Words | None = None) -> Zendesk:
    return Zendesk(recorded({path: saying(said) for path, said in answers.items()})[0], words)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
async def test_a_property_that_is_null_gives_a_value_or_words(place: tuple[Any, ...]) -> None:
    await everything(serving(changed(place, None)))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=9)
    | st.just([])
    | st.just({})
    | st.just([None]),
)
async def test_a_property_that_is_anything_gives_a_value_or_words(
    place: tuple[Any, ...], value: object
) -> None:
    await everything(serving(changed(place, value)))


async def test_nulls_in_a_tickets_own_properties_hide_no_ticket() -> None:
    for place in PLACES:
        if place[:3] == ("/tickets/show_many", "tickets", 0) and place[3:] != ("id",):
            if place[-1] == "id" or place[3:4] == ("policy_metrics",):
                continue
            (read,) = await serving(changed(place, None)).tickets([7])
            assert read.id == 7


@pytest.mark.parametrize(
    ("organisation", "words", "vip"),
    [
        ({"id": 1, "tags": ["VIP"]}, Words(), True),
        ({"id": 1, "tags": ["key_account"]}, Words(), False),
        ({"id": 1, "tags": ["key_account"]}, Words(vip_tag="Key_Account"), True),
        ({"id": 1, "organization_fields": {"vip": True}}, Words(), True),
        ({"id": 1, "organization_fields": {"vip": "no"}}, Words(), False),
        ({"id": 1, "organization_fields": {"tier": "gold"}}, Words(vip_field="tier"), True),
        ({"id": 1, "organization_fields": {"vip": None}}, Words(), False),
    ],
)
async def test_a_vip_is_known_by_the_tenants_own_tag_or_field(
    organisation: dict[str, Any], words: Words, vip: bool
) -> None:
    answers = changed(("/tickets/show_many", "organizations", 0), organisation)
    (ticket,) = await serving(answers, words).tickets([7])
    assert ticket.vip is vip


async def test_the_category_is_found_by_the_tenants_own_title() -> None:
    answers = changed(("/ticket_fields", "ticket_fields", 0, "title"), "Kategorie")
    assert await serving(answers).category_field() is None
    zendesk = serving(answers, Words(category_title="kategorie"))
    field = await zendesk.category_field()
    assert field is not None
    assert field.id == 900
    assert (await zendesk.tickets([7]))[0].category == "billing"


async def test_where_tags_hold_the_category_they_are_learnt_from_and_offered() -> None:
    tagged = {**TICKET, "tags": ["cat_billing_error", "a"], "custom_fields": []}
    answers = changed(("/search/export", "results", 0), tagged)
    answers["/tickets/show_many"] = {**ANSWERS["/tickets/show_many"], "tickets": [tagged]}
    zendesk = serving(answers, Words(category_tag="cat_"))
    field = await zendesk.category_field()
    assert field is not None
    assert field.id == BY_TAG
    assert [(one.value, one.name) for one in field.options] == [
        ("cat_billing_error", "billing error")
    ]
    assert [one.category for one in await zendesk.solved_tickets()] == ["cat_billing_error"]
    assert (await zendesk.tickets([7]))[0].category == "cat_billing_error"


@pytest.mark.parametrize(
    ("said", "status"),
    [("open", Status.OPEN), ("waiting_for_lab", Status.OPEN), (None, Status.OPEN), ("deleted", Status.CLOSED)],
)  # fmt: skip
def test_a_status_we_do_not_know_is_open_to_be_safe(said: str | None, status: Status) -> None:
    assert values.status(wire.Brief(1, said)) is status


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-11-23", "2026-11-23T10:00:00"])
def test_a_date_nobody_can_read_is_the_epoch(text: str | None) -> None:
    assert values.instant(text).year == 1970
