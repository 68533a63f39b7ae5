"""Sentences around an intent that are talk: "Standup is in ten minutes, thanks!" says nothing of tickets.

A sentence goes where it names no ticket and no trait of one, and another sentence does; a clause between commas only
where it holds a word of talk too ("... , the boss needs them by noon").
"""

from dataclasses import replace

from desktop.domain.ticket import NOBODY
from desktop.stages.define.line import Line, Token
from desktop.stages.define.names import Found, agents_at
from desktop.stages.define.part import TIMES
from desktop.stages.define.reading import Read, Reader
from desktop.triage.lexicon import named_at

_ENDS = (".", "!", "?")


def without_talk(line: Line) -> Line:
    """Return the line without the sentences and clauses that are talk."""
    line = _unaddressed(line)
    if not any(line.word(at) == "," for at in range(len(line.tokens))):
        return line
    pieces = [_kept(sentence) for sentence in _cut(line, _ENDS)]
    return _joined(line, _telling_ones(pieces, loosely=True))


def _unaddressed(line: Line) -> Line:
    """Leave out whom a greeting names: "Hey Tom, ...", "... Viele Grüße, Sam"."""
    for at in range(len(line.tokens)):
        begin = line.skip("greeting", at)
        comma = begin + (line.word(begin) == ",")
        found = agents_at(line, comma) if begin > at else Found()
        end = comma + (found.length or _is_a_stranger(line, begin, comma))
        signed = end >= len(line.tokens)
        if end > comma and (signed or (comma == begin and line.word(end) in (",", "and"))):
            return replace(line, tokens=line.tokens[:begin] + line.tokens[end:])
    return line


def _is_a_stranger(line: Line, begin: int, at: int) -> bool:
    """Whether a greeting goes to somebody nobody knows: "Hi Anna, ..."."""
    if begin < 1 or at >= len(line.tokens) or not line.ends("greeting", begin):
        return False
    unknown = not line.known.speaks_of(line.word(at)) and not named_at(line.words, at)[0]
    said = any(line.length(kind, at) for kind in ("everyday", "filler", "vip", "level", "ticket"))
    return line.tokens[at].capital and unknown and not said


def _kept(sentence: Line) -> Line:
    clauses = _cut(sentence, (",", ":", *_ENDS))
    return _joined(sentence, _telling_ones(clauses, loosely=False))


def _telling_ones(pieces: list[Line], *, loosely: bool) -> list[Line]:
    """Leave talk out where anything else tells of tickets."""
    reads = [Reader(piece).read() for piece in pieces]
    telling = [_tells(piece, read) for piece, read in zip(pieces, reads, strict=True)]
    if not any(telling):
        return pieces
    return [
        piece
        for piece, read, tells in zip(pieces, reads, telling, strict=True)
        if tells or not (_talks(piece) or (loosely and _strange(piece, read)))
    ]


def _tells(piece: Line, read: Read) -> bool:
    """Whether a piece names tickets or a trait of them; times, "my" and "nobody" may be those of anything."""
    named = any(piece.length("ticket", at) for at in range(len(piece.tokens)))
    parts = [part for _, part in read.taken] + [part for left in read.left for part in left]
    if not named and any(piece.length("my_day", at) for at in range(len(piece.tokens))):
        return False
    vague = ((piece.known.me,), (NOBODY,))
    told = [p for p in parts if p.kind not in TIMES and p.filter.assignees not in vague]
    return named or any(part not in read.loose for part in told) or read.asked is not None


def _talks(piece: Line) -> bool:
    return any(piece.length(kind, at) for kind in ("chat", "smalltalk", "my_day") for at in range(len(piece.tokens)))  # fmt: skip


def _strange(piece: Line, read: Read) -> bool:
    """Whether a sentence speaks of something that is no clause of the grammar."""
    said = any(piece.length("everyday", at) for at in range(len(piece.tokens)))
    return bool(read.unknown or read.loose) or (said and any(p.kind in TIMES for _, p in read.taken))  # fmt: skip


def _cut(line: Line, ends: tuple[str, ...]) -> list[Line]:
    pieces: list[list[Token]] = [[]]
    for token in line.tokens:
        pieces[-1].append(token)
        if token.text in ends:
            pieces.append([])
    return [replace(line, tokens=tuple(piece)) for piece in pieces if piece]


def _joined(line: Line, pieces: list[Line]) -> Line:
    tokens = tuple(token for piece in pieces for token in piece.tokens)
    said = {token.text for token in tokens}
    return replace(line, tokens=tokens, slips=tuple(s for s in line.slips if s[1] in said))
