"""Limits on a stranger's HTML, kept before any parser sees it."""

import re

import nh3

SIZE = 200_000
"""Characters read at most."""
DEPTH = 40
"""Elements inside one another at most."""
TAGS = 4_000
"""Tags at most: laying out more would hold up the window."""
_LINE = 1_000
"""Longest stretch without a break."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ALLOWED = {"p", "br", "b", "i", "em", "strong", "ul", "ol", "li", "code", "pre", "blockquote", "a"}
_EMPTY = {"br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source"}  # fmt: skip
_UNBROKEN = re.compile(r"\S{1000}")


def safe_html(html: str) -> str | None:
    """Return the allowed elements without any attribute; None when it breaks a limit.

    Scripts, styles, images, addresses and everything not allowed are gone.
    """
    if len(html) > SIZE or _too_deep(html):
        return None
    # Half a surrogate pair is no text: the cleaner would refuse the whole message for it.
    whole = html.encode("utf-8", "replace").decode()
    return nh3.clean(whole, tags=_ALLOWED, attributes={}, link_rel=None)


def break_long(text: str) -> str:
    """Return text with a break in every stretch of ``_LINE`` characters that has none."""
    return _UNBROKEN.sub(lambda found: found.group() + "\n", text)


def _too_deep(html: str) -> bool:
    depth = 0
    for count, found in enumerate(_TAG.finditer(html), 1):
        if found.group(2).lower() not in _EMPTY:
            depth = max(0, depth - 1) if found.group(1) else depth + 1
        if depth > DEPTH or count > TAGS:
            return True
    return False
