"""Atlassian's document format (JSON) to plain text: the words, never what they would run."""

from collections.abc import Iterator
from typing import Any

import msgspec

_DEEPEST = 60
_BLOCKS = frozenset(
    {"paragraph", "heading", "blockquote", "codeBlock", "panel", "table", "tableRow", "rule", "expand",
     "nestedExpand", "bulletList", "orderedList", "taskList", "decisionList", "mediaSingle", "mediaGroup",
     "layoutSection", "layoutColumn", "blockCard", "bodiedExtension"}
)  # fmt: skip
_ITEMS = {"listItem": "- ", "decisionItem": "- "}
_CELLS = ("tableCell", "tableHeader")
_SILENT = frozenset({"extension", "inlineExtension", "media", "placeholder"})
"""Macros, and what has no words."""


def adf_text(document: str) -> str:
    """Return the readable text of a document; empty when it is none."""
    try:
        root = msgspec.json.decode(document)
    except (msgspec.DecodeError, RecursionError):
        return ""
    return tidy("".join(_walk(root, 0)))


def tidy(text: str) -> str:
    """Return text without empty lines or needless blanks."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line.removesuffix(" |") for line in lines if line.strip(" |-"))


def _walk(node: Any, depth: int) -> Iterator[str]:
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    kind, attributes = str(node.get("type") or ""), node.get("attrs")
    attributes = attributes if isinstance(attributes, dict) else {}
    if kind in _SILENT:
        return
    yield _before(kind, attributes)
    yield _own(kind, node, attributes)
    content = node.get("content")
    inner = content if isinstance(content, list) else ()
    if kind in _CELLS:
        words = "".join(part for one in inner for part in _walk(one, depth + 1))
        yield " ".join(words.split()) + " | "
        return
    for one in inner:
        yield from _walk(one, depth + 1)
    yield "\n" if kind in _BLOCKS else ""


def _before(kind: str, attributes: dict[str, Any]) -> str:
    if kind == "taskItem":
        return "\n[x] " if attributes.get("state") == "DONE" else "\n[ ] "
    if kind in _ITEMS:
        return "\n" + _ITEMS[kind]
    title = attributes.get("title") if kind in ("expand", "nestedExpand") else None
    return f"\n{title}\n" if title else ""


def _own(kind: str, node: dict[str, Any], attributes: dict[str, Any]) -> str:
    """Return the words a node has itself."""
    if kind == "text":
        return str(node.get("text") or "")
    if kind == "hardBreak":
        return "\n"
    if kind in ("emoji", "mention", "status"):
        return str(attributes.get("text") or attributes.get("shortName") or "")
    if kind in ("inlineCard", "blockCard", "embedCard"):
        return str(attributes.get("url") or "")
    return ""
