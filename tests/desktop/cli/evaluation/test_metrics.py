"""The measures, beside figures worked out by hand and by scikit-learn."""

import pytest

from desktop.cli.evaluation.metrics import accuracy, adjusted_rand, macro_f1, pair_f1, v_measure

TRUTH = [0, 0, 0, 1, 1, 2]
SAID = [0, 0, 1, 1, 1, 2]


def test_each_measure_has_its_known_value() -> None:
    assert accuracy(TRUTH, SAID) == pytest.approx(5 / 6)
    assert macro_f1(TRUTH, SAID) == pytest.approx((0.8 + 0.8 + 1) / 3)
    assert pair_f1(TRUTH, SAID) == pytest.approx(2 * 2 / (4 + 4))
    # sklearn.metrics: adjusted_rand_score, v_measure_score (1.9.1)
    assert adjusted_rand(TRUTH, SAID) == pytest.approx(0.3181818)
    assert v_measure(TRUTH, SAID) == pytest.approx(0.6853314, abs=1e-6)


def test_the_same_groups_under_other_names_are_perfect() -> None:
    for measure in (pair_f1, adjusted_rand, v_measure):
        assert measure(TRUTH, ["c", "c", "c", "a", "a", "b"]) == pytest.approx(1)


def test_nothing_and_one_thing_divide_by_no_zero() -> None:
    for measure in (accuracy, macro_f1, pair_f1, adjusted_rand, v_measure):
        assert 0 <= measure([], []) <= 1
        assert 0 <= measure([1], [1]) <= 1
        assert 0 <= measure([1, 1], [1, 2]) <= 1
