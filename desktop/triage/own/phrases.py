"""A line as the grammar reads it: without courtesy, subject and tail; and the literal words in an object."""

import re

_QUOTES = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("\u2019\u2018\u201a`\u00b4", "'")
)
_SINGLE = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
_HEAD = re.compile(
    r"(?:(?:please|bitte)\s+|(?:(?:all|every|each|the|our|a|alle|jede|die|unsere)\s+)?"
    r"(?:repl(?:y|ies)|answers?|drafts?|messages?|we|you|antwort(?:en)?|entwürfe|wir)\s+"
    r"(?:must|should|shall|have to|has to|needs? to|muss|müssen|soll(?:en)?|(?:may|can|dürfen|darf)(?=\s+(?:not|never|nicht|nie)))\s+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",?\s+(?:please|bitte|at all|if possible|wenn möglich|"
    r"(?:in|to|with|gegenüber)\s+(?:(?:any|every|all|each|the|a|our|der|jeder|allen|den|unseren)\s+)?"
    r"(?:repl(?:y|ies)|answers?|drafts?|messages?|customers?|antwort(?:en)?|entwürfen|kunden))$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:the|an?|any|our|their|your|der|die|das|den|dem|des|eine?[nmrs]?|unsere?[nmrs]?)\s+",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,\s*(?:or|and|nor|oder|und)\s|,|\b(?:or|and|nor|oder|und)\b)\s*", re.I)
_ALTERNATIVE = re.compile(r"\b(?:or|nor|oder)\b", re.IGNORECASE)
_BENDING = """
more than that which if when unless without until before after it them us you we
they who what how why where not anything something everything nothing someone anybody else only too
very be is are was for except but to with etwas alles nichts jemand wie wer
wo wenn falls außer ausser bis ohne nur mehr als zu sein für sofern
name names term terms word words language detail details information data tone jargon abbreviations acronyms
numbers things stuff namen vornamen begriffe wörter sprache daten angaben informationen fachbegriffe
"""
"""Words that make an object more than a literal: what they mean ("technical terms"), no word search finds."""
_BENDS = frozenset(_BENDING.split())
_LONGEST = 4


def plain(line: str) -> str:
    """Return the line with one kind of quotes, without please, "replies must", "in every reply" and full stop."""
    text = _SINGLE.sub(r'"\1"', " ".join(line.split()).translate(_QUOTES))
    text = text.rstrip(" .!;")
    while head := _HEAD.match(text):
        text = text[head.end() :]
    while tail := _TAIL.search(text):
        text = text[: tail.start()]
    return text


def literals(words: str) -> tuple[str, ...]:
    """Return the phrases an object names, as they would stand in a draft; nothing when it means more."""
    quoted = re.findall(r'"([^"]+)"', words)
    rest = _JOINT.sub("", re.sub(r'"[^"]+"', "", words)).strip()
    if quoted:
        return () if rest else tuple(one.strip() for one in quoted if one.strip())
    parts = [_ARTICLE.sub("", part.strip()) for part in _JOINT.split(words)]
    return tuple(parts) if parts and all(map(_literal, parts)) else ()


def all_of(words: str) -> tuple[str, ...]:
    """Return the phrases of an object that must all be there; nothing where one of several would do."""
    return () if _ALTERNATIVE.search(re.sub(r'"[^"]+"', "", words)) else literals(words)


def _literal(part: str) -> bool:
    said = part.lower().split()
    clean = re.fullmatch(r"[\w.'&/ -]+", part) is not None
    return clean and 0 < len(said) <= _LONGEST and not _BENDS & set(said)
