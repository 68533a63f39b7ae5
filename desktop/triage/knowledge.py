"""Which knowledge-base page answers a ticket: candidates in order, and none when nothing is close enough.

Titles and bodies are scored apart and added (a title says what a page is about, a body how it is solved).
Only verified, fresh pages may be linked; the others are shown as "come close".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.errors import InputError
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.embeddings import TfIdf, word_terms

FITS = 0.5
"""Least score (title + body cosine, 0 to 2) at which a page counts as answering a ticket."""
_SHOWN = 4


class Match(StrEnum):
    """How well a page fits, in a word: the score promises no probability."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True)
class Candidate:
    """A page that comes close."""

    page: KbPage
    score: float

    @property
    def match(self) -> Match:
        """The score as a word."""
        if self.score >= 1.5 * FITS:
            return Match.STRONG
        return Match.FAIR if self.score >= FITS else Match.WEAK


class Knowledge:
    """The KB of one snapshot, ready to be asked.

    Args:
        pages: All pages.
        now: For "fresh".
        stale_days: A page older than this is not linked.
    """

    def __init__(self, pages: Sequence[KbPage], now: datetime, stale_days: int = 365) -> None:
        self._pages = tuple(pages)
        self._usable = {page.id for page in pages if page.usable(now, stale_days)}
        titles = [word_terms(page.title) for page in pages]
        bodies = [word_terms(page.body) for page in pages]
        self._tfidf = TfIdf([t + b for t, b in zip(titles, bodies, strict=True)])
        self._titles = self._tfidf.vectors(titles)
        self._bodies = self._tfidf.vectors(bodies)

    def candidates(self, ticket: Ticket) -> tuple[Candidate, ...]:
        """Return the pages that come closest, best first, usable or not."""
        row = self._tfidf.vectors([word_terms(ticket.text)])[0]
        scores = self._titles @ row + self._bodies @ row
        ranked = sorted(zip(self._pages, scores, strict=True), key=lambda x: (-x[1], x[0].id))
        return tuple(Candidate(page, float(score)) for page, score in ranked[:_SHOWN])

    def answer(self, ticket: Ticket) -> KbPage | None:
        """Return the best page a reply may link, or None: "no article" is an answer."""
        for candidate in self.candidates(ticket):
            if candidate.page.id in self._usable and candidate.score >= FITS:
                return candidate.page
        return None

    def chosen(self, page_id: str) -> KbPage:
        """Return the page a person picked. Raises InputError when a reply may not link it."""
        for page in self._pages:
            if page.id == page_id and page.id in self._usable:
                return page
        raise InputError(
            "This page may not be linked",
            f"Page {page_id} is unknown, not verified, or stale.",
            "Pick another one, or have it verified first.",
        )
