"""Which language a text is written in, by its commonest small words: English, German, or not sure."""

import re

_SMALL = {
    "en": "the and you your is are we to of in it for that this with have not what will do be on from an",
    "de": "der die das und sie ihr ihre ist sind wir zu von im es für dass dies mit haben nicht was wird "
    "ein eine einen den dem auf bei seit kann keine uns ich bitte",
}
_WORDS = {name: frozenset(words.split()) for name, words in _SMALL.items()}
NAMES = {"en": "English", "de": "German"}
"""The languages that can be told apart, as the screen says them."""


def language_of(text: str) -> str:
    """Return ``en``, ``de``, or nothing when neither has more than twice the other's small words."""
    said = re.findall(r"[^\W\d_]+", text.lower())
    counts = {name: sum(word in small for word in said) for name, small in _WORDS.items()}
    best, other = sorted(counts, key=lambda name: -counts[name])
    return best if counts[best] > 2 * counts[other] else ""
