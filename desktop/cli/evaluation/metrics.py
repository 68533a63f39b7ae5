"""The measures of the tasks, as the field defines them."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import log


def accuracy(truth: Sequence[Hashable], said: Sequence[Hashable]) -> float:
    """Return the share that is right; 0 for none."""
    return sum(a == b for a, b in zip(truth, said, strict=True)) / len(truth) if truth else 0.0


def macro_f1(truth: Sequence[Hashable], said: Sequence[Hashable]) -> float:
    """Return the mean over all labels, true or said, of the harmonic mean of precision and recall."""
    right = Counter(a for a, b in zip(truth, said, strict=True) if a == b)
    wanted, given = Counter(truth), Counter(said)
    labels = wanted.keys() | given.keys()
    scores = [2 * right[one] / (wanted[one] + given[one]) for one in labels]
    return sum(scores) / len(scores) if scores else 0.0


def pair_f1(truth: Sequence[Hashable], groups: Sequence[Hashable]) -> float:
    """Return F1 over the pairs of things that lie in one group."""
    both = _pairs(Counter[Hashable](zip(truth, groups, strict=True)))
    wanted, found = _pairs(Counter(truth)), _pairs(Counter(groups))
    return 2 * both / (wanted + found) if wanted + found else 1.0


def adjusted_rand(truth: Sequence[Hashable], groups: Sequence[Hashable]) -> float:
    """Return the Rand index adjusted for chance (Hubert and Arabie 1985)."""
    both = _pairs(Counter[Hashable](zip(truth, groups, strict=True)))
    wanted, found = _pairs(Counter(truth)), _pairs(Counter(groups))
    every = len(truth) * (len(truth) - 1) // 2
    chance = wanted * found / every if every else 0.0
    most = (wanted + found) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def v_measure(truth: Sequence[Hashable], groups: Sequence[Hashable]) -> float:
    """Return the harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007)."""
    joint = _entropy(Counter[Hashable](zip(truth, groups, strict=True)))
    of_truth, of_groups = _entropy(Counter(truth)), _entropy(Counter(groups))
    homogeneous = 1 - (joint - of_groups) / of_truth if of_truth else 1.0
    complete = 1 - (joint - of_truth) / of_groups if of_groups else 1.0
    both = homogeneous + complete
    return 2 * homogeneous * complete / both if both else 0.0


def _pairs(counts: Counter[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _entropy(counts: Counter[Hashable]) -> float:
    every = sum(counts.values())
    return -sum(count / every * log(count / every) for count in counts.values())
