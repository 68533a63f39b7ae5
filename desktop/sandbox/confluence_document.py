"""Storage format as an Atlassian document (ADF): headings, lists, code, links, what is bold; macros become text."""

import re
from html.parser import HTMLParser
from typing import Any

import msgspec

from desktop.sandbox.queue_shapes import Json

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul": "bulletList", "ol": "orderedList"}
_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "u": "underline",
}
_LINES = {"p", "pre", "div", "td", "th", "tr", "table", *_HEADINGS}


def to_document(storage: str) -> Json:
    """Return the document node of a page's text."""
    reader = _Reader()
    reader.feed(storage)
    reader.close()
    return {"type": "doc", "version": 1, "content": reader.finish()}


def encode_document(storage: str) -> str:
    """Return the document as the JSON text Confluence sends."""
    return msgspec.json.encode(to_document(storage)).decode()


class _Reader(HTMLParser):
    """Builds blocks from the outside in: open lists and items lie on a stack, text waits for its block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._root: list[Json] = []
        self._stack: list[list[Json]] = [self._root]
        self._words: list[Json] = []
        self._marks: list[Json] = []
        self._block = "p"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LISTS:
            self._close_block()
            self._open({"type": _LISTS[tag], "content": []})
        elif tag == "li":
            self._close_block()
            self._open({"type": "listItem", "content": []})
        elif tag in _LINES:
            self._close_block()
            self._block = tag
        elif tag == "br":
            self._words.append({"type": "hardBreak"})
        elif tag in _MARKS:
            self._marks.append({"type": _MARKS[tag]})
        elif tag == "a":
            self._marks.append({"type": "link", "attrs": {"href": dict(attrs).get("href") or "#"}})

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS or tag == "li":
            self._close_block()
            if len(self._stack) > 1:
                self._stack.pop()
        elif tag in _LINES:
            self._close_block()
        elif (tag in _MARKS or tag == "a") and self._marks:
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        text = data if self._block == "pre" else re.sub(r"\s+", " ", data)
        if not text.strip() and not self._words:
            return
        node: Json = {"type": "text", "text": text}
        # A code block holds no marks.
        self._words.append(node | ({"marks": list(self._marks)} if self._marks else {}))

    def finish(self) -> list[Json]:
        self._close_block()
        return self._root

    def _open(self, node: Json) -> None:
        self._stack[-1].append(node)
        self._stack.append(node["content"])

    def _close_block(self) -> None:
        words, self._words = self._words, []
        block, self._block = self._block, "p"
        if not words:
            return
        node: dict[str, Any] = {"type": "paragraph", "content": words}
        if block in _HEADINGS:
            node = {"type": "heading", "attrs": {"level": _HEADINGS[block]}, "content": words}
        elif block == "pre":
            bare = [{"type": "text", "text": each.get("text", "\n")} for each in words]
            node = {"type": "codeBlock", "content": bare}
        self._stack[-1].append(node)
