"""Which language a text is written in: whose commonest words it holds most of."""

import json
from collections.abc import Iterable
from functools import lru_cache

from desktop.base.paths import resource
from desktop.triage.letters import WORD

NAMES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "nl": "Dutch", "it": "Italian",
    "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "da": "Danish",
}  # fmt: skip
"""The languages told apart, by ISO 639-1 code."""

UNKNOWN = ""

_ALONE, _LEAST, _TIMES = 1.0, 2.0, 1.5
"""Words' worth of a language before a letter is written in it: where there is no English, where there is some, and
how many times more than of that."""


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    """Return word → language → weight: a word of three languages says a third of one of its own."""
    read = json.loads(resource("words", "stopwords.json").read_text("utf-8"))["languages"]
    weights: dict[str, dict[str, float]] = {}
    for language, words in read.items():
        for word in dict.fromkeys(words):
            weights.setdefault(word, {})[language] = 0.0
    for spoken in weights.values():
        for language in spoken:
            spoken[language] = 1.0 / len(spoken)
    return weights


def _scores(text: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for word in _words(text):
        for language, weight in _weights().get(word, {}).items():
            scores[language] = scores.get(language, 0.0) + weight
    return scores


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """Return the code of the likeliest language, or ``UNKNOWN`` when no common word stands in the text."""
    return _likeliest(_scores(text))


def _likeliest(scores: dict[str, float]) -> str:
    return max(scores, key=lambda one: (scores[one], one == "en"), default=UNKNOWN)


def is_common(word: str) -> bool:
    """Whether a word is one of the commonest of some language."""
    return word in _weights()


@lru_cache(maxsize=4096)
def surely(text: str) -> str:
    """Return the language to answer in: another than English only where the text holds clearly more of it.

    A few short words ("do", "as", "in") mean something in several languages: a short English line is not Portuguese.
    """
    scores = _scores(text)
    likeliest = _likeliest(scores)
    english = scores.get("en", 0.0)
    least = max(_LEAST, _TIMES * english) if english else _ALONE
    enough = scores.get(likeliest, 0.0) >= least
    return likeliest if enough or likeliest in (UNKNOWN, "en") else "en"


def _words(text: str) -> Iterable[str]:
    return (word for word in WORD.findall(text.casefold()))
