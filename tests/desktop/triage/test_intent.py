"""Plain words to a scope, twenty ways, and one question back for nonsense."""

import pytest

from desktop.domain.ticket import Priority, Status
from desktop.stages.define.intent import chips, parse

HIGH = (Priority.URGENT, Priority.HIGH)
HOUR = 3600


@pytest.mark.parametrize(
    ("intent", "topic", "priorities", "age"),
    [
        (
            "Triage high-priority API authentication tickets from the last 4 hours",
            "API authentication",
            HIGH,
            4 * HOUR,
        ),
        ("critical API auth issues of the past two hours", "API auth", HIGH, 2 * HOUR),
        ("urgent billing tickets today", "billing", (Priority.URGENT,), 24 * HOUR),
        ("high or urgent password problems, last 30 min", "password", HIGH, 30 * 60),
        ("webhook tickets younger than 1 day", "webhook", (), 24 * HOUR),
        ("all urgent tickets", "", (Priority.URGENT,), None),
        ("tickets created within 3 days", "", (), 72 * HOUR),
        ("low priority mobile tickets", "mobile", (Priority.LOW,), None),
        ("normal-priority scheduling requests", "scheduling", (Priority.NORMAL,), None),
        ("portal login failures in the last hour", "portal login", (), HOUR),
        ("priority >= high exports past week", "exports", HIGH, 7 * 24 * HOUR),
        ("API authentication < 90 minutes", "API authentication", (), 90 * 60),
    ],
)
def test_an_intent_becomes_its_scope(
    intent: str, topic: str, priorities: tuple[Priority, ...], age: int | None
) -> None:
    found = parse(intent)
    assert found.scope is not None, found.question
    assert (found.scope.topic, found.scope.priorities, found.scope.max_age_seconds) == (
        topic,
        priorities,
        age,
    )
    assert found.question == ""
    assert found.sentence.startswith("Tickets about ")


@pytest.mark.parametrize(
    ("intent", "statuses"),
    [
        ("pending billing tickets", (Status.PENDING,)),
        ("new and open API tickets", (Status.NEW, Status.OPEN)),
        ("unsolved API tickets", (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)),
    ],
)
def test_a_status_is_taken_in(intent: str, statuses: tuple[Status, ...]) -> None:
    found = parse(intent)
    assert found.scope is not None
    assert found.scope.statuses == statuses


def test_an_organisation_is_taken_in_and_shown_as_a_chip() -> None:
    found = parse("API tickets from customer Lakeside Clinic").scope
    assert found is not None
    assert found.organisation == "Lakeside Clinic"
    assert [chip.key for chip in chips(found)][-1] == "Organisation"


@pytest.mark.parametrize(
    "intent", ["", "   ", "make me a sandwich", "asdf qwer", "💥💥", "please", "a" * 10_000]
)
def test_nonsense_gives_no_scope_and_one_question(intent: str) -> None:
    found = parse(intent)
    assert found.scope is None
    assert found.question.count("?") == 1
