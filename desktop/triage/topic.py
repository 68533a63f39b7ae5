"""Whether a ticket is about a topic: by the words it holds, and by the category its likes were given.

A topic ("API authentication or billing") has alternatives; each is a set of concepts, of which a ticket must show
every one (``topics.json`` lists names and words; a word it does not list stands for itself). Words alone let
look-alikes in ("our token is fine, but we are throttled") and leave out what nobody listed, so where the tenant's
solved tickets know a category of this name, its vote counts: it must lead clearly, and a large majority stands in
for a missing word. A ticket in a language none of the solved ones is written in is judged by its words alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.domain.ticket import CategoryOption, SolvedTicket, Ticket
from desktop.triage.language import language_of
from desktop.triage.letters import fold
from desktop.triage.lexicon import concepts, named_at, pattern, slipped
from desktop.triage.word_vote import WordVote, learnt

_LEAD = 1.5
"""A topic of several concepts: its category needs this many times the vote of any other; a tie decides nothing."""

_MAJORITY = 0.6
"""With this share of the whole vote one of several concepts is enough: words are listed by us, votes learnt there."""

_VETO = 2.0
"""A topic of one concept: another category with this many times its vote outweighs the word."""

_CERTAIN = 0.5
"""What the subject names outweighs the vote, unless another category has this share of it."""

_SHARE = 0.35
"""With this share, and twice any other's, the vote stands in for the one concept's word. Measured on the solved
tickets of the sample queues by cross-validation: recall 0.80 instead of 0.54, precision 0.97 as before."""

_HEARD = 0.3
"""In a text of mostly new words a vote spread thinner than this is a guess, and speaks against no word shown."""

_EVEN = 1.5
"""Among few categories an even vote is larger: a guess is up to so many times that."""

_SURE = 0.7
"""With this share the vote stands in for the word even in a text of mostly new words."""

_TAUGHT = 10
"""So many solved tickets of a language make their vote on others of that language worth hearing."""

_DROWNED = 4
"""So many words of another concept drown the one word a ticket has of the topic's."""

