"""Words without their accidents: case, umlauts, accents and common endings; and words of almost the same letters."""

import re
import unicodedata
from functools import lru_cache

_SPOKEN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "\u2019": "'", "\u02bc": "'"})
_ENDINGS = (
    "ungen",
    "ings",
    "ing",
    "ies",
    "ern",
    "ens",
    "es",
    "en",
    "er",
    "em",
    "ed",
    "s",
    "e",
    "n",
)
_SHORTEST = 4
WORD = re.compile(r"\w+(?:['\u2019]\w+)?")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Write a text as it is compared: lower case, "ä" as "ae", "ß" as "ss", no accents.

    For example "Übermäßig" is "uebermaessig" and "Café" is "cafe".
    """
    spoken = text.casefold().translate(_SPOKEN)
    return "".join(c for c in unicodedata.normalize("NFKD", spoken) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a folded word without its ending, at least four letters long ("printers" is "print")."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def almost(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes them the same."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
