"""What was left open is found, and nothing else is taken for it."""

import pytest

from desktop.triage.placeholders import placeholders_in


@pytest.mark.parametrize(
    "open_",
    ["{{ticket.id}}", "{{x", "${name}", "$subject", "{name}", "%(name)s", "[NAME]", "[your name]", "[Ihr Name]",
     "<insert date>", "<Hier einfügen>", "TODO", "XXX", "TBD", "Lorem ipsum", "{% if x %}"],
)  # fmt: skip
def test_open_places_are_found(open_: str) -> None:
    assert placeholders_in(f"Hello {open_}, we are sorry.")
    assert placeholders_in(f'about "{open_}"') or open_ in (
        "TODO",
        "XXX",
        "TBD",
        "Lorem ipsum",
        "%(name)s",
    )


@pytest.mark.parametrize(
    "text",
    ["It costs $5.", "see [1] and (2)", 'about "TODO list is empty"', "https://x.example/{id}/[A]?q=$x", "a < b > c", "{}"],
)  # fmt: skip
def test_usual_words_are_no_placeholder(text: str) -> None:
    assert placeholders_in(text) == ()
