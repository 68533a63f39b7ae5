"""Which language a ticket is written in, by its commonest words."""

import pytest

from desktop.triage.language import UNKNOWN, language_of, surely
from desktop.triage.letters import almost, fold, stem


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The printer does not work since this morning.", "en"),
        ("Der Drucker geht seit heute nicht mehr.", "de"),
        ("La impresora no funciona desde ayer.", "es"),
        ("L'imprimante ne marche pas depuis hier.", "fr"),
        ("De printer doet het niet sinds gisteren.", "nl"),
        ("La stampante non è più accesa da ieri.", "it"),
        ("401 invalid_client", ""),
        ("", ""),
    ],
)
def test_common_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_letters_are_compared_without_case_umlauts_and_accents() -> None:
    assert fold("Übermäßig Café") == "uebermaessig cafe"
    assert (stem("printers"), stem("rechnungen"), stem("api")) == ("printer", "rechn", "api")


@pytest.mark.parametrize("slip", ["lakesid", "lakesside", "lakezide", "laekside"])
def test_one_slip_is_almost_the_same(slip: str) -> None:
    assert almost(slip, "lakeside")
    assert not almost(slip, "seaside")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Drucker druckt nicht", "de"),
        ("Anmeldung schlägt fehl, bitte helfen Sie uns. Der user kann sich nicht einloggen.", "de"),
        ("Le serveur ne répond plus, nous sommes bloqués", "fr"),
        ("do I as a user top up", "en"),
        ("", UNKNOWN),
        ("0x8007000e", UNKNOWN),
    ],
)
def test_a_letter_is_written_in_another_language_only_where_it_is_sure(
    text: str, language: str
) -> None:
    assert surely(text) == language
