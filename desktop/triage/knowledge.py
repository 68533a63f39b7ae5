"""Which knowledge-base page answers a ticket: candidates in order, and none when nothing is close enough.

Only verified, fresh pages may be linked; the others are shown as "come close".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.errors import InputError
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.retrieval import Document, Retrieval

_FITS = 0.8
"""Least score at which a page counts as answering a ticket, with the sentence model and"""
_FITS_BY_WORDS = 0.5
"""without it. Measured on StackFAQ with half its articles taken away: of the questions that have one 95 in 100 keep it, of the others
9 in 100 get a wrong one."""
_STRONG = 1.35
"""So many times that is a strong match."""
_SHOWN = 5


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
    match: Match


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
        self._retrieval = Retrieval([Document(page.title, page.body) for page in pages])
        self._fits = _FITS if self._retrieval.by_sense else _FITS_BY_WORDS

    def candidates(self, ticket: Ticket) -> tuple[Candidate, ...]:
        """Return the pages that come closest, at most five, best first, usable or not."""
        scores = self._retrieval.scores([ticket.text])[0]
        ranked = sorted(zip(self._pages, scores, strict=True), key=lambda x: (-x[1], x[0].id))
        return tuple(self._candidate(page, float(score)) for page, score in ranked[:_SHOWN])

    def passage(self, ticket: Ticket, page_id: str) -> str:
        """Return the sentence of a page that fits a ticket best."""
        at = next(i for i, page in enumerate(self._pages) if page.id == page_id)
        return self._retrieval.best_sentence(ticket.text, at)

    def answer(self, ticket: Ticket) -> KbPage | None:
        """Return the best page a reply may link, or None: "no article" is an answer."""
        return self.best(self.candidates(ticket))

    def best(self, candidates: Sequence[Candidate]) -> KbPage | None:
        """Return the first of these that fits and may be linked."""
        for candidate in candidates:
            if candidate.page.id in self._usable and candidate.match is not Match.WEAK:
                return candidate.page
        return None

    def unusable(self, candidates: Sequence[Candidate]) -> KbPage | None:
        """Return the first of these that fits but may not be linked, where it comes before any that may."""
        first = next((one for one in candidates if one.match is not Match.WEAK), None)
        return first.page if first and first.page.id not in self._usable else None

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

    def _candidate(self, page: KbPage, score: float) -> Candidate:
        if score >= _STRONG * self._fits:
            return Candidate(page, score, Match.STRONG)
        return Candidate(page, score, Match.FAIR if score >= self._fits else Match.WEAK)
