"""Which KB pages come close to one ticket, with the passage that fits best; runs in a worker process."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.knowledge import Knowledge
from desktop.watch.contract import PageCandidate


@dataclass(frozen=True)
class Asked:
    """A ticket and the pages as they were read at ``now``."""

    ticket: Ticket
    pages: tuple[KbPage, ...]
    now: datetime
    stale_days: int


def closest(asked: Asked) -> tuple[PageCandidate, ...]:
    """Return the pages that come closest, best first; empty without a knowledge base."""
    if not asked.pages:
        return ()
    knowledge = Knowledge(asked.pages, asked.now, asked.stale_days)
    return tuple(
        PageCandidate(
            id=found.page.id,
            title=found.page.title,
            match=found.match.value,
            passage=knowledge.passage(asked.ticket, found.page.id),
            updated_at=found.page.updated_at,
            usable=found.page.usable(asked.now, asked.stale_days),
        )
        for found in knowledge.candidates(asked.ticket)
    )
