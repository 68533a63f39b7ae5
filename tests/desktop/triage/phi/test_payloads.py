"""A label's code is told by the date and the sex in it; the cells before say who."""

import pytest

from tests.desktop.triage.phi.texts import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('encodes "00330918|1970-01-30|U"', [("mrn", "00330918"), ("dob", "1970-01-30")]),
        ("HOLLOWAY^JUNE^19620704^F", [("name", "HOLLOWAY^JUNE"), ("dob", "19620704")]),
        (
            "QR: C44719;Roe;04.03.1961;M",
            [("mrn", "C44719"), ("name", "Roe"), ("dob", "04.03.1961")],
        ),
        ("runs 2024-01-30|1970-01-30 and 12|2024-01-30|PASS", []),
    ],
)
def test_a_code_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
