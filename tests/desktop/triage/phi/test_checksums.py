"""Check digits hold for the numbers their authorities print, and for no neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.phi import checksums


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (checksums.card, "4111 1111 1111 1111", "4111 1111 1111 1112"),
        (checksums.card, "378282246310005", "978282246310005"),
        (checksums.iban, "DE89 3704 0044 0532 0130 00", "DE88 3704 0044 0532 0130 00"),
        (checksums.iban, "gb42nawi04454264788619", "gb42nawi0445426478861"),
        (checksums.npi, "1234567893", "1234567890"),
        (checksums.dea, "AB1234563", "AB1234564"),
        (checksums.mbi, "1EG4-TE5-MK73", "1SG4-TE5-MK73"),
        (checksums.kvnr, "A123456780", "A123456781"),
        (checksums.kvnr, "T555558879", "U555558879"),
        (checksums.ahv, "756.9217.0769.85", "756.9217.0769.84"),
        (checksums.ahv, "7569217076985", "756921707698"),
        (checksums.svnr, "1237 010180", "1238 010180"),
        (checksums.svnr, "1237010180", "123701018"),
    ],
)
def test_the_right_one_passes_and_its_neighbour_does_not(check, right: str, wrong: str) -> None:  # type: ignore[no-untyped-def]
    assert check(right)
    assert not check(wrong)


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(1, 9))
def test_luhn_notices_every_single_slip(body: str, slip: int) -> None:
    whole = next(body + digit for digit in "0123456789" if checksums.luhn(body + digit))
    wrong = str((int(whole[3]) + slip) % 10)
    assert not checksums.luhn(whole[:3] + wrong + whole[4:])
