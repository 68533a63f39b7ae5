"""A text as the patterns read it: full-width digits, odd spaces and unseen signs hide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SAME = {
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-"),
    **{code: normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)},
    ord("\u2019"): "'",
}
"""One letter for one letter, so that places stay."""


@dataclass(frozen=True)
class Plain:
    """The plain text, and the place each of its letters had; None where every place is the same."""

    text: str
    places: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the first one."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Return the text as the patterns read it. Linear in its length."""
    if text.isascii():
        return Plain(text)
    same = text.translate(_SAME)
    bare = same.translate(_UNSEEN)
    if len(bare) == len(same):
        return Plain(same)
    return Plain(bare, tuple(_seen(same)))


def _seen(text: str) -> Iterator[int]:
    return (at for at, letter in enumerate(text) if ord(letter) not in _UNSEEN)
