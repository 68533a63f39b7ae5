"""Average linkage, beside the plain rule: always join the two closest groups."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from desktop.triage.linkage import average_linkage
from desktop.triage.tfidf import Vectors

NEAR = np.array([[1, 0.9, 0.2], [0.9, 1, 0.2], [0.2, 0.2, 1]], dtype=np.float32)


_APART = 1e-4


def test_it_joins_what_is_close_and_stops_at_the_cut() -> None:
    tree = average_linkage(NEAR.copy())
    assert tree.groups(0.5) == [[0, 1], [2]]
    assert tree.groups(0.19) == [[0, 1, 2]]
    assert tree.groups(0.95) == [[0], [1], [2]]


def test_nothing_and_one_thing_have_their_groups() -> None:
    assert average_linkage(np.zeros((0, 0), dtype=np.float32)).groups(0.5) == []
    assert average_linkage(np.ones((1, 1), dtype=np.float32)).groups(0.5) == [[0]]


@given(arrays(np.float32, (9, 9), elements=st.floats(0, 1, width=16), unique=True), st.floats(0, 1))
def test_the_chain_finds_the_tree_of_the_plain_rule(drawn: Vectors, cut: float) -> None:
    similarity = np.asarray((drawn + drawn.T) / 2, dtype=np.float32)
    assert average_linkage(similarity.copy()).groups(cut) == plain(similarity, cut)


def plain(similarity: Vectors, cut: float) -> list[list[int]]:
    """Join the two closest groups until they are further apart than the cut."""
    groups = [[at] for at in range(len(similarity))]
    while len(groups) > 1:
        near = [
            (float(similarity[np.ix_(a, b)].mean(dtype=np.float64)), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        ]
        best, one, other = max(near)
        # Where two pairs are as near as each other either may join first: no rule says which.
        second = max((one for one, *_ in near if one != best), default=-1.0)
        assume(best - second > _APART and abs(best - cut) > _APART)
        assume(sum(value == best for value, *_ in near) == 1)
        if best < cut:
            break
        groups[one] = sorted(groups[one] + groups.pop(other))
    return sorted(groups)


def test_noise_in_the_last_digit_sends_no_chain_in_circles() -> None:
    chance = np.random.default_rng(0)
    base = np.repeat(np.repeat(chance.random((40, 40)), 20, axis=0), 20, axis=1)
    noisy = np.asarray((base + base.T) / 2 + chance.normal(0, 1e-7, base.shape), dtype=np.float32)
    tree = average_linkage(noisy)
    assert len(tree.joins) == len(noisy) - 1
    assert all(np.isfinite(similarity) for *_, similarity in tree.joins)
