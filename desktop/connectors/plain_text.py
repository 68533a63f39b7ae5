"""Markup from the services to plain text: tags dropped, blocks on lines of their own, nothing executed.

Confluence's storage format is XHTML with macros: what a macro would do is dropped, the words in its body stay.
"""

import html
import re
from html.parser import HTMLParser

from desktop.connectors.adf import tidy

_LONGEST = 1024 * 1024
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NO_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""A tag that never ends: the parser would look for its end from each one anew."""
_DECLARED = re.compile(r"<[!?][^>]*>")
"""Declarations have no words, and the parser stumbles over a broken one."""
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "div", "ol", "ul", "table", "pre", "blockquote", "hr",
     "ac:task", "ac:task-list", "ac:structured-macro", "ac:rich-text-body", "ac:plain-text-body", "ac:layout-cell"}
)  # fmt: skip
_SILENT = frozenset(
    {"script", "style", "ac:parameter", "ac:task-id", "ac:task-uuid", "ac:placeholder"}
)
_CELLS = ("td", "th")
_SHORT = ("ac:emoji-fallback", "ac:emoji-shortname")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []
        self._status = False
        self._cells = 0

    def _line(self) -> None:
        self.parts.append(" " if self._cells else "\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BLOCKS:
            self._line()
        if tag == "li":
            self.parts.append("- ")
        if not self._silent:
            self.parts.append(_words_of(tag, dict(attrs)))
        self._status = tag == "ac:task-status"
        self._cells += tag in _CELLS

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>`` and references: there is no end to wait for, so an empty silent tag silences nothing."""
        if tag in _BLOCKS:
            self._line()
        if not self._silent:
            self.parts.append(_words_of(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag == "ac:structured-macro":
            self._silent.clear()  # a parameter that was never closed ends with its macro
        if tag in _BLOCKS:
            self._line()
        if tag in _CELLS:
            self.parts.append(" | ")
            self._cells = max(0, self._cells - 1)
        if tag == "tr":
            self._cells = 0
            self._line()
        self._status = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._status:
            data = "[x] " if data.strip() == "complete" else "[ ] "
        self.parts.append(data)


def _words_of(tag: str, attrs: dict[str, str | None]) -> str:
    if tag == "ac:emoticon":
        return next((str(attrs[name]) for name in _SHORT if attrs.get(name)), "")
    if tag == "ri:page":
        return str(attrs.get("ri:content-title") or "")
    return ""


def plain_text(markup: str) -> str:
    """Return the readable text of XHTML storage format or HTML."""
    reader = _Text()
    # To the parser the end of a CDATA section (a code block) is where the first ``>`` stands.
    whole = _CDATA.sub(lambda found: html.escape(found[1]), markup[:_LONGEST])
    reader.feed(_DECLARED.sub("", _NO_TAG.sub("&lt;", _COMMENT.sub("", whole))))
    reader.close()
    return tidy("".join(reader.parts))
