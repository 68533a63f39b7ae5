"""How hard a text is to read: Flesch's reading ease, with Amstad's numbers for German. Own count of syllables.

Both formulas run from about 0 (a law) to 100 (a children's book). Quotes and links are not ours and do not count.
"""

import re
from functools import lru_cache

EASY_ENOUGH = {"en": 50.0, "de": 40.0}
"""A draft below is hard to read. Measured: see tests/desktop/triage/test_readability.py."""
_NOT_OURS = re.compile(r"\"[^\"\n]*\"|https?://\S+")
_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_GROUPS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_GROUPS_DE = re.compile(r"(?:ei|ie|eu|äu|au|ai|ee|oo|aa)|[aeiouyäöü]", re.IGNORECASE)
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxzcg]es)$", re.IGNORECASE)
_FEWEST = 12
"""Words below which the formula says nothing."""


@lru_cache(maxsize=8192)
def syllables(word: str, language: str = "en") -> int:
    """Return how many syllables a word has, by its groups of vowels."""
    if language == "de":
        return max(len(_GROUPS_DE.findall(word)), 1)
    silent = _SILENT.search(word) is not None
    return max(len(_GROUPS.findall(word)) - silent, 1)


def reading_ease(text: str, language: str = "en") -> float:
    """Return Flesch's reading ease, or Amstad's for German; 100 for a text too short to tell."""
    words, sentences = _counted(text)
    if len(words) < _FEWEST:
        return 100.0
    length = len(words) / sentences
    weight = sum(syllables(word.lower(), language) for word in words) / len(words)
    if language == "de":
        return 180.0 - length - 58.5 * weight
    return 206.835 - 1.015 * length - 84.6 * weight


def _counted(text: str) -> tuple[list[str], int]:
    """The words, and in how many sentences they stand."""
    ours = _NOT_OURS.sub(" ", text)
    parts = [part for part in _SENTENCE.split(ours) if _WORD.search(part)]
    return _WORD.findall(ours), max(len(parts), 1)
