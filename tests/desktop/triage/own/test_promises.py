"""One sentence has authority; every other promise is found, in English and German."""

import pytest

from desktop.triage.own.promises import unauthorised
from desktop.triage.reply.promise import Promise
from desktop.triage.reply.wording import wording

ALLOWED = Promise(120).words(wording("en"))
ERLAUBT = Promise(120, in_hours=True).words(wording("de"))


@pytest.mark.parametrize(
    "promise",
    [
        "It will be fixed by Monday.", "We will refund the fee.", "We guarantee it.", "by 14:00", "within 3 days",
        "within two hours", "by 24 November", "by 2026-11-30", "You will hear from us within 4 hours.",
        "You will hear from us tomorrow.", "It will be working again tomorrow.", "We'll fix this.",
        "This will never happen again.", "until tomorrow", "in an hour", "free of charge",
        "Wir beheben das.", "innerhalb von drei Tagen", "bis morgen", "bis 15 Uhr", "spätestens am Montag",
        "Der Fehler wird heute noch behoben.", "Wir garantieren das.", "Sie erhalten eine Gutschrift.", "binnen einer Stunde",
    ],
)  # fmt: skip
def test_a_promise_without_authority_is_found(promise: str) -> None:
    assert unauthorised(f"{ALLOWED} {promise}", ALLOWED)
    assert unauthorised(f"{ERLAUBT} {promise}", ERLAUBT)


@pytest.mark.parametrize(
    "text",
    ["", "since 10:25 UTC", "records registered before 2024", "after two minutes", 'about "fixed by Monday?"',
     "for more than 3 hours", "more than 60 seconds", "seit 10:30 Uhr", "seit mehr als 5 Stunden", "In the meantime, wait."],
)  # fmt: skip
def test_the_allowed_sentence_and_what_promises_nothing_pass(text: str) -> None:
    assert unauthorised(f"{ALLOWED} {text}", ALLOWED) == ()
    assert unauthorised(f"{ERLAUBT} {text}", ERLAUBT) == ()


def test_the_allowed_sentence_has_authority_only_word_for_word() -> None:
    assert unauthorised(ALLOWED.replace("2 hours", "1 hour"), ALLOWED)
    assert unauthorised(ALLOWED, "") != ()
