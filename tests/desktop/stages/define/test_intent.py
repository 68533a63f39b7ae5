"""Plain words to a scope, said back; nonsense is asked about."""

import pytest

from desktop.domain.brief import Scope
from desktop.domain.ticket import Priority, Status
from desktop.stages.define.intent import chips, parse, say

U, H, N, L = Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW
OPEN = (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)
HOUR, DAY = 3600, 86400
API = "API authentication"


@pytest.mark.parametrize(
    ("intent", "scope"),
    [
        (
            "Triage high-priority API authentication tickets from the last 4 hours",
            Scope(API, (U, H), OPEN, 4 * HOUR),
        ),
        ("critical API authentication tickets", Scope(API, (U, H), OPEN, None)),
        ("urgent API authentication", Scope(API, (U,), OPEN, None)),
        ("normal priority tickets", Scope("", (N,), OPEN, None)),
        ("low-priority tickets", Scope("", (L,), OPEN, None)),
        ("tickets with priority high or urgent", Scope("", (U, H), OPEN, None)),
        ("prio >= high", Scope("", (U, H), OPEN, None)),
        ("tickets from the last 30 minutes", Scope("", (), OPEN, 30 * 60)),
        ("tickets of the past 90 min", Scope("", (), OPEN, 90 * 60)),
        ("tickets from the last hour", Scope("", (), OPEN, HOUR)),
        ("tickets younger than an hour", Scope("", (), OPEN, HOUR)),
        ("tickets under two hours old", Scope("", (), OPEN, 2 * HOUR)),
        ("everything in the last 12h", Scope("", (), OPEN, 12 * HOUR)),
        ("tickets in the last twelve hours", Scope("", (), OPEN, 12 * HOUR)),
        ("tickets less than 3 days old", Scope("", (), OPEN, 3 * DAY)),
        ("tickets within the last week", Scope("", (), OPEN, 7 * DAY)),
        ("today's tickets", Scope("", (), OPEN, DAY)),
        ("urgent tickets, status new", Scope("", (U,), (Status.NEW,), None)),
        ("urgent pending tickets", Scope("", (U,), (Status.PENDING,), None)),
        ("urgent new or open tickets", Scope("", (U,), (Status.NEW, Status.OPEN), None)),
        ("unsolved urgent tickets", Scope("", (U,), OPEN, None)),
        (
            "urgent tickets of customer Lakeside Clinic",
            Scope("", (U,), OPEN, None, "Lakeside Clinic"),
        ),
        ("  URGENT   api   Authentication ", Scope("api Authentication", (U,), OPEN, None)),
        ("make me a sandwich", None),
        ("", None),
        ("!!! ???", None),
        ("status new", None),
        ("the last 0 hours", None),
        ("urgent, last 99999999999999999999 days", Scope("", (U,), OPEN, None)),
    ],
)
def test_an_intent_becomes_a_scope_or_one_question(intent: str, scope: Scope | None) -> None:
    understood = parse(intent)
    assert understood.scope == scope
    assert bool(understood.question) == (scope is None)


def test_a_scope_is_said_back_in_one_sentence() -> None:
    scope = Scope(API, (U, H), OPEN, 4 * HOUR, "Lakeside")
    assert say(scope) == (
        "Tickets about API authentication, with priority urgent or high, younger than 4 hours, "
        "of Lakeside, not solved."
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (60, "1 minute"),
        (5400, "90 minutes"),
        (HOUR, "1 hour"),
        (2 * DAY, "2 days"),
        (61, "61 seconds"),
    ],
)
def test_an_age_is_said_in_its_largest_whole_unit(seconds: int, words: str) -> None:
    assert f"younger than {words}" in say(Scope("", (), OPEN, seconds))


def test_the_chips_are_the_parts_of_the_scope() -> None:
    shown = {chip.key: chip.value for chip in chips(Scope(API, (U,), (Status.NEW,), HOUR, "Lake"))}
    assert shown == {
        "Topic": API,
        "Priority": "urgent",
        "Age": "< 1 hour",
        "Status": "new",
        "Organisation": "Lake",
    }
    assert [chip.value for chip in chips(Scope("", (), OPEN, None))] == [
        "any",
        "any",
        "any",
        "not solved",
    ]


def test_words_that_were_not_understood_are_named() -> None:
    assert parse("urgent API tickets about unicorns").ignored == ("unicorns",)
