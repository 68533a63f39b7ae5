"""What the assistant sent back: held against what went out, then put together again.

It is a stranger's text: too long, in other letters, with signs nobody sees or with a value of its own, it is refused
before anything else looks at it.
"""

import re
import unicodedata
from collections.abc import Iterator

from desktop.triage.language import language_of
from desktop.triage.rewording.masking import Masked

_MARK = re.compile(r"\[\[(\d{1,4})\]\]")
_OWN = re.compile(
    r"[@<>{}\[\]`*#_|\\\"\u201c\u201d\u201e\xab\xbb]|://|www\.|[^\W\d_]{2,}\.[^\W\d_]{2,}",
    re.IGNORECASE,
)
"""What a plain text without values has none of."""
_LATIN = 0x24F
_TIMES, _MORE = 3, 400
"""An answer longer than so many times what was sent, and so many letters more, is no rewording."""


def wrong_with(masked: Masked, answer: str) -> str:
    """Return in words why an answer cannot be used; empty when it can. Its values are not judged, there are none."""
    if len(answer) > _TIMES * len(masked.text) + _MORE:
        return "the answer is much longer than the letter"
    return next(_wrong(masked, tidy(answer)), "")


def put_back(masked: Masked, answer: str) -> str:
    """Return the answer with every value in its place again."""
    return _MARK.sub(lambda mark: masked.values[int(mark[1]) - 1], tidy(answer))


def tidy(answer: str) -> str:
    """Return an answer as it is read: one kind of line end, nothing around it."""
    return answer.replace("\r\n", "\n").strip()


def _wrong(masked: Masked, answer: str) -> Iterator[str]:
    if not answer:
        yield "the answer is empty"
    if _hidden(answer) or _foreign(answer, masked.text):
        yield "it holds signs or letters that do not belong into a letter"
    if _MARK.findall(answer) != _MARK.findall(masked.text):
        yield "a name, number, link or quote was lost, added, doubled or moved"
    rest, ours = _MARK.sub(" ", answer), _MARK.sub(" ", masked.text)
    if any(map(str.isnumeric, rest)) or set(_OWN.findall(rest)) - set(_OWN.findall(ours)):
        yield "it holds a number, link, quote or formatting of its own"
    if _steps(answer) != _steps(masked.text):
        yield "a step was lost or added"
    if language_of(rest) != language_of(ours):
        yield "it is written in another language"


def _hidden(text: str) -> bool:
    """Whether it holds signs nobody sees: they would hide a word from every check."""
    return any(unicodedata.category(sign)[0] == "C" and sign != "\n" for sign in text)


def _foreign(text: str, ours: str) -> bool:
    """Whether it holds letters that only look like ours, or accents that stand alone."""
    new = set(text) - set(ours)
    return any((ord(one) > _LATIN and one.isalpha()) or unicodedata.combining(one) for one in new)


def _steps(text: str) -> int:
    return sum(line.startswith("- ") for line in text.splitlines())
