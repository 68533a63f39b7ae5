"""Hostile texts cost time in their length, and break nothing."""

import pytest

from desktop.triage.phi import Known, redact, scan
from tests.effort import measured

OWN = [
    "", "\0", "\ud800", "😀" * 50, "\u202emrn 4471982", "病人 MRN 4471982", "<b>MRN</b> 4471982 <script>",
    "MRN " * 50, "((((((((", "\u200b" * 50, "٤٤٧١٩٨٢ MRN ٤٤٧١٩٨٢", "İSTANBUL MRN 4471982 ſſn", "%s%n{0}$a",
]  # fmt: skip


@pytest.mark.parametrize("text", OWN)
def test_odd_texts_are_read(text: str) -> None:
    spans = scan(text, Known(names=(text,)))
    assert redact(text, spans).counts is not None
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    "piece",
    ["a", "1 ", "-1", "a@", "@a.", "MRN ", "MRN aaaa bbbb cccc ", "DOB 1/2/1961, ", "MRN 12345 and ", "Patient Aa ", "1::", "DE89 3704 ", "(555) ", "\n", "MRN;DOB\n", "MRN;DOB\n1;2\n", "PID|", "GT1|1~2|", "NM1*IL*1*", "REF*SY*1*", "should be ", "MRN should be ", "fax to 18005550126 ", "DEA AB1234567 ", "NPI 1234567890 ", "folder 4471982 ",
     "|1970-01-30|U", "MRN ..........", "0143101Mu\n", "version 1.2.3.4 ", "his account at the ", "mother of patient Ab Cd ", "id on the card ", "her HX0044192 ", "HX0044192 ", "Aa, Bb 1/2/1961 ", "mother Ab Cd, "],
)  # fmt: skip
def test_a_text_four_times_as_long_takes_about_four_times_as_long(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (20_000, 80_000))
    assert long < 12 * max(short, 0.02)


def _seconds(text: str) -> float:
    """Of this thread alone, the quicker of two: others share the machine."""
    return min(measured(lambda: scan(text))[1] for _ in range(2))
