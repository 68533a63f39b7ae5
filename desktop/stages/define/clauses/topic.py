"""Topic words: names of concepts in either language, else words the queue itself holds."""

import re
from dataclasses import dataclass

from desktop.stages.define.line import Line
from desktop.triage.lexicon import named_at, slipped

_SHORTEST = 3
_SUBJECTS = frozenset(
    {"i", "we", "they", "you", "he", "she", "to", "ich", "wir", "sie", "du", "ihr"}
)
_ABLE = frozenset({
    "do", "does", "did", "will", "can", "could", "would", "kann", "koennen", "koennt", "konnte", "konnten", "laesst",
    "lassen", "liess", "wollen",
})  # fmt: skip
_UNABLE = frozenset({"don't", "doesn't", "didn't"})
_LOOKS_A_VERB = re.compile(r"..(?:ed|ing|ly)$")
_ADJECTIVE = re.compile(r"...(?:e|en|er|es|em)$")
_GERMAN_VERB = re.compile(r"...(?:en|st|te|ten|t)$|^ge.+t$")


@dataclass(frozen=True)
class Word:
    """Topic words up to ``end``: ``text`` as shown, ``listed`` where they name a concept; or words nobody knows."""

    end: int
    text: str
    listed: bool = False
    known: bool = True
    weak: bool = False


def read_concept(line: Line, at: int) -> Word | None:
    """Read the name of a concept."""
    length, _ = named_at(line.words, at)
    if not length:
        return None
    return Word(
        at + length, line.said(at, at + length), listed=True, weak=bool(line.length("weak", at))
    )


def is_fault(line: Line, at: int, end: int) -> bool:
    """Whether a "not" says what does not work, and leaves nothing out: "cannot log in", "sich nicht anmelden können"."""
    end += line.word(end) in ("mehr", "any", "even", "richtig")
    length = named_at(line.words, end)[0] if end < len(line.words) else 0
    before = line.words[max(0, at - 3) : at]
    able = line.word(at) in _UNABLE or line.word(end + length) in _ABLE or _ABLE & set(before)
    return bool(length and able)


def is_faint(line: Line, at: int) -> bool:
    """Whether a word is said by every third ticket, or is no noun: a verb behind "they", "printed", German in small letters."""
    word, before = line.word(at), line.word(at - 1)
    if word in line.known.common or before in _SUBJECTS:
        return True
    if line.tokens[at].capital:
        return False
    if _ADJECTIVE.search(word) and at + 1 < len(line.tokens) and line.tokens[at + 1].capital:
        return True
    return _LOOKS_A_VERB.search(word) is not None or (
        line.german and _GERMAN_VERB.search(word) is not None
    )


def read_word(line: Line, at: int) -> Word:
    """Read any other word: known to the queue, a slip of a concept's name, or known to nobody."""
    word, text = line.word(at), line.tokens[at].text
    if line.known.speaks_of(word) and len(word) >= _SHORTEST:
        return Word(at + 1, text, weak=bool(line.length("weak", at)))
    if name := slipped(word):
        return Word(at + 1, name, listed=True)
    return Word(at + 1, text, known=False, weak=bool(line.length("weak", at)))
