"""What an intent is read against: the time, the people, the customers, and every word the queue holds."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.ticket import Agent, Snapshot, Ticket
from desktop.triage.letters import WORD, fold, stem
from desktop.triage.lexicon import ANYWHERE, pattern

_MANY = 8
"""In a handful of tickets every word is in many of them."""

_CAPITALS = re.compile(r"\b([A-Z]\w+) ([A-Z]\w+)")
_OFTEN = 3

STRANGER = Agent(0, "")
"""Who is signed in when nobody is."""


@dataclass(frozen=True)
class Known:
    """What is known when an intent is read.

    Attributes:
        now: The instant times are counted from, in UTC.
        me: The signed-in account; id 0 when nobody knows it.
        organisations: Whole names of the queue's customers.
        agents: Who may be assigned tickets.
        tags: Every tag of the queue, folded.
        words: Every word of the queue's texts and tags, folded, with blanks between and around.
        channels: How the queue's tickets came, in the service's words.
        common: Words so many tickets hold that they tell none from another.
        products: Tags with the one word that always follows in a product's whole name: "medbridge", "portal".
    """

    now: datetime
    me: Agent = STRANGER
    organisations: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    tags: frozenset[str] = frozenset()
    words: str = " "
    channels: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    products: frozenset[tuple[str, str]] = frozenset()

    def speaks_of(self, word: str) -> bool:
        """Whether some ticket holds this word, by its letters."""
        base = stem(fold(word))
        return (
            base in self.words if len(base) >= ANYWHERE else bool(pattern(word).search(self.words))
        )


def known_of(snapshot: Snapshot, now: datetime, me: int) -> Known:
    """Gather what one snapshot tells."""
    named = {agent.id: agent for agent in snapshot.agents}
    return Known(
        now=now,
        me=named.get(me, Agent(me, "me")),
        organisations=_organisations(snapshot.tickets),
        agents=snapshot.agents,
        tags=frozenset(fold(tag) for ticket in snapshot.tickets for tag in ticket.tags),
        words=_words(snapshot.tickets),
        channels=frozenset(ticket.channel for ticket in snapshot.tickets),
        common=_common(snapshot.tickets),
        products=_products(snapshot.tickets),
    )


def _products(tickets: Sequence[Ticket]) -> frozenset[tuple[str, str]]:
    """Find tags that tickets write with a second capitalised word, always the same."""
    tags = {fold(tag) for ticket in tickets for tag in ticket.tags}
    pairs = (pair for t in tickets for pair in dict.fromkeys(_CAPITALS.findall(t.text)))
    held = Counter((fold(one), fold(more)) for one, more in pairs if fold(one) in tags)
    often = [pair for pair, count in held.items() if count >= _OFTEN]
    heads = Counter(head for head, _ in often)
    return frozenset(pair for pair in often if heads[pair[0]] == 1)


def _common(tickets: Sequence[Ticket]) -> frozenset[str]:
    held = Counter(word for t in tickets for word in set(WORD.findall(fold(t.text))))
    return frozenset(word for word, count in held.items() if count >= max(_MANY, len(tickets) / 3))


def _organisations(tickets: Iterable[Ticket]) -> tuple[str, ...]:
    return tuple(sorted({t.organisation.name for t in tickets if t.organisation}))


def _words(tickets: Iterable[Ticket]) -> str:
    found: dict[str, None] = {}
    for ticket in tickets:
        found |= dict.fromkeys(WORD.findall(fold(f"{ticket.text} {' '.join(ticket.tags)}")))
    return f" {' '.join(found)} "
