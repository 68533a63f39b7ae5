"""A scope is said back in one sentence and shown as chips that say who chose them and can be removed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, Agent, Priority, Status
from desktop.stages.define.chips import chips
from desktop.stages.define.contract import Chosen
from desktop.stages.define.saying import say, span

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
U, H = Priority.URGENT, Priority.HIGH


def scope(**fields: Any) -> Scope:
    return Scope(**({"statuses": UNSOLVED} | fields))


EVERYTHING = scope(
    topic="billing",
    priorities=(U, None),
    max_age_seconds=7200,
    min_age_seconds=60,
    window=Window(NOON - timedelta(days=1), NOON),
    vip=True,
    organisations=("Lakeside Clinic",),
    assignees=(Agent(7, "Priya"),),
    channels=("voice", "phone"),
    languages=("de",),
    tags=("careboard",),
    either=(Filter(vip=True), Filter(priorities=(H,))),
    without=(Filter(topic="login"), Filter(statuses=(Status.NEW,))),
    limit=10,
    order=Order.OLDEST,
    included=(1,),
    excluded=(2, 3),
)


def test_the_reference_intent_is_said_as_before() -> None:
    said = say(scope(topic="API authentication", priorities=(U, H), max_age_seconds=4 * 3600))
    assert said == (
        "Tickets about API authentication, with priority urgent or high, younger than 4 hours, "
        "not solved."
    )


def test_every_part_is_said_in_one_sentence() -> None:
    said = say(EVERYTHING)
    assert said.startswith("The 10 tickets that came first of those about billing, ")
    for part in (
        "with priority urgent or not set", "younger than 2 hours", "older than 1 minute",
        "that came from Tue 09 Mar 12:00 to Wed 10 Mar 12:00 UTC", "of VIP customers", "of Lakeside Clinic",
        "assigned to Priya", "that came by phone", "written in German", "tagged or speaking of careboard",
        "not solved", "either of VIP customers or with priority high", "without those about login",
        "without those with status new", "1 taken in by hand", "2 left out by hand",
    ):  # fmt: skip
        assert part in said
    assert said.count(".") == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"assignees": (NOBODY,)}, "unassigned"),
        ({"vip": False}, "not of VIP customers"),
        ({"window": Window(NOON)}, "that came since Wed 10 Mar 12:00 UTC"),
        ({"window": Window(None, NOON)}, "that came before Wed 10 Mar 12:00 UTC"),
        ({"statuses": (Status.HOLD,)}, "with status hold"),
    ],
)
def test_special_parts_have_their_own_words(fields: dict[str, Any], words: str) -> None:
    assert words in say(scope(**fields))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(60, "1 minute"), (5400, "90 minutes"), (3600, "1 hour"), (2 * 86400, "2 days"), (61, "61 seconds")],
)  # fmt: skip
def test_an_age_is_said_in_its_largest_whole_unit(seconds: int, words: str) -> None:
    assert span(seconds) == words


def test_four_chips_are_always_there_and_the_others_where_they_limit_something() -> None:
    plain = chips(scope())
    assert [(chip.key, chip.value) for chip in plain] == [
        ("Topic", "any"),
        ("Priority", "any"),
        ("Age", "any"),
        ("Status", "not solved"),
    ]
    assert all(chip.without is None and chip.chosen is Chosen.DEFAULT for chip in plain)
    assert [chip.key for chip in chips(EVERYTHING)][4:] == [
        "Came", "Organisation", "Customers", "Assignee", "Channel", "Language", "Tag", "Either", "Count",
        "Taken in", "Left out", "Not", "Not",
    ]  # fmt: skip


def test_a_removed_chip_takes_its_part_out_of_the_scope_and_nothing_else() -> None:
    left = EVERYTHING
    for _ in range(20):
        removable = [chip for chip in chips(left) if chip.without is not None]
        if not removable:
            break
        assert removable[0].without is not None
        left = removable[0].without
    assert left == scope()


def test_a_chip_says_whether_words_or_a_hand_chose_it() -> None:
    said = scope(priorities=(U,))
    shown = {c.key: c.chosen for c in chips(scope(priorities=(U,), max_age_seconds=60), said)}
    assert shown["Priority"] is Chosen.WORDS
    assert shown["Age"] is Chosen.HAND
    assert shown["Topic"] is Chosen.DEFAULT
