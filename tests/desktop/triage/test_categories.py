"""Categories learnt from solved tickets, and how sure the answers are."""

import numpy as np
import pytest

from desktop.domain.ticket import SolvedTicket
from desktop.triage.calibration import calibrate
from desktop.triage.categories import SURE, Categoriser, learnt, margins
from desktop.triage.sentences import PLACE

BILLING = [
    "invoice charged twice",
    "refund of the invoice",
    "wrong amount on the bill",
    "invoice lost",
]
SIGN_IN = [
    "token refused",
    "expired token at sign-in",
    "401 from the token service",
    "key suspended",
]
TEXTS = [*BILLING, *SIGN_IN] * 4
LABELS = (["billing"] * 4 + ["auth"] * 4) * 4


@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_what_was_solved_teaches(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    monkeypatch.setenv(PLACE, model)
    taught = Categoriser(TEXTS, LABELS)
    refused, charged = taught.answers(["a token was refused again", "the invoice is wrong"])
    assert (refused.label, charged.label) == ("auth", "billing")
    assert refused.confidence >= SURE


def test_the_same_trouble_in_unknown_words_is_found_by_its_sense() -> None:
    (answer,) = Categoriser(TEXTS, LABELS).answers(["we were debited two times for one payment"])
    assert answer.label == "billing"


def test_without_teachers_every_category_is_unknown() -> None:
    (answer,) = Categoriser([], []).answers(["anything"])
    assert (answer.label, answer.confidence) == (None, 0)


def test_one_teacher_proves_nothing() -> None:
    (answer,) = Categoriser(["token refused"], ["auth"]).answers(["token refused"])
    assert answer.label == "auth"
    assert answer.confidence < 100


def test_labels_given_by_chance_leave_no_confidence() -> None:
    chance = np.random.default_rng(5)
    vocabulary = " ".join(TEXTS).split()
    texts = [" ".join(chance.choice(vocabulary, 6)) for _ in range(120)]
    labels = [str(label) for label in chance.integers(0, 4, len(texts))]
    answers = Categoriser(texts, labels).answers(
        [" ".join(chance.choice(vocabulary, 6)) for _ in range(40)]
    )
    assert all(answer.confidence < SURE for answer in answers)


def test_learning_is_done_once_for_the_same_tickets() -> None:
    solved = tuple(
        SolvedTicket(n, text, label)
        for n, (text, label) in enumerate(zip(TEXTS, LABELS, strict=True))
    )
    assert learnt(solved) is learnt(solved)


def test_the_margin_is_the_lead_over_the_second() -> None:
    scores = np.array([[0.5, 0.2, -1], [0.1, 0.1, 0]], dtype=np.float32)
    assert np.allclose(margins(scores), [0.3, 0])
    assert np.allclose(margins(np.array([[0.7]], dtype=np.float32)), [0.7])


def test_confidence_never_falls_as_answers_get_clearer() -> None:
    clear = np.linspace(0, 1, 400, dtype=np.float32)
    right = np.random.default_rng(1).random(400) < 0.3 + 0.6 * clear
    known = calibrate(clear, right)
    shares = known.of(np.linspace(-1, 2, 50, dtype=np.float32))
    assert list(shares) == sorted(shares)
    assert abs(float(known.of(np.array([0.9], dtype=np.float32))[0]) - 0.84) < 0.12
    assert 0 < shares[0] < shares[-1] < 1
