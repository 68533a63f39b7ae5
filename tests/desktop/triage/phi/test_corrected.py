"""Words of correction bring the value back to the cue before them."""

import pytest

from tests.desktop.triage.phi.texts import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            'driver license no came as "DAQ". Real one is S530-4602-1174',
            "licence",
            "S530-4602-1174",
        ),
        ("Her MRN is wrong since the update. It should be 4471982", "mrn", "4471982"),
        (
            "Das Geburtsdatum ist seit dem Update falsch. Richtig wäre 04.03.1961",
            "dob",
            "04.03.1961",
        ),
    ],
)
def test_a_corrected_value_is_of_the_class_before_it(text: str, kind: str, value: str) -> None:
    assert found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The right one is 4471982.",
        "The MRN search is slow. Timeout should be 500.",
        "MRN import fails since 4.2, error code should be 50012.",
    ],
)
def test_without_a_cue_or_after_a_technical_word_it_is_any_number(text: str) -> None:
    assert found(text) == []
