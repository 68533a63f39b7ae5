"""A number nothing names is somebody's where the sentence is about a person and no thing's word stands before it."""

import pytest

from tests.desktop.triage.phi.texts import found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The scanner reads HX0044192 from the pt bracelet", "HX0044192"),
        ("Kassenwechsel: neu ist D550192846 (AOK)", "D550192846"),
        ("the twins are mixed up, 88102210 has both curves", "88102210"),
    ],
)
def test_in_a_sentence_about_a_person_it_is_found(text: str, value: str) -> None:
    assert found(text) == [("mrn", value)]


@pytest.mark.parametrize(
    "text",
    [
        "The scanner reads HX0044192 from the pallet",
        "The patient waits. The scanner reads HX0044192.",
        "Her claim no. 2224101883 is stuck, so is batch 000312448",
        "Patients wait since build 20240603",
    ],
)
def test_elsewhere_or_after_the_word_of_a_thing_it_is_not(text: str) -> None:
    assert found(text) == []
