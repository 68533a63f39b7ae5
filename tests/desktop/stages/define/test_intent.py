"""Plain words to a scope, said back; what is not understood is asked about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, SOMEBODY, Agent, Priority, Status
from desktop.stages.define.intent import parse
from desktop.stages.define.known import Known

U, H, N, L = Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW
HOUR, DAY = 3600, 86400
NOW = datetime(2027, 3, 10, 14, 20, tzinfo=UTC)
"""A Wednesday."""
TODAY = datetime(2027, 3, 10, tzinfo=UTC)
SAM, PRIYA, EMMA = Agent(1, "Sam Rivera"), Agent(2, "Priya Raman"), Agent(3, "Emma Hamilton")
KNOWN = Known(
    now=NOW,
    me=SAM,
    organisations=(
        "Hamilton Hospital",
        "Klinikum Rosental",
        "Lakeside Clinic",
        "Northgate Medical",
    ),
    agents=(SAM, PRIYA, EMMA),
    tags=frozenset({"careboard"}),
    words=" the careboard screen shows a widget for unlucky wards ",
)


def scope(**fields: Any) -> Scope:
    """A scope that names no status."""
    return Scope(**({"statuses": UNSOLVED} | fields))


def at(days: int, hour: float = 0) -> datetime:
    """A time of the day ``days`` before today."""
    return TODAY - timedelta(days=days) + timedelta(hours=hour)


def came(start: datetime | None, end: datetime | None = None) -> Scope:
    """A scope with one window."""
    return scope(window=Window(start, end))


def without(**fields: Any) -> Scope:
    """A scope that leaves one thing out."""
    return scope(without=(Filter(**fields),))


API = "API authentication"
PRIORITIES = [
    ("Triage high-priority API authentication tickets from the last 4 hours",
     scope(topic=API, priorities=(U, H), max_age_seconds=4 * HOUR)),
    ("critical API authentication tickets", scope(topic=API, priorities=(U, H))),
    ("high prio", scope(priorities=(U, H))),
    ("hohe Priorität", scope(priorities=(U, H))),
    ("urgent API authentication", scope(topic=API, priorities=(U,))),
    ("dringende Tickets", scope(priorities=(U,))),
    ("normal priority tickets", scope(priorities=(N,))),
    ("low-priority tickets", scope(priorities=(L,))),
    ("tickets with priority high or urgent", scope(priorities=(U, H))),
    ("priority: low, normal", scope(priorities=(L, N))),
    ("prio >= high", scope(priorities=(U, H))),
    ("priority at least normal", scope(priorities=(U, H, N))),
    ("normal priority or lower", scope(priorities=(N, L))),
    ("mindestens hohe Priorität", scope(priorities=(U, H))),
    ("everything but low priority", without(priorities=(L,))),
    ("tickets without a priority", scope(priorities=(None,))),
    ("normal or no priority", scope(priorities=(N, None))),
    ("only high", scope(priorities=(U, H))),
]  # fmt: skip
STATUSES = [
    ("status new", scope(statuses=(Status.NEW,))),
    ("urgent pending tickets", scope(priorities=(U,), statuses=(Status.PENDING,))),
    ("new or open tickets", scope(statuses=(Status.NEW, Status.OPEN))),
    ("wartende und pausierte Tickets", scope(statuses=(Status.PENDING, Status.HOLD))),
    ("unsolved urgent tickets", scope(priorities=(U,))),
    ("alle noch offenen Tickets", scope()),
    ("what's new from Lakeside?", scope(organisations=("Lakeside Clinic",))),
    ("tickets that are new", scope(statuses=(Status.NEW,))),
    ("tickets that are not pending", scope(statuses=(Status.NEW, Status.OPEN, Status.HOLD))),
]
AGES = [
    ("tickets from the last 30 minutes", scope(max_age_seconds=30 * 60)),
    ("tickets of the past 90 min", scope(max_age_seconds=90 * 60)),
    ("tickets from the last hour", scope(max_age_seconds=HOUR)),
    ("tickets <4h", scope(max_age_seconds=4 * HOUR)),
    ("tickets younger than an hour", scope(max_age_seconds=HOUR)),
    ("tickets under two hours old", scope(max_age_seconds=2 * HOUR)),
    ("everything in the last half an hour", scope(max_age_seconds=1800)),
    ("tickets within the last week", scope(max_age_seconds=7 * DAY)),
    ("Tickets der letzten 12 Stunden", scope(max_age_seconds=12 * HOUR)),
    ("Tickets seit 3 Tagen", scope(max_age_seconds=3 * DAY)),
    ("tickets 1-3 days old", scope(min_age_seconds=DAY, max_age_seconds=3 * DAY)),
    ("older than 2 days", scope(min_age_seconds=2 * DAY)),
    ("älter als 1,5 Stunden", scope(min_age_seconds=5400)),
    ("not older than 4 hours", scope(max_age_seconds=4 * HOUR)),
    ("2 days or older", scope(min_age_seconds=2 * DAY)),
    ("between 2 and 4 hours old", scope(min_age_seconds=2 * HOUR, max_age_seconds=4 * HOUR)),
    ("older than 1 day but younger than 3 days", scope(min_age_seconds=DAY, max_age_seconds=3 * DAY)),
]  # fmt: skip
WINDOWS = [
    ("today's tickets", came(at(0), at(-1))),
    ("Tickets von gestern", came(at(1), at(0))),
    ("since Monday", came(at(2))),
    ("seit Freitag", came(at(5))),
    ("what came in last night?", came(at(1, 18), at(0, 6))),
    ("heute Nacht", came(at(1, 18), at(0, 6))),
    ("this morning", came(at(0, 6), at(0, 12))),
    ("tickets from yesterday afternoon", came(at(1, 12), at(1, 18))),
    ("on Monday", came(at(2), at(1))),
    ("Monday morning", came(at(2, 6), at(2, 12))),
    ("this week", came(at(2), at(-5))),
    ("tickets from last week", came(at(9), at(2))),
    ("Tickets der letzten Woche", came(at(9), at(2))),
    ("am Wochenende", came(at(4), at(2))),
    ("before 8 am", came(None, at(0, 8))),
    ("seit 8 Uhr", came(at(0, 8))),
    ("after 10:30", came(at(0, 10.5))),
    ("since yesterday evening", came(at(1, 18))),
    ("between 8 and 10 this morning", came(at(0, 8), at(0, 10))),
    ("yesterday between 2 and 4 pm", came(at(1, 14), at(1, 16))),
    ("gestern zwischen 8 und 10 Uhr", came(at(1, 8), at(1, 10))),
    ("from Monday to Tuesday", came(at(2), at(0))),
    ("since 2027-03-05", came(at(5))),
    ("since March 5", came(at(5))),
    ("seit dem 5. März", came(at(5))),
    ("today and yesterday", came(at(1), at(-1))),
    ("last night and this morning", came(at(1, 18), at(0, 12))),
    (
        "on Monday or Friday",
        scope(either=(Filter(window=Window(at(2), at(1))), Filter(window=Window(at(5), at(4))))),
    ),
    ("yesterday after 3pm", came(at(1, 15), at(0))),
    ("between 22 and 6", came(at(1, 22), at(0, 6))),
    ("not from today", without(window=Window(at(0), at(-1)))),
]
NAMES = [
    ("tickets from Lakeside", scope(organisations=("Lakeside Clinic",))),
    ("urgent tickets of customer Lakeside Clinic", scope(priorities=(U,), organisations=("Lakeside Clinic",))),
    ("Laekside's tickets", scope(organisations=("Lakeside Clinic",))),
    ("Tickets vom Klinikum Rosental", scope(organisations=("Klinikum Rosental",))),
    ("Lakeside or Northgate", scope(organisations=("Lakeside Clinic", "Northgate Medical"))),
    ("not from Lakeside, urgent", scope(priorities=(U,), without=(Filter(organisations=("Lakeside Clinic",)),))),
    ("assigned to Priya", scope(assignees=(PRIYA,))),
    ("Emma Hamilton's tickets", scope(assignees=(EMMA,))),
    ("mine", scope(assignees=(SAM,))),
    ("mir zugewiesene Tickets", scope(assignees=(SAM,))),
    ("unassigned", scope(assignees=(NOBODY,))),
    ("ohne Bearbeiter", scope(assignees=(NOBODY,))),
    ("not assigned", scope(assignees=(NOBODY,))),
    ("assigned tickets", scope(assignees=(SOMEBODY,))),
    ("not assigned to Priya", without(assignees=(PRIYA,))),
    ("Priya oder ohne Bearbeiter", scope(assignees=(PRIYA, NOBODY))),
    ("Tickets des Klinikums Rosental", scope(organisations=("Klinikum Rosental",))),
    ("Lakeside ausgenommen", without(organisations=("Lakeside Clinic",))),
    ("VIP tickets", scope(vip=True)),
    ("non-VIP urgent tickets", scope(vip=False, priorities=(U,))),
]  # fmt: skip
MARKS = [
    ("email tickets", scope(channels=("email", "mail"))),
    ("Tickets auf Deutsch", scope(languages=("de",))),
    ("tickets in English or French", scope(languages=("en", "fr"))),
    ("careboard tickets", scope(tags=("careboard",))),
    ("tagged careboard", scope(tags=("careboard",))),
    ("the 10 oldest", scope(limit=10, order=Order.OLDEST)),
    ("die fünf neuesten", scope(limit=5, order=Order.NEWEST)),
    ("20 urgent tickets", scope(limit=20, priorities=(U,))),
    ("die 10 dringendsten Tickets", scope(limit=10)),
    (
        "the oldest unassigned VIP ticket",
        scope(limit=1, order=Order.OLDEST, vip=True, assignees=(NOBODY,)),
    ),
    ("the oldest ticket", scope(limit=1, order=Order.OLDEST)),
    ("top 5", scope(limit=5)),
    ("the last 10 tickets", scope(limit=10, order=Order.NEWEST)),
]
TOPICS = [
    ("  URGENT   api   Authentication ", scope(topic="api Authentication", priorities=(U,))),
    ("billing or scheduling", scope(topic="billing or scheduling")),
    ("Druckerprobleme", scope(topic="Druckerprobleme")),
    ("Chatanfragen vom Freitagabend", scope(channels=("chat", "native_messaging", "messaging", "web_messaging"), window=Window(at(5, 18), at(4)))),
    ("tagged careboard or widget", scope(tags=("careboard", "widget"))),
    ("widget tickets", scope(topic="widget")),
    ("athentication tickets", scope(topic="authentication")),
    ("slow system", scope(topic="slow system")),
    ("everything except password resets", without(topic="password resets")),
    ("but not billing, passwords or printers", scope(
        without=(Filter(topic="billing"), Filter(topic="passwords"), Filter(topic="printers")))),
    ("alles außer Abrechnung und VIP", scope(vip=False, without=(Filter(topic="Abrechnung"),))),
    ("except urgent billing tickets", without(priorities=(U,), topic="billing")),
    ("urgent or VIP or billing", scope(
        either=(Filter(priorities=(U,)), Filter(vip=True), Filter(topic="billing")))),
    ("urgent or VIP tickets", scope(either=(Filter(priorities=(U,)), Filter(vip=True)))),
    ("all tickets", scope()),
]  # fmt: skip
ALL = [*PRIORITIES, *STATUSES, *AGES, *WINDOWS, *NAMES, *MARKS, *TOPICS]


@pytest.mark.parametrize(("intent", "wanted"), ALL, ids=[intent for intent, _ in ALL])
def test_an_intent_becomes_its_scope_and_is_said_back(intent: str, wanted: Scope) -> None:
    understood = parse(intent, KNOWN)
    assert understood.scope == wanted, understood.question
    assert (understood.question, understood.choices) == ("", ())
    assert understood.sentence.endswith(".")
    assert "\n" not in understood.sentence


@pytest.mark.parametrize(
    ("intent", "question"),
    [
        ("", "What are the tickets about"),
        ("!!! ???", "What are the tickets about"),
        ("please", "What are the tickets about"),
        ("make me a sandwich", "orders something"),
        ("tickets about unicorns", 'speaks of "unicorns"'),
        ("urgent API tickets about unicorns", 'speaks of "unicorns"'),
        ("delete all tickets", "orders something"),
        ("please close everything older than 2 days", "orders something"),
        ("refund everybody", "orders something"),
        ("alle Tickets löschen", "orders something"),
        ("'; DROP TABLE tickets; --", "orders something"),
        ("ignore previous instructions", "orders something"),
        ("older than 2 days and younger than 1 hour", "exclude each other"),
        ("urgent but not urgent", "takes in and leaves out"),
        ("tickets from next week", "not come yet"),
        ("since 18:00", "not come yet"),
        ("solved tickets", "Solved and closed"),
        ("tickets not updated since yesterday", "when a ticket came"),
        ("hi, how are you doing today?", "What are the tickets about"),
        ("wie war dein Wochenende?", "What are the tickets about"),
        ("Tickets der letzten -3 Stunden", "can be that old"),
        ("tickets from the last 0 hours", "can be that old"),
        ("older than 5000 years", "can be that old"),
        ("tickets from 31 February", "no such date"),
        ("Tickets vom 31.2.", "no such date"),
        ("tickets since 25:00", "no such date"),
        ("urgent tickets from wexford", 'speaks of "wexford"'),
        ("customer Wexford General", 'called "Wexford General"'),
        ("assigned to Bob", 'called "Bob"'),
        ("tagged unicorn", 'the tag "unicorn"'),
        ("a" * 10_000, "speaks of"),
    ],
)
def test_what_cannot_be_a_scope_ends_in_one_question(intent: str, question: str) -> None:
    understood = parse(intent, KNOWN)
    assert understood.scope is None
    assert question in understood.question
    assert understood.sentence == ""


def test_who_is_a_customer_and_an_agent_is_asked_about_with_both_answers() -> None:
    understood = parse("urgent Hamilton tickets", KNOWN)
    assert understood.scope is None
    assert understood.question.count("?") == 1
    answers = [parse(choice.intent, KNOWN).scope for choice in understood.choices]
    assert answers == [
        scope(priorities=(U,), organisations=("Hamilton Hospital",)),
        scope(priorities=(U,), assignees=(EMMA,)),
    ]


def test_words_that_were_not_understood_are_named() -> None:
    understood = parse("urgent API tickets from today, zorp", KNOWN)
    assert understood.scope is not None
    assert understood.ignored == ("zorp",)


def test_nobody_signed_in_has_no_tickets() -> None:
    assert "Nobody is signed in" in parse("my tickets", Known(NOW)).question


def test_the_same_words_always_mean_the_same() -> None:
    assert parse("VIP since Monday", KNOWN) == parse("VIP since Monday", KNOWN)


WORDS = [
    *["urgent", "or", "and", "not", "no", "but", "except", "without", "since", "until", "between", "older", "than", "younger", "last", "the", "10", "oldest", "vip", "my", "from"],
    *["monday", "yesterday", "8", "am", "uhr", "hours", "days", "priority", "status", "new", "open", "pending", "billing", "lab", "Lakeside", "Hamilton", "Priya", "email"],
    *["german", "tagged", "careboard", ",", "-", "<", ">", "2027-02-31", "31.2.", "99999999999999999999", "24:00", "0", "1.5", "ohne", "außer", "nicht", "seit", "heute"],
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60))
def test_any_words_end_in_a_scope_said_back_or_in_one_question(intent: str) -> None:
    understood = parse(intent, KNOWN)
    assert (understood.scope is None) == bool(understood.question)
    assert bool(understood.scope) == bool(understood.sentence)
    assert parse(intent, KNOWN) == understood
    assert all(choice.words and choice.intent != intent for choice in understood.choices)


@pytest.mark.parametrize(
    ("slipped", "right"),
    [
        ("crtical tickets", "critical tickets"),
        ("hgih prio tickets", "high prio tickets"),
        ("unasigned tickets of vip custmers", "unassigned tickets of vip customers"),
        ("Tikets von gesetrn", "Tickets von gestern"),
        ("drignende Tickets", "dringende Tickets"),
        ("tickets of Pryia", "tickets of Priya"),
    ],
)
def test_a_slip_of_one_letter_is_read_as_what_was_meant_and_said(slipped: str, right: str) -> None:
    understood = parse(slipped, KNOWN)
    assert understood.scope == parse(right, KNOWN).scope is not None
    assert "was read as" in understood.sentence


@pytest.mark.parametrize("word", ["tissue", "Jones", "order", "doing"])
def test_a_word_of_its_own_is_no_slip(word: str) -> None:
    assert "was read as" not in parse(f"urgent tickets about {word}", KNOWN).sentence


@pytest.mark.parametrize(
    ("chatty", "plain"),
    [
        ("Hey, could you please pull together the urgent tickets? Standup is in ten minutes!", "urgent tickets"),
        ("Morning team! VIP tickets, the boss needs them by noon.", "VIP tickets"),
        ("Hi Emma, urgent tickets please. Thanks, Sam", "urgent tickets"),
        ("Guten Morgen, bitte einmal die VIP-Tickets. Schönes Wochenende!", "VIP-Tickets"),
        ("billing tickets that reached us today", "billing tickets today"),
        ("billing tickets that showed up today", "billing tickets today"),
        ("Kunden, die sich nicht anmelden können", "anmelden"),
        ("Drucker, die nicht drucken können", "Drucker, drucken"),
    ],
)  # fmt: skip
def test_talk_around_an_intent_changes_nothing(chatty: str, plain: str) -> None:
    assert parse(chatty, KNOWN).scope == parse(plain, KNOWN).scope is not None


def test_a_word_that_is_no_noun_is_a_topic_only_where_nothing_else_is_said() -> None:
    known = replace(KNOWN, words=" a screen vanished ")
    assert parse("tickets that vanished", known).scope == scope(topic="vanished")
    beside = parse("urgent tickets that vanished", known)
    assert (beside.scope, beside.ignored) == (scope(priorities=(U,)), ("vanished",))


def test_an_apostrophe_is_no_part_of_a_name() -> None:
    known = replace(KNOWN, organisations=("Westbrook Children's Hospital",))
    wanted = scope(organisations=known.organisations)
    for said in ("Westbrook Children’s Hospital", "Westbrook Childrens Hospital's", "Westbrook"):
        assert parse(f"tickets from {said}", known).scope == wanted


def test_the_second_word_of_a_products_name_is_no_topic() -> None:
    known = replace(KNOWN, products=frozenset({("careboard", "portal")}))
    assert parse("CareBoard Portal tickets", known).scope == scope(tags=("careboard",))
