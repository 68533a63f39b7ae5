"""Limits from headers in every spelling, and the pause a 429 asks for."""

import pytest

from desktop.connectors.limits import Told, account, buckets, near, pause, quota

NOW = {"date": "Mon, 23 Nov 2026 14:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"x-rate-limit": "400", "x-rate-limit-remaining": "399"}, Told(400, 399)),
        (
            {"ratelimit-limit": "700", "ratelimit-remaining": "5", "ratelimit-reset": "12"},
            Told(700, 5, 12.0),
        ),
        ({"x-rate-limit": "many", "ratelimit-limit": "-3"}, Told()),
        ({}, Told()),
    ],
)
def test_the_accounts_limit_is_read_in_old_and_new_words(
    headers: dict[str, str], told: Told
) -> None:
    assert account(headers) == told


@pytest.mark.parametrize("prefix", ["zendesk-ratelimit-", "Zendesk-Rate-Limit-"])
def test_a_limit_of_its_own_is_read_by_its_name(prefix: str) -> None:
    headers = {f"{prefix}tickets-update": "total=100; remaining=0; resets=59"}
    assert list(buckets(headers)) == [("tickets-update", Told(100, 0, 59.0))]
    assert list(buckets({f"{prefix}x": "nonsense"})) == [("x", Told())]


def test_atlassian_says_when_and_that_little_is_left() -> None:
    headers = {
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "3",
        "x-ratelimit-reset": "2026-11-23T14:00:30Z",
        "x-ratelimit-nearlimit": "true",
        **NOW,
    }
    assert quota(headers) == Told(100, 3, 30.0)
    assert near(headers)
    assert not near({})


@pytest.mark.parametrize(
    ("sent", "waits"),
    [
        ("7", 7.0),
        (None, 1.0),
        ("soon", 1.0),
        ("0", 0.05),
        ("-3", 0.05),
        ("1e9", 1e9),
        ("inf", 1.0),
        ("nan", 1.0),
        ("Mon, 23 Nov 2026 14:00:20 GMT", 20.0),
        ("Mon, 23 Nov 2026 13:00:00 GMT", 0.05),
        ("Mon, 99 Nov 2026 13:00:00 GMT", 1.0),
    ],
)
def test_a_pause_is_told_in_seconds_by_a_date_or_not_at_all(sent: str | None, waits: float) -> None:
    assert pause(NOW | ({"retry-after": sent} if sent is not None else {}), 0) == waits


def test_without_a_word_each_pause_is_twice_the_last_and_a_bucket_knows_better() -> None:
    assert [pause({}, attempt) for attempt in range(5)] == [1.0, 2.0, 4.0, 8.0, 8.0]
    assert pause({"zendesk-ratelimit-ticket-update": "total=30; remaining=0; resets=17"}, 0) == 17
    assert pause({"x-ratelimit-reset": "2026-11-23T14:00:05Z", **NOW}, 0) == 5.0
