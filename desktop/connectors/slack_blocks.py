"""An escalation as Slack's blocks: a pure function of the approved text, so that what is approved is what is posted.

Every word comes from the text, in its order; nothing is added but the note of what was cut. Slack's limits hold: 50
blocks, 150 characters in a header, 3000 in a section, 10 fields of 2000. All of it is escaped: no mention, no link.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Block = Mapping[str, Any]

_BLOCKS, _HEADER, _SECTION, _FIELDS, _FIELD = 50, 150, 3000, 10, 2000
_NAMED = re.compile(r"^([A-Z][A-Za-z ]{1,30}): (.+)$", re.DOTALL)
_LISTED = re.compile(r"#\d+(?:, #\d+)+$")


def escape(text: str) -> str:
    """Escape Slack's control characters, so that ticket text can neither mention nor link (``<!channel>``)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def blocks(text: str) -> list[Block]:
    """Return the blocks of a message: its first line as the header, ``Name: value`` lines as fields under a rule.

    A text of one line is a section alone.
    """
    first, _, rest = text.strip().partition("\n")
    lines = [line for line in rest.splitlines() if line.strip()]
    if not lines or len(escape(first)) > _HEADER:
        return _within([_section(part) for part in _parts(text)])
    named = [line for line in lines if _NAMED.match(line)][:_FIELDS]
    plain = [line for line in lines if line not in named]
    aside = [plain.pop()] if len(plain) > 1 and len(escape(plain[-1])) <= _FIELD else []
    made: list[Block] = [{"type": "header", "text": _words(first)}]
    made += [_section(part) for part in _parts("\n".join(plain))]
    made += [{"type": "context", "elements": [_words(line)]} for line in aside]
    if named:
        made += [
            {"type": "divider"},
            {"type": "section", "fields": [_field(line) for line in named]},
        ]
    return _within(made)


def _within(made: list[Block]) -> list[Block]:
    """Keep to 50 blocks; the last says how many are missing, the whole text stands in the message itself."""
    if len(made) <= _BLOCKS:
        return made
    more = f"and {len(made) - _BLOCKS + 1} more"
    return [*made[: _BLOCKS - 1], {"type": "context", "elements": [_words(more)]}]


def _field(line: str) -> Block:
    found = _NAMED.match(line)
    name, value = (found[1], found[2]) if found else ("", line)
    return _words(f"{name}: {_shortened(value, _FIELD - len(name) - 2)}")


def _shortened(value: str, room: int) -> str:
    """Cut a long list of tickets with how many more there are, any other text with a sign that it goes on."""
    if len(escape(value)) <= room:
        return value
    if not _LISTED.match(value):
        return _cut(value, room)
    kept: list[str] = []
    listed = value.split(", ")
    for one in listed:
        if len(", ".join([*kept, one])) + 20 > room:
            break
        kept.append(one)
    return f"{', '.join(kept)} and {len(listed) - len(kept)} more"


def _cut(text: str, room: int) -> str:
    """Return so much of a text as fits once it is escaped."""
    kept: list[str] = []
    used = 1
    for sign in text:
        used += len(escape(sign))
        if used > room:
            return "".join(kept) + "…"
        kept.append(sign)
    return text


def _parts(text: str) -> Iterator[str]:
    """Yield a text in pieces that fit a section once escaped, cut at lines where it can be."""
    part = ""
    for line in text.splitlines(keepends=True):
        for piece in _pieces(line):
            if len(escape(part + piece)) > _SECTION:
                yield from [part] if part.strip() else []
                part = ""
            part += piece
    if part.strip():
        yield part


def _pieces(line: str) -> Iterator[str]:
    room = _SECTION // len("&amp;")  # a piece fits even when every sign of it is escaped
    if len(escape(line)) <= _SECTION:
        yield line
        return
    for start in range(0, len(line), room):
        yield line[start : start + room]


def _section(text: str) -> Block:
    return {"type": "section", "text": _words(text.strip("\n"))}


def _words(text: str) -> Block:
    """Plain text: Slack makes no mention, no link and no bold word of it, whatever it holds."""
    return {"type": "plain_text", "text": escape(text), "emoji": False}
