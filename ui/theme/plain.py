"""Text of strangers made harmless to lay out: cut to a length, control signs gone. Never markup."""

import re
from html import escape

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]+")
_BREAKS = re.compile(r"\s+")
ONE_LINE = 400
MANY_LINES = 20_000


def one_line(text: str, limit: int = ONE_LINE) -> str:
    """Return text as one line of at most ``limit`` characters, an ellipsis where it was cut."""
    # Cut first: what follows must not cost more for a longer text.
    head = _BREAKS.sub(" ", _CONTROL.sub(" ", text[: 2 * limit])).strip()
    return head if len(head) <= limit and len(text) <= 2 * limit else head[:limit] + "…"


def as_tip(text: str) -> str:
    """Return words for a tool tip: Qt takes whatever holds a tag for markup, and would fetch its pictures."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


def many_lines(text: str, limit: int = MANY_LINES) -> str:
    """Return text with its line breaks, at most ``limit`` characters, an ellipsis where it was cut."""
    head = _CONTROL.sub(" ", text[:limit].replace("\r\n", "\n").replace("\r", "\n"))
    return head if len(text) <= limit else head + "…"
