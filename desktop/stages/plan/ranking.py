"""Ranking: a score of whole points, explained term by term."""

from collections.abc import Iterable

from desktop.domain.effect import Reversibility
from desktop.domain.plan import Candidate, Risk
from desktop.stages.plan.candidates import scored

_RISK = {Risk.LOW: 0, Risk.MEDIUM: 15, Risk.HIGH: 60}


def terms(candidate: Candidate) -> tuple[tuple[str, int], ...]:
    """Return the score's terms in words with their points."""
    final = sum(
        n
        for step in candidate.steps
        for kind, n in step.reversibility
        if kind is Reversibility.FINAL
    )
    return (
        ("start", 100),
        ("predicted breaches, 20 each", -20 * candidate.predicted_breaches),
        (f"risk {candidate.risk.value}", -_RISK[candidate.risk]),
        ("incidents escalated, 3 each", 3 * len(candidate.escalations)),
        ("customers answered, 1 each", len(candidate.drafts)),
        ("final effects, 1 for 5", -(final // 5)),
    )


def rank(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates with their scores, best first."""
    judged = [scored(c, sum(points for _, points in terms(c))) for c in candidates]
    return tuple(sorted(judged, key=lambda c: (-c.score, c.strategy)))
