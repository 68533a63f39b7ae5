"""Words beside a patient's data: they warn, and a plain ticket raises no warning."""

import pytest

from desktop.triage.phi import named_in, phi_like


@pytest.mark.parametrize(
    "text",
    [
        "The MRN is 4411",
        "date of birth 1950-01-02",
        "for patient Anna Berg",
        "Frau Berg kann sich nicht anmelden",
        "Geburtsdatum: 2.1.1950",
    ],
)
def test_fields_and_names_of_patients_are_seen(text: str) -> None:
    assert phi_like(text)


@pytest.mark.parametrize(
    "text", ["Patients cannot sign in", "the patient portal answers 401", "Token refused", ""]
)
def test_a_plain_ticket_is_none(text: str) -> None:
    assert not phi_like(text)


def test_names_are_told_once_each() -> None:
    assert named_in("Patient Anna Berg, Frau Dr. Kern, patient Anna Berg") == (
        "Anna Berg",
        "Dr. Kern",
    )
