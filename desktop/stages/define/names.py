"""Names of customers and agents in an intent: whole, by the word that tells them apart, with one slip in a long one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.ticket import Agent
from desktop.stages.define.line import Line
from desktop.triage.letters import almost, fold
from desktop.triage.lexicon import named_at

_LONG = 6
"""Words of so many letters may have one of them wrong."""

_KINDS = frozenset(
    [
        "hospital",
        "hospitals",
        "clinic",
        "clinics",
        "klinik",
        "kliniken",
        "klinikum",
        "practice",
        "praxis",
        "centre",
        "center",
        "zentrum",
        "hospice",
        "surgery",
        "krankenhaus",
        "spital",
        "ziekenhuis",
        "clinique",
        "sanatorio",
        "hopital",
        "group",
        "trust",
        "network",
    ]
)
_GENERIC = _KINDS | frozenset(
    [
        "medical",
        "health",
        "healthcare",
        "care",
        "family",
        "system",
        "systems",
        "regional",
        "community",
        "university",
        "universitaet",
        "diagnostics",
        "homes",
        "home",
        "children's",
        "childrens",
        "institute",
        "foundation",
        "alliance",
        "partners",
        "services",
        "the",
        "of",
        "st",
        "saint",
        "sankt",
        "del",
        "de",
        "la",
        "le",
        "der",
        "die",
        "das",
        "van",
        "und",
        "and",
        "for",
        "imaging",
        "cancer",
        "dialysis",
        "general",
        "city",
        "county",
        "national",
        "laboratory",
        "labs",
        "pharmacy",
        "gmbh",
        "inc",
        "ltd",
        "llc",
        "ag",
        "ev",
        "stiftung",
        "gemeinschaftspraxis",
        "universitaetsklinikum",
        "mvz",
        "dr",
        "gesundheitszentrum",
        "centro",
        "hospitalier",
        "centre",
        "hospitalar",
        "medisch",
        "huisartsenpraktijk",
        "specialist",
        "women's",
        "womens",
        "primary",
        *(
            "clinica",
            "hopital",
            "rehaklinik",
            "kinderklinik",
            "poliklinik",
            "frauenklinik",
            "fachklinik",
            "zahnzentrum",
        ),
        *(
            "hausarztpraxis",
            "zahnarztpraxis",
            "arztpraxis",
            "zahnklinik",
            "kreiskrankenhaus",
            "stadtkrankenhaus",
        ),
        *(
            "doctors",
            "dental",
            "surgical",
            "veterinary",
            "am",
            "an",
            "im",
            "in",
            "bei",
            "zum",
            "zur",
            "vom",
            "el",
            "los",
        ),
        *("dialysezentrum", "aerztehaus", "pflegeheim", "seniorenheim", "therapiezentrum"),
    ]
)


@dataclass(frozen=True)
class Found:
    """Who is named from one place on: up to ``length`` words, by these customers and agents."""

    length: int = 0
    organisations: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()


def organisations_at(line: Line, at: int) -> Found:
    """Return the customers named at a place, by the most words that fit."""
    runs = [(_run(line, at, name), name) for name in line.known.organisations]
    most = max((length for length, _ in runs), default=0)
    if not most and line.word(at).rstrip("s") in _KINDS and at + 1 < len(line.tokens):
        behind = organisations_at(line, at + 1)  # "des Klinikums Rosental"
        return Found(behind.length + 1, behind.organisations) if behind.length else Found()
    if not most:
        return _by_a_later_word(line, at)
    named = tuple(name for length, name in runs if length == most)
    end = at + most
    while line.word(end) in _KINDS:
        end += 1
    return Found(end - at, named)


def _by_a_later_word(line: Line, at: int) -> Found:
    """Return the one customer whose name holds this word anywhere: "Lindenplatz", "the hospice", where it means nothing else."""
    word = re.sub(r"'s?$", "", line.word(at))
    if len(word) < _LONG or _is_plain(line, at, word):
        return Found()
    named = [name for name in line.known.organisations if word in split(name)[1:]]
    named = named or [n for n in line.known.organisations if split(n)[:1] == (word,)]
    return Found(1, (named[0],)) if len(named) == 1 else Found()


def _is_plain(line: Line, at: int, word: str) -> bool:
    """Whether a word means something of its own here: a topic, a word of the grammar, or a kind of house not pointed to."""
    kinds = (
        "filler",
        "everyday",
        "ticket",
        "level",
        "status",
        "day",
        "weekday",
        "span",
        "month",
        "channel",
        "vip",
    )
    if any(line.length(kind, at) for kind in kinds) or named_at([word], 0)[0]:
        return True
    before = (
        line.word(at - 1) if line.word(at - 1) not in ("the", "der", "dem") else line.word(at - 2)
    )
    pointed = before in (
        "from",
        "of",
        "at",
        "by",
        "for",
        "vom",
        "von",
        "beim",
        "bei",
        "aus",
        "des",
        "zum",
    )
    return (word in _GENERIC or not line.tokens[at].capital) and not pointed and at > 0


def agents_at(line: Line, at: int) -> Found:
    """Return the agents named at a place: both names beat one."""
    runs = [(_agent_run(line, at, agent.name), agent) for agent in line.known.agents]
    most = max((length for length, _ in runs), default=0)
    return Found(most, agents=tuple(a for n, a in runs if n == most)) if most else Found()


def _run(line: Line, at: int, name: str) -> int:
    """Count the words of the line that are this name's, from its first or its telling word on."""
    words = split(name)
    telling = next((i for i, word in enumerate(words) if word not in _GENERIC), 0)
    best = 0
    for start in dict.fromkeys((0, telling)):
        length = _common(line, at, words[start:])
        if start + length > telling:
            best = max(best, length)
    return best


def _common(line: Line, at: int, words: Sequence[str]) -> int:
    for count, word in enumerate(words):
        if not _same(line, at + count, word):
            return count
    return len(words)


def _agent_run(line: Line, at: int, name: str) -> int:
    words = split(name)
    whole = _common(line, at, words)
    if whole == len(words):
        return whole
    single = any(_same(line, at, word) for word in (words[0], words[-1])) if words else False
    return int(single)


def _same(line: Line, at: int, word: str) -> bool:
    said = re.sub(r"'s?$", "", line.word(at))
    if not said or said == word or _spelt(line.word(at)) & _spelt(word):
        return bool(said)
    if said == f"{word}s" and len(word) >= _LONG // 2 and line.tokens[at].capital:
        return True
    return len(word) >= _LONG and almost(said, word) and not _means_else(line, at, said)


def _spelt(word: str) -> frozenset[str]:
    """A word with its apostrophe and without: "Children's", "Childrens"."""
    return frozenset({word, word.replace("'", ""), re.sub(r"'s?$", "", word)})


def _means_else(line: Line, at: int, said: str) -> bool:
    """Whether the word is one of the language or the queue as it stands: then it is no slip."""
    kinds = ("filler", "ticket", "level", "status", "day", "weekday", "span", "language", "unit")
    known = any(line.length(kind, at) for kind in kinds)
    return known or bool(named_at([said], 0)[0]) or f" {said} " in line.known.words


@lru_cache(maxsize=2048)
def split(name: str) -> tuple[str, ...]:
    """Return a name's folded words."""
    return tuple(re.findall(r"[\w'&]+", fold(name)))


def nearest(word: str, names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the names that begin most like a word, for a hint."""
    said = fold(word)
    ranked = sorted(names, key=lambda name: (-_shared(said, fold(name)), name))
    return tuple(ranked[:most])


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
