"""What sets a category: a field's value, or a tag that takes another's place."""

from msgspec.structs import replace

from desktop.domain.plan import Categorised
from desktop.domain.ticket import BY_TAG, CategoryField, CategoryOption
from desktop.stages.plan.effects import HANDED_OVER, TAG, category_requests
from tests.desktop.triage.tickets import ticket

FIELD = CategoryField(900, (CategoryOption("billing", "Billing"),))
TAGS = CategoryField(BY_TAG, (CategoryOption("cat_billing", "billing"),))


def test_a_field_gets_its_value() -> None:
    (one,) = category_requests([Categorised(101, "billing", 90)], FIELD, [ticket()])
    assert (one.field_id, one.value, one.add_tags, one.drop_tags) == (900, "billing", (TAG,), ())


def test_a_tag_takes_the_place_of_the_one_before() -> None:
    filed = replace(ticket(), category="cat_api", tags=("cat_api",))
    (one,) = category_requests([Categorised(101, "cat_billing", 90)], TAGS, [filed])
    assert one.add_tags == (TAG, "cat_billing")
    assert one.drop_tags == ("cat_api",)


def test_the_same_tag_again_drops_nothing() -> None:
    filed = replace(ticket(), category="cat_billing", tags=("cat_billing",))
    (one,) = category_requests([Categorised(101, "cat_billing", 90)], TAGS, [filed])
    assert one.drop_tags == ()


def test_without_a_sure_category_or_a_place_for_it_a_person_gets_the_ticket() -> None:
    for field in (FIELD, TAGS, None):
        (one,) = category_requests([Categorised(101, None, 30)], field, [ticket()])
        assert (one.value, one.add_tags) == (None, (TAG, HANDED_OVER))
    (one,) = category_requests([Categorised(101, "billing", 90)], None, [ticket()])
    assert one.value is None
