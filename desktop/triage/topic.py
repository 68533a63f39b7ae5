"""Whether a ticket is about a topic: by the words it holds, and by the category its likes were given.

A topic ("API authentication") is a set of concepts; a ticket must show every one of them (``topics_en.json``
lists the words; a word it does not list stands for itself). Words alone let look-alikes in ("our token is fine,
but we are throttled") and leave out what nobody listed, so where the tenant's solved tickets know a category of
this name, its vote counts: it must lead clearly, and a large majority stands in for a missing word.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.base.paths import resource
from desktop.domain.ticket import CategoryOption, Ticket
from desktop.triage.categories import Categoriser

_LEAD = 1.5
"""The topic's category needs this many times the vote of any other: a tie between two decides nothing."""

_MAJORITY = 0.6
"""With this share of the whole vote, one concept shown is enough: words are listed by us, votes learnt there."""

_SPLIT = re.compile(r"[^\w/-]+")
_CLAUSE = re.compile(r"[.;:,!?()\n]+\s|\n| but | although | though | yet | while ", re.IGNORECASE)
_REASSURED = re.compile(
    r"\b(?:is|are|was|were|works?|itself|being)\b[^.]*\b(?:accepted|fine|ok|okay|valid|in order|good|"
    r"working|not the (?:question|problem|point|issue))\b|\bworks? (?:as agreed|fine|well)\b",
    re.IGNORECASE,
)
"""A clause that says something is *not* the trouble ("the token is accepted") speaks for no topic."""


@dataclass(frozen=True)
class Judgement:
    """Whether a ticket is about the topic, with the words that showed it."""

    about: bool
    terms: tuple[str, ...]
    vote: int
    """Share of the vote for the topic's category, in per cent; -1 when there is no such category."""


@lru_cache(maxsize=1)
def concepts() -> dict[str, tuple[str, ...]]:
    """Return the known concepts and their words."""
    read = json.loads(resource("words", "topics_en.json").read_text("utf-8"))["concepts"]
    return {name: tuple(listed) for name, listed in read.items()}


def concepts_of(topic: str) -> tuple[str, ...]:
    """Return the concepts a topic's words name, in order: "API auth" is api and authentication."""
    found: list[str] = []
    for word in _SPLIT.split(topic.casefold()):
        name = _concept(word)
        if word and name not in found:
            found.append(name)
    return tuple(found)


def _concept(word: str) -> str:
    if word in concepts():
        return word
    stems = [name for name in concepts() if len(word) >= 4 and name.startswith(word[:4])]
    return stems[0] if stems else word


@lru_cache(maxsize=256)
def _pattern(concept: str) -> re.Pattern[str]:
    listed = concepts().get(concept, (f"{concept}*",))
    parts = [re.escape(word).replace(r"\*", r"[\w-]*") for word in listed]
    return re.compile(r"(?<![\w])(?:" + "|".join(parts) + r")(?![\w])", re.IGNORECASE)


def category_of(topic: str, options: Sequence[CategoryOption]) -> str | None:
    """Return the category whose name holds every concept of the topic."""
    wanted = concepts_of(topic)
    for option in options:
        if wanted and all(_pattern(one).search(option.name) for one in wanted):
            return option.value
    return None


def complaints(text: str) -> str:
    """Return the text without the clauses that only say what is in order."""
    return " . ".join(part for part in _CLAUSE.split(text) if part and not _REASSURED.search(part))


def judge(
    topic: str, tickets: Sequence[Ticket], categoriser: Categoriser, category: str | None
) -> dict[int, Judgement]:
    """Judge each ticket; an empty topic admits every ticket."""
    wanted = [_pattern(one) for one in concepts_of(topic)]
    known = category in categoriser.labels if category else False
    votes = categoriser.votes([t.text for t in tickets]) if known and tickets else None
    judged: dict[int, Judgement] = {}
    for i, ticket in enumerate(tickets):
        troubles = complaints(ticket.text)
        hits = [pattern.search(troubles) for pattern in wanted]
        terms = tuple(dict.fromkeys(hit.group().lower() for hit in hits if hit))
        about, vote = all(hits), -1
        if votes is not None and category:
            mine, other = _vote(votes[i], categoriser.labels.index(category))
            vote = int(100 * mine)
            shown = about or (any(hits) and mine >= _MAJORITY)
            about = shown and mine >= _LEAD * other
        judged[ticket.id] = Judgement(about, terms, vote)
    return judged


def _vote(row: NDArray[np.float64], mine: int) -> tuple[float, float]:
    """Return the category's share of the vote and the largest share of any other."""
    return float(row[mine]), float(np.delete(row, mine).max(initial=0.0))
