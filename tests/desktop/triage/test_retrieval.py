"""Documents found by what is asked, in passages."""

import numpy as np
import pytest

from desktop.triage.passages import passages
from desktop.triage.retrieval import Document, Retrieval
from desktop.triage.sentences import PLACE

DOCUMENTS = [
    Document(
        "Reset your password", "Open the sign-in page. Choose Forgot password. Follow the mail."
    ),
    Document(
        "Invoices and refunds", "An invoice is sent monthly. Ask for a refund within 30 days."
    ),
    Document("", "The printer needs paper of size A4. Put it in tray two."),
]


@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_the_document_that_answers_comes_first(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    monkeypatch.setenv(PLACE, model)
    scores = Retrieval(DOCUMENTS).scores(["I forgot my password", "refund", "printer paper"])
    assert list(scores.argmax(axis=1)) == [0, 1, 2]


def test_the_best_sentence_is_the_one_that_answers() -> None:
    body = " ".join(["The kitchen is closed on Sundays."] * 12) + "\nAsk for a refund by mail."
    found = Retrieval([Document("House rules", body)]).best_sentence(
        "how do I get my money back", 0
    )
    assert found == "Ask for a refund by mail."


def test_no_documents_and_no_questions_have_no_scores() -> None:
    assert Retrieval([]).scores(["anything"]).shape == (1, 0)
    assert Retrieval(DOCUMENTS).scores([]).shape == (0, 3)
    assert Retrieval([Document("Empty", "")]).best_sentence("anything", 0) == ""


def test_scores_do_not_depend_on_what_else_is_asked() -> None:
    retrieval = Retrieval(DOCUMENTS)
    assert np.allclose(retrieval.scores(["refund"])[0], retrieval.scores(["paper", "refund"])[1])


def test_a_passage_ends_with_a_sentence_and_none_is_lost() -> None:
    body = "One two three. " * 50
    found = passages(body)
    assert len(found) > 1
    assert all(one.endswith(".") for one in found)
    assert " ".join(found).split() == body.split()
    assert passages("  \n ") == ()