_ALTERNATIVE = re.compile(r"\s*[,;/]\s*|\s+(?:or|and|oder|und)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"[^\w']+")
_CLAUSE = re.compile(
    r"[.;:,!?()\n]+\s|\n| but | although | though | yet | while | aber | obwohl | jedoch | doch ",
    re.IGNORECASE,
)
_REASSURED = re.compile(
    r"\b(?:is|are|was|were|works?|itself|being)\b[^.]*\b(?:accepted|fine|ok|okay|valid|in order|good|"
    r"working|not the (?:question|problem|point|issue))\b|\bworks? (?:as agreed|fine|well)\b|"
    r"\b(?:ist|sind|funktionier\w+|geht|klappt)\b[^.]*\b(?:in ordnung|gültig|ok|okay|gut|problemlos|einwandfrei|"
    r"nicht das problem)\b|\bfunktionier\w+ (?:gut|einwandfrei|problemlos)\b",
    re.IGNORECASE,
)
"""A clause that says something is *not* the trouble ("the token is accepted") speaks for no topic."""


@dataclass(frozen=True)
class Judgement:
    """Whether a ticket is about the topic, with the words that showed it.

    Attributes:
        missing: What was not shown, as the topic calls it.
        reassured: Words of the topic that stand only where the ticket says all is well.
        vote: Share of the vote for the topic's category, in per cent; -1 when there is no such category.
        category: What agents filed such tickets under, where that spoke against it.
    """

    about: bool
    terms: tuple[str, ...] = ()
    vote: int = -1
    missing: tuple[str, ...] = ()
    reassured: tuple[str, ...] = ()
    category: str = ""


class _Vote(NamedTuple):
    """The share of the topic's categories, the largest of any other, and which that is."""

    mine: float
    other: float
    which: int


@lru_cache(maxsize=256)
def alternatives(topic: str) -> tuple[tuple[str, ...], ...]:
    """Return the topic's alternatives, each as the concepts and words that must all show.

    For example "API auth or printers" is (("api", "authentication"), ("printing",)).
    """
    found = (_concepts_of(part) for part in _ALTERNATIVE.split(topic))
    return tuple(one for one in found if one)


def concepts_of(topic: str) -> tuple[str, ...]:
    """Return every concept and word of a topic, in order."""
    return tuple(dict.fromkeys(one for part in alternatives(topic) for one in part))


def _concepts_of(part: str) -> tuple[str, ...]:
    words = [word for word in _SPLIT.split(fold(part)) if word]
    found: list[str] = []
    at = 0
    while at < len(words):
        length, key = named_at(words, at)
        if not length and (name := slipped(words[at])):
            key = named_at([name], 0)[1]
        found.append(key or words[at])
        at += length or 1
    if (
        "api" in found
    ):  # a machine's login is its authentication: such tickets speak of tokens and of 401
        found = ["authentication" if one == "login" else one for one in found]
    return tuple(dict.fromkeys(found))


def categories_of(wanted: Sequence[str], options: Sequence[CategoryOption]) -> tuple[str, ...]:
    """Return the categories called by every concept wanted; where none is, those whose names hold its words."""
    if not wanted:
        return ()
    called = [one for one in options if set(wanted) <= set(concepts_of(one.name))]
    speaking = [one for one in options if all(pattern(term).search(one.name) for term in wanted)]
    return tuple(one.value for one in called or speaking)


def complaints(text: str) -> str:
    """Return the text without the clauses that only say what is in order."""
    return " . ".join(part for part in _CLAUSE.split(text) if part and not _REASSURED.search(part))


@dataclass
class Judge:
    """Judges tickets against topics with what one tenant's solved tickets teach."""

    solved: tuple[SolvedTicket, ...]
    options: tuple[CategoryOption, ...]
    _votes: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def about(self, topic: str, tickets: Sequence[Ticket]) -> dict[int, Judgement]:
        """Judge each ticket; an empty topic admits every ticket."""
        parts = [(one, self._known(_listed(one))) for one in alternatives(topic)]
        if any(labels for _, labels in parts):
            self._ask(tickets)
        return {ticket.id: self._best(parts, ticket) for ticket in tickets}

    def _known(self, wanted: tuple[str, ...]) -> list[int]:
        labels = self._vote.labels
        return [labels.index(c) for c in categories_of(wanted, self.options) if c in labels]

    @property
    def _vote(self) -> WordVote:
        return learnt(self.solved)

    def _ask(self, tickets: Sequence[Ticket]) -> None:
        new = [t for t in tickets if t.id not in self._votes]
        trusted = [t for t in new if language_of(t.text) in taught(self.solved)]
        rows = self._vote.votes([t.text for t in trusted]) if trusted else ()
        self._votes |= {t.id: row for t, row in zip(trusted, rows, strict=True)}

    def _best(self, parts: list[tuple[tuple[str, ...], list[int]]], ticket: Ticket) -> Judgement:
        """Judge every alternative; the first that fits, else the nearest miss."""
        if not parts:
            return Judgement(about=True)
        troubles = _troubles(ticket)
        judged = [self._one(wanted, labels, ticket, troubles) for wanted, labels in parts]
        return max(judged, key=lambda one: (one.about, len(one.terms), one.vote))

    def _one(
        self, wanted: tuple[str, ...], labels: list[int], ticket: Ticket, troubles: str
    ) -> Judgement:
        hits = [_found(one, _read(one, ticket, troubles)) for one in wanted]
        terms = tuple(dict.fromkeys(word for hit in hits for word in hit))
        missing = tuple(one for one, hit in zip(wanted, hits, strict=True) if not hit)
        reassured = tuple(
            found.group().lower() for one in missing if (found := pattern(one).search(ticket.text))
        )
        row = self._votes.get(ticket.id)
        if row is None or not labels:
            shown = not missing and not (len(hits) == 1 and _in_passing(wanted[0], ticket))
            return Judgement(shown, terms, -1, missing, reassured)
        vote = _Vote(*_vote(row, labels))
        about = self._weigh(wanted, ticket, Judgement(False, terms, -1, missing, reassured), vote)
        filed = self._name(vote.which) if not about and vote.other > vote.mine else ""
        return Judgement(about, terms, int(100 * vote.mine), missing, reassured, filed)

    def _weigh(self, wanted: tuple[str, ...], ticket: Ticket, seen: Judgement, vote: _Vote) -> bool:
        """Weigh the words seen against the vote."""
        listed = _listed(wanted)
        unsaid = tuple(one for one in seen.missing if one in listed)
        decide = _several if len(listed) > 1 else _single
        about = unsaid == seen.missing and decide(seen.terms, unsaid, vote.mine, vote.other)
        familiar = self._vote.familiar(ticket.text)
        if not seen.missing:
            if len(listed) == 1:
                rival = alternatives(self._name(vote.which))
                about = _outweighed(about, listed[0], ticket, rival, vote)
            heard = max(_HEARD, _EVEN / len(self._vote.labels))
            return about or (len(seen.terms) > 1 and vote.other < heard and not familiar)
        if unsaid and len(listed) == 1:
            return about and not seen.reassured and (vote.mine >= _SURE or familiar)
        return about

    def _name(self, label: int) -> str:
        value = self._vote.labels[label]
        return next((one.name for one in self.options if one.value == value), value)


@lru_cache(maxsize=2)
def taught(solved: tuple[SolvedTicket, ...]) -> frozenset[str]:
    """Return the languages enough of the solved tickets are written in."""
    counted = Counter(language_of(ticket.text) for ticket in solved)
    return frozenset(language for language, count in counted.items() if count >= _TAUGHT)


def _listed(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a vote can stand in for: the concepts, or a mere word where there is no concept."""
    return tuple(one for one in wanted if one in concepts()) or wanted


def _outweighed(
    about: bool, wanted: str, ticket: Ticket, rival: tuple[tuple[str, ...], ...], vote: _Vote
) -> bool:
    """Weigh the subject against the vote, where the one concept wanted is shown; ``rival`` leads the others.

    A rival none of whose words the ticket holds cannot outvote the subject; one the subject names needs but a lead.
    """
    listed = [one for one in map(_listed, rival) if set(one) <= set(concepts())]
    named = any(_names(one, wanted, ticket.subject) for one in listed)
    if not pattern(wanted).search(ticket.subject):
        return about and not (
            named and vote.other > vote.mine and len(_found(wanted, ticket.text)) == 1
        )
    hollow = bool(listed) and not any(all(_found(c, ticket.text) for c in one) for one in listed)
    vague = vote.other < _CERTAIN and not (named and vote.other >= _VETO * vote.mine)
    return about or hollow or vague


def _names(rival: tuple[str, ...], wanted: str, subject: str) -> bool:
    return any(one != wanted and pattern(one).search(subject) for one in rival)


def _several(terms: Sequence[str], missing: Sequence[str], mine: float, other: float) -> bool:
    shown = not missing or (bool(terms) and mine >= _MAJORITY)
    return shown and mine >= _LEAD * other


def _single(_terms: Sequence[str], missing: Sequence[str], mine: float, other: float) -> bool:
    if missing:
        return mine >= _SHARE and mine >= _VETO * other
    return other < _VETO * mine


def _in_passing(wanted: str, ticket: Ticket) -> bool:
    """Whether one word of the text alone names the concept, and another concept has many and the subject.

    "The lab's interface answers 401, our token is refused" is no ticket about the lab.
    """
    if wanted not in concepts():
        return False
    if pattern(wanted).search(ticket.subject) or len(_found(wanted, ticket.text)) > 1:
        return False
    return any(
        pattern(other).search(ticket.subject) and len(_found(other, ticket.text)) >= _DROWNED
        for other in concepts()
        if other != wanted
    )


def _found(term: str, text: str) -> tuple[str, ...]:
    """Return the words of a concept in a text, each once."""
    return tuple(dict.fromkeys(found.lower() for found in pattern(term).findall(text)))


@lru_cache(maxsize=4096)
def _troubles(ticket: Ticket) -> str:
    """Return what the ticket complains of, its tags among it: somebody filed them."""
    return " . ".join([complaints(ticket.text), *(tag.replace("_", " ") for tag in ticket.tags)])


def _read(term: str, ticket: Ticket, troubles: str) -> str:
    """A listed concept must be complained of; a mere word may stand anywhere in the ticket."""
    if term in concepts():
        return troubles
    return fold(f"{ticket.text} {' '.join(ticket.tags)}")


def _vote(row: NDArray[np.float64], labels: list[int]) -> tuple[float, float, int]:
    """Return the categories' share of the vote, the largest share of any other, and which that is."""
    others = row.copy()
    others[labels] = 0.0
    return float(row[labels].sum()), float(others.max(initial=0.0)), int(others.argmax())
