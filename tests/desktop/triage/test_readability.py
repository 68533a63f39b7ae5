"""Reading ease: plain letters pass, officialese fails, in English and German."""

import pytest

from desktop.triage.readability import EASY_ENOUGH, reading_ease, syllables
from tests.desktop.triage.public_texts import auc, plain_and_technical

EASY = "We are sorry. Your printer is off. Please turn it on and try once more. Then write to us again if it fails."
HARD = (
    "Notwithstanding the aforementioned interoperability considerations, the organisational authentication "
    "infrastructure necessitates comprehensive reconfiguration of federated authorisation relationships."
)
LEICHT = "Es tut uns leid. Ihr Drucker ist aus. Bitte machen Sie ihn an und drucken Sie noch einmal. Dann geht es."
SCHWER = (
    "Ungeachtet der vorgenannten Interoperabilitätsanforderungen erfordert die organisationsübergreifende "
    "Authentifizierungsinfrastruktur eine umfassende Neukonfiguration der Berechtigungsbeziehungen."
)


@pytest.mark.parametrize(("language", "easy", "hard"), [("en", EASY, HARD), ("de", LEICHT, SCHWER)])
def test_plain_words_pass_and_officialese_fails(language: str, easy: str, hard: str) -> None:
    assert reading_ease(easy, language) > EASY_ENOUGH[language] > reading_ease(hard, language)


def test_syllables_are_counted_by_ear() -> None:
    words = {
        "please": 1,
        "table": 2,
        "wanted": 2,
        "stopped": 1,
        "nurses": 2,
        "emergency": 4,
        "the": 1,
    }
    assert {word: syllables(word) for word in words} == words
    worte = {"Drucker": 2, "Zertifikat": 4, "bitte": 2, "neue": 2, "Bäume": 2}
    assert {word: syllables(word.lower(), "de") for word in worte} == worte


def test_quotes_and_links_are_not_ours_and_few_words_say_nothing() -> None:
    assert reading_ease(f'{EASY} "{HARD}"') == reading_ease(f'{EASY} ""')
    assert reading_ease("") == reading_ease("Interoperability.") == 100


def test_the_limit_passes_answers_for_everybody_and_fails_half_of_what_engineers_write() -> None:
    plain, technical = plain_and_technical()
    area, hard, easy = auc(reading_ease, technical, plain)
    assert area > 0.74, "measured: 0.77"
    assert sum(ease < EASY_ENOUGH["en"] for ease in easy) / len(easy) < 0.1, "measured: 0.08"
    assert sum(ease < EASY_ENOUGH["en"] for ease in hard) / len(hard) > 0.4, "measured: 0.45"
