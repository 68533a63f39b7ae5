"""Plain words: finding jargon in a draft and replacing it, never inside quotes, numbers or links.

A repair does three things until nothing changes any more: it says known jargon in plain words, drops names of
machines in brackets, and makes two sentences of one that is too long.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.base.paths import resource

TOO_TECHNICAL = 0.06
"""Share of technical tokens above which a text is for engineers (measured, see tests/desktop/triage/test_tone.py)."""
LONGEST_SENTENCE = 26
"""Words after which a sentence is split where it can be."""
_BEGIN = r"(?:(?<!\S)|(?<=\"))"
"""Where a word can begin: looked for only there, or a word of a megabyte would be tried from each of its letters."""
_PROTECTED = re.compile(rf"\"[^\"\n]*\"|https?://\S+|{_BEGIN}(?:\S*\d\S*|\S*[/_]\S*)")
_ROUNDS = 10
"""A plain form can meet a neighbour and make jargon with it ("signing kid"): seen to the end."""
_OURS = re.compile(r"\"[^\"\n]*\"|https?://\S+")
_KEPT = re.compile(rf"\"[^\"\n]*\"|https?://\S+|{_BEGIN}\S*\d\S*")
"""Quotes, links and numbers: not even dropped."""
_SIGN = "\ue000"
"""Stands for each letter of what is kept: no word, no blank, no mark."""
_TOKEN = re.compile(r"[^\s\"“”()<>,;]+")
_TECHNICAL = re.compile(
    r"\w*\d\w*[A-Za-z_-]\w*|[A-Za-z_]+[-_]?\d\w*|[A-Z]{2,}[A-Za-z]*|[A-Za-z][a-z]+[A-Z]\w*|\w+(?:[_/\\=:.]\w+)+|[-/@$]{1,2}\w{2,}\S*|\w+\(\)"
)
"""Codes, numbers with letters, capitals, camel case, paths, options, calls."""
_USUAL = re.compile(
    r"(?:[A-Z]\.)+|e\.g|i\.e|z\.B|u\.a|UTC|PDF|OK|FAQ|IT|TV|USA|EU|UK|\d+(?:st|nd|rd|th|am|pm)|\d{1,2}:\d{2}|and/or|he/she"
)
_BRACKETS = re.compile(r" ?\((?=[^()\s\"]*[A-Za-z])([^()\d\"\n\ue000]{2,60})\)")
_CODE = re.compile(r"\w+_\w+|\w+\.\w+\.\w+|[a-z]+[A-Z]\w*|--?\w+|\w+\(\)|\w+/\w+|[A-Z]{3,}")
_BREAKS = re.compile(
    r"; (?=\w)|, (?=(?:so|but|and then|deshalb|daher|aber) )|, and (?=(?:we|you|it|they|the|this|that) )"
)
_NO_NAME = frozenset({"The", "A", "An", "Our", "Your", "This", "That", "Each", "Any", "No", "If"})
"""Begins a sentence, not a name."""
_CAUSES = re.compile(r", (?=(?:so|deshalb|daher) )")
_UNDER = re.compile(r"(?:if|when|once|unless|as soon as|wenn|falls|sobald|sofern)\b", re.IGNORECASE)
"""What follows under a condition would be said without it when it stood alone: only its consequence may."""
_ENDS = re.compile(r"[.!?:](?=\s|$)|\n")


@dataclass(frozen=True)
class Words:
    """The word list: jargon with its plain form, and words that blame."""

    phrases: dict[str, str]
    blame: tuple[str, ...]


@lru_cache(maxsize=4)
def word_list(language: str = "en") -> Words:
    """Return the shipped list of a language."""
    read = json.loads(resource("words", f"jargon_{language}.json").read_text("utf-8"))
    return Words({k.lower(): v for k, v in read["phrases"].items()}, tuple(read["blame"]))


@lru_cache(maxsize=4)
def _jargon(language: str) -> re.Pattern[str]:
    # By their first letters, or each word of a draft would be held against two hundred phrases.
    begun: dict[str, list[str]] = {}
    for phrase in sorted(word_list(language).phrases, key=len, reverse=True):
        begun.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in begun.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def _blame(language: str) -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, word_list(language).blame))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)


def jargon_in(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the jargon a customer would read, once each, in order."""
    plain = _Plain(word_list(language).phrases, language)
    found = [
        m.group().lower()
        for part, free in _parts(text)
        if free
        for m in _jargon(language).finditer(part)
        if not plain.is_name(m)
    ]
    return tuple(dict.fromkeys(found))


