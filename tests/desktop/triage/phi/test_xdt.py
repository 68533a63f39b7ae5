"""A practice's file says length, field number and value in one row; only rows as long as they say are read."""

from tests.desktop.triage.phi.texts import found


def test_a_patients_rows_are_read() -> None:
    text = "LDT:\n0133000P881\n0153101Sommer\n0143102Heike\n017310304051966\n0133119X12"
    assert found(text) == [
        ("mrn", "P881"), ("name", "Sommer"), ("name", "Heike"), ("dob", "04051966"), ("member_id", "X12"),
    ]  # fmt: skip


def test_a_row_of_another_length_is_any_number() -> None:
    assert found("Zeilen:\n9993101Sommer\n0998310") == []
