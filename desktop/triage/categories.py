"""Categories learnt from the tenant's own solved tickets, with a confidence that was measured on them.

Kernel ridge regression on words and sense: small enough to be solved exactly, and every solved ticket tells for
free how it would have been answered had it not been learnt from (the leave-one-out residual, Rifkin and Lippert
2007, MIT-CSAIL-TR-2007-025). From these answers come the mix of words and sense, and the confidence: of the
solved tickets that were as clear as this one, so many in a hundred got the category their agents gave them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.domain.ticket import SolvedTicket
from desktop.triage.calibration import Calibration, calibrate
from desktop.triage.likening import Examples, kernel

SURE = 60
"""Least confidence, in per cent, at which a category is set without a person."""
_RIDGE = 0.3
_MIXES = (0.85, 0.7, 0.5)
"""The sentence model's part that is tried, the one first that is best where nothing decides."""
_SAMPLE = 1_500
"""Solved tickets the mix and the confidence are measured on: the cost grows with their cube."""
_MOST = 12_000
"""Solved tickets learnt from, the last of them: their matrix must fit in memory."""


@dataclass(frozen=True)
class Answer:
    """A text's category: ``label`` None when nothing was learnt; ``confidence`` in per cent."""

    label: str | None
    confidence: int


class Categoriser:
    """Answers with a category and how sure it is.

    Args:
        texts: What was solved.
        given: The category each was given.
    """

    def __init__(self, texts: Sequence[str], given: Sequence[str]) -> None:
        texts, given = texts[-_MOST:], given[-_MOST:]
        self.labels = sorted(set(given))
        self._examples = Examples(texts)
        place = {label: at for at, label in enumerate(self.labels)}
        truth = np.array([place[label] for label in given], dtype=int)
        self._mix, self._calibration = _measured(self._examples, truth, len(self.labels))
        matrix = kernel(self._examples.among(), self._mix)
        self._weights = _solved(matrix, _wanted(truth, len(self.labels)))

    def answers(self, texts: Sequence[str]) -> list[Answer]:
        """Return the category of each text and the confidence in it."""
        if not self.labels or not texts:
            return [Answer(None, 0) for _ in texts]
        scores = kernel(self._examples.beside(texts), self._mix) @ self._weights
        best = scores.argmax(axis=1)
        sure = self._calibration.of(margins(scores))
        return [Answer(self.labels[b], int(100 * s)) for b, s in zip(best, sure, strict=True)]


@lru_cache(maxsize=2)
def learnt(solved: tuple[SolvedTicket, ...]) -> Categoriser:
    """Return what these tickets teach; learnt once."""
    return Categoriser([one.text for one in solved], [one.category for one in solved])


def margins(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return by how much the best score of each row leads the second; of a single one, the score itself."""
    if scores.shape[1] < 2:
        return np.asarray(scores[:, 0] if scores.size else np.zeros(len(scores)), dtype=np.float32)
    two = np.partition(scores, -2, axis=1)[:, -2:]
    return np.asarray(two[:, 1] - two[:, 0], dtype=np.float32)


def _measured(
    examples: Examples, truth: NDArray[np.int_], labels: int
) -> tuple[float, Calibration]:
    """Choose the mix whose answers, each left out of what it is answered from, are right most often."""
    chosen = np.random.default_rng(0).permutation(len(truth))[:_SAMPLE]
    pairs, wanted = examples.some(chosen).among(), _wanted(truth[chosen], labels)
    best: tuple[float, float, Calibration] | None = None
    for mix in _MIXES if examples.sense is not None else _MIXES[:1]:
        scores = _left_out(kernel(pairs, mix), wanted)
        right = scores.argmax(axis=1) == truth[chosen] if len(chosen) else np.zeros(0, bool)
        share = float(right.mean()) if len(right) else 0.0
        if best is None or share > best[0]:
            best = share, mix, calibrate(margins(scores), right)
    assert best is not None  # noqa: S101 - there is always a mix
    return best[1], best[2]


def _wanted(truth: NDArray[np.int_], labels: int) -> NDArray[np.float32]:
    wanted = -np.ones((len(truth), labels), dtype=np.float32)
    wanted[np.arange(len(truth)), truth] = 1
    return wanted


def _solved(matrix: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.float32]:
    matrix[np.diag_indices_from(matrix)] += _RIDGE
    return np.asarray(np.linalg.solve(matrix, wanted), dtype=np.float32)


def _left_out(matrix: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each example's scores from all the others: ``y - (K + r)⁻¹y / diag((K + r)⁻¹)``."""
    matrix[np.diag_indices_from(matrix)] += _RIDGE
    inverse = np.linalg.inv(matrix.astype(np.float64))
    residual = (inverse @ wanted) / np.diag(inverse)[:, None]
    return np.asarray(wanted - residual, dtype=np.float32)
