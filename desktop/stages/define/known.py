"""What an intent is read against: the time, the people, the customers, and every word the queue holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.ticket import Agent, Snapshot, Ticket
from desktop.triage.letters import WORD, fold, stem
from desktop.triage.lexicon import ANYWHERE, pattern

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
    """

    now: datetime
    me: Agent = STRANGER
    organisations: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    tags: frozenset[str] = frozenset()
    words: str = " "
    channels: frozenset[str] = frozenset()

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
    )


def _organisations(tickets: Iterable[Ticket]) -> tuple[str, ...]:
    return tuple(sorted({t.organisation.name for t in tickets if t.organisation}))


def _words(tickets: Iterable[Ticket]) -> str:
    found: dict[str, None] = {}
    for ticket in tickets:
        found |= dict.fromkeys(WORD.findall(fold(f"{ticket.text} {' '.join(ticket.tags)}")))
    return f" {' '.join(found)} "
