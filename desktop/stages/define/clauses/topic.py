"""Topic words: names of concepts in either language, else words the queue itself holds."""

from dataclasses import dataclass

from desktop.stages.define.line import Line
from desktop.triage.lexicon import named_at, slipped

_SHORTEST = 3


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


def read_word(line: Line, at: int) -> Word:
    """Read any other word: known to the queue, a slip of a concept's name, or known to nobody."""
    word, text = line.word(at), line.tokens[at].text
    if line.known.speaks_of(word) and len(word) >= _SHORTEST:
        return Word(at + 1, text, weak=bool(line.length("weak", at)))
    if name := slipped(word):
        return Word(at + 1, name, listed=True)
    return Word(at + 1, text, known=False, weak=bool(line.length("weak", at)))