def technical_share(text: str) -> float:
    """Return which part of a text's words are codes, paths and names of machines; quotes and links are not ours."""
    tokens = [token.strip(".:!?'*") for token in _TOKEN.findall(_OURS.sub(" ", text))]
    tokens = [token for token in tokens if token]
    odd = [token for token in tokens if not (token.isalpha() and token[1:].islower())]
    technical = [t for t in odd if _TECHNICAL.fullmatch(t) and not _USUAL.fullmatch(t)]
    return len(technical) / max(len(tokens), 1)


@lru_cache(maxsize=2048)
def repair(text: str, language: str = "en") -> str:
    """Return the text with jargon replaced; repairing twice changes nothing more."""
    for _ in range(_ROUNDS):
        plainer = _shorter(_without_codes(_once(text, language)))
        if plainer == text:
            break
        text = plainer
    return text


def codes_in_brackets(text: str) -> tuple[str, ...]:
    """Return the names of machines in brackets that a repair would drop, for whoever needs them."""
    return tuple(dict.fromkeys(match.group(1) for match in _droppable(text)))


def blame_in(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words that blame the reader."""
    return tuple(dict.fromkeys(m.group().lower() for m in _blame(language).finditer(text)))


def _once(text: str, language: str) -> str:
    plain = _Plain(word_list(language).phrases, language)
    pattern = _jargon(language)
    return "".join(pattern.sub(plain, part) if free else part for part, free in _parts(text))


@dataclass(frozen=True)
class _Plain:
    """Says one phrase in plain words, with a capital where a sentence starts."""

    phrases: dict[str, str]
    language: str

    def __call__(self, match: re.Match[str]) -> str:
        # The pattern also takes the Turkish i and the long s for i and s; the list does not.
        plain = self.phrases.get(match.group().lower(), match.group())
        if self.is_name(match):
            return match.group()
        capital = _starts(match) and match.group()[0].isupper()
        return plain[0].upper() + plain[1:] if capital else plain

    def is_name(self, match: re.Match[str]) -> bool:
        """Whether it is written like a part of a name: "Norrvik Root CA G2". German writes all nouns so."""
        if self.language != "en" or _starts(match) or not match.group()[:2].istitle():
            return False
        before = match.string[: match.start()].split(" ")[-2:]
        return (
            len(before) > 1
            and before[-1] == ""
            and before[0].istitle()
            and before[0] not in _NO_NAME
        )


def _starts(match: re.Match[str]) -> bool:
    """Whether a sentence starts there."""
    return match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in ".:!?"


def _without_codes(text: str) -> str:
    """Drop what stands in brackets for machines only; a number in it stays, the customer may need it."""
    kept, at = [], 0
    for match in _droppable(text):
        kept.append(text[at : match.start()])
        at = match.end()
    return "".join([*kept, text[at:]])


def _droppable(text: str) -> Iterator[re.Match[str]]:
    """The brackets that go; one between a number and a mark stays, or the mark would become part of the number."""
    masked = _masked(text)
    for match in _BRACKETS.finditer(masked):
        before, after = masked[: match.start()][-1:], masked[match.end() :][:1]
        joins = bool(after) and not after.isspace() and (before == _SIGN or after.isalnum())
        if _CODE.search(match.group(1)) and not joins:
            yield match


def _shorter(text: str) -> str:
    """Make two sentences of each that is too long, at its first joint past a few words."""
    masked = _masked(text)
    cuts = [cut for begin, end in _sentences(masked) for cut in _joint(masked, begin, end)]
    for begin, end in reversed(cuts):
        text = f"{text[:begin]}. {text[end : end + 1].upper()}{text[end + 1 :]}"
    return text


def _joint(masked: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Where a too long sentence can be cut: the joint next to its middle; none in a short one."""
    if len(masked[begin:end].split()) <= LONGEST_SENTENCE:
        return []
    breaks = _CAUSES if _UNDER.match(masked[begin:end].lstrip()) else _BREAKS
    joints = [(m.start(), m.end()) for m in breaks.finditer(masked, begin, end)]
    middle = (begin + end) / 2
    return sorted(joints, key=lambda one: abs(one[0] - middle))[:1]


def _sentences(masked: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _ENDS.finditer(masked):
        yield at, match.start()
        at = match.end()
    yield at, len(masked)


def _masked(text: str) -> str:
    """The text with everything that may not be touched made into signs, letter for letter."""
    return _KEPT.sub(lambda match: _SIGN * len(match.group()), text)


def _parts(text: str) -> list[tuple[str, bool]]:
    """Split into stretches that may be touched and ones that may not."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _PROTECTED.finditer(text):
        parts += [(text[at : match.start()], True), (match.group(), False)]
        at = match.end()
    return [*parts, (text[at:], True)]
