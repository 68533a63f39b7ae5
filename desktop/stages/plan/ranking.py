"""Ranking: a score of whole points, explained term by term.

A breach costs more than everything a plan of the same risk can gain elsewhere, so the best plan of a risk is
always one of those that breach least: the gains below are capped, and together stay under one breach.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from desktop.domain.effect import Reversibility
from desktop.domain.plan import Candidate, Risk, ScoreTerm

_START = 100
_BREACH = 60
_RISK = {Risk.LOW: 0, Risk.MEDIUM: 15, Risk.HIGH: 200}
_MOST_POSTS, _MOST_ANSWERS, _MOST_FINAL, _MOST_MINUTES = 15, 12, 10, 10
"""Most points of each other term: 15 + 12 gained on one side, 10 + 10 lost on the other, is 47 < 60."""


def terms(candidate: Candidate) -> tuple[ScoreTerm, ...]:
    """Return the score's terms in words with their points."""
    final = sum(
        n
        for step in candidate.steps
        for kind, n in step.reversibility
        if kind is Reversibility.FINAL
    )
    minutes = candidate.effort_seconds // 60
    return (
        ScoreTerm("start", _START),
        ScoreTerm(f"predicted breaches, {_BREACH} each", -_BREACH * candidate.predicted_breaches),
        ScoreTerm(f"risk {candidate.risk.value}", -_RISK[candidate.risk]),
        ScoreTerm("incidents escalated, 3 each", min(3 * len(candidate.escalations), _MOST_POSTS)),
        ScoreTerm("customers answered, 1 each", min(len(candidate.drafts), _MOST_ANSWERS)),
        ScoreTerm("final effects, 1 for 5", -min(final // 5, _MOST_FINAL)),
        ScoreTerm("your time, 1 for 5 minutes", -min(minutes // 5, _MOST_MINUTES)),
    )


def rank(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates with their scores and terms, best first."""
    judged = [_scored(candidate) for candidate in candidates]
    return tuple(sorted(judged, key=lambda c: (-c.score, c.strategy)))


def _scored(candidate: Candidate) -> Candidate:
    explained = terms(candidate)
    return replace(candidate, score=sum(term.points for term in explained), terms=explained)
