"""The validator report: one line to a draft, one column to a check, failures first."""

from desktop.domain.facts import AlertKind
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import CheckResult, Draft, DraftKind
from desktop.watch.validators import Verdict, head, judged, matrix

OK, BAD = CheckResult("verified_kb", True, ""), CheckResult("verified_kb", False, "None fits.")
MENDED = CheckResult("no_jargon", True, "", repaired=True)
JARGON = CheckResult("no_jargon", False, "token")


def draft(ticket: int, *checks: CheckResult) -> Draft:
    return Draft(ticket, DraftKind.INTERNAL_NOTE, "x", "x", None, (), checks)


def test_failures_stand_first_with_their_reason_and_a_check_that_did_not_run_stays_empty() -> None:
    rows = judged([draft(1, OK, MENDED), draft(2, BAD), draft(3, OK)], Mission("m1"))
    columns, lines = matrix(rows)
    assert columns == ("Ticket", "KB link", "Plain words", "Why")
    assert lines == (
        ("#2", "failed", "", "KB link: None fits."),
        ("#1", "passed", "repaired", ""),
        ("#3", "passed", "", ""),
    )


def test_words_a_person_kept_are_overridden_and_not_failed() -> None:
    kept = Alert("tone-4", AlertKind.TONE, 4, open=False)
    known = Mission("m1", alerts={kept.id: kept})
    (row,) = judged([draft(4, JARGON)], known)
    assert row.verdict is Verdict.OVERRIDDEN
    (row,) = judged([draft(5, JARGON)], known)
    assert row.verdict is Verdict.FAILED


def test_no_drafts_make_an_empty_table() -> None:
    assert matrix(()) == (("Ticket", "Why"), ())
    assert head("signed_2") == "Signed 2"
