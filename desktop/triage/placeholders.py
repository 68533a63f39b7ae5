"""What a template, or somebody in a hurry, left open: it must never reach a customer."""

import re

_LINK = re.compile(r"https?://[^\s\"]+")
_QUOTE = re.compile(r"\"[^\"\n]*\"")
_SLOT = re.compile(
    r"\{\{[^{}\n]{0,80}\}?\}?|\{%[^\n]{0,80}|\$\{[^}\n]{0,80}\}?|\$[A-Za-z_]\w*|\{[A-Za-z_]\w*\}"
    r"|\[(?:[A-ZÄÖÜ][A-ZÄÖÜ _-]{2,40}|(?i:your|insert|enter|name|ihre?n?|hier)\b[^\]\n]{0,40})\]"
    r"|<(?i:insert|enter|your|name|hier|einfügen)\b[^>\n]{0,60}>?"
)
"""Signs that are taken out of a customer's words before they are quoted, so in quotes they are ours too."""
_NOTE = re.compile(r"\b(?:TODO|FIXME|TBD|XXX+|(?i:lorem ipsum))\b|%\([A-Za-z_]\w*\)s")


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the open places of a text, once each."""
    ours = _LINK.sub(" ", text)
    open_ = [match.group() for match in _SLOT.finditer(ours)]
    open_ += [match.group() for match in _NOTE.finditer(_QUOTE.sub('""', ours))]
    return tuple(dict.fromkeys(open_))
