"""A value gives way to its class; the rest of the text stays, and a second look finds nothing more."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Check
from desktop.triage.phi import Kind, Known, counted, phi_check, redact, said, scan
from tests.desktop.triage.phi.texts import lines


def test_the_class_stands_where_the_value_stood() -> None:
    text = "MRN 4471982 of patient Anna Berg, call 555-014-2231."
    taken = redact(text, scan(text))
    assert taken.text == "MRN [mrn] of patient [name], call [phone]."
    assert taken.counts == ((Kind.MRN, 1), (Kind.PHONE, 1), (Kind.NAME, 1))


def test_counts_are_said_in_words() -> None:
    text = "a@b.org, c@d.org, DOB 1/2/1961 and DOB 3/4/1961, IBAN DE89370400440532013000"
    assert said(counted(scan(text))) == "1 IBAN, 2 dates of birth, 2 e-mail addresses"
    assert said(()) == ""


def test_a_draft_that_trips_fails_with_counts_and_without_the_value() -> None:
    result = phi_check("Your MRN 4471982 works again.", Known())
    assert (result.check, result.passed, result.detail) == (Check.NO_PHI, False, "1 record number")
    assert "4471982" not in str(result)


def test_a_draft_that_greets_its_addressee_passes() -> None:
    known = Known(names=("Anna Berg",), addressee="Anna Berg")
    assert phi_check("Hello Anna,\nwe restart the service by 10:45.", known).passed


@given(st.integers(0, len(lines("ours.jsonl")) - 1))
def test_what_is_outside_the_findings_is_untouched(number: int) -> None:
    text = lines("ours.jsonl")[number]["text"]
    spans = scan(text)
    taken = redact(text, spans)
    assert sum(count for _, count in taken.counts) == len(spans)
    outside = sum(span.end - span.start for span in spans)
    placed = sum(len(span.kind.value) + 2 for span in spans)
    assert len(taken.text) == len(text) - outside + placed
    assert scan(taken.text) == ()
