"""A check digit or a form, and a word somewhere near."""

import pytest

from tests.desktop.triage.phi.texts import found

FAR = "on e-scripts for the new clinic since the upgrade on Tuesday morning, says the desk. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"DEA not printed {FAR}On paper I read FM4827169", [("dea", "FM4827169")]),
        (f"DEA not printed {FAR}On paper I read FM4827168", []),
        ("Order FM4827169 never came", []),
        (f"NPI not printed {FAR}On paper I read 1234567893", [("npi", "1234567893")]),
        (f"NPI not printed {FAR}Batch 1234567890 is stuck", []),
        ("the fax is stuck, the oldest one is to 18005550126", [("phone", "18005550126")]),
        ("the job is stuck, it went from 18005550126", []),
    ],
)
def test_the_word_and_the_check_decide(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
