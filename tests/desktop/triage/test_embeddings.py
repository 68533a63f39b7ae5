"""Vectors, linkage and categories, on small made-up texts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ticket import SolvedTicket
from desktop.triage.categories import Categoriser
from desktop.triage.clusters import average_linkage, same_incident
from desktop.triage.embeddings import TfIdf, similarities, word_terms
from tests.desktop.triage.tickets import ticket


@given(texts=st.lists(st.text(max_size=80), max_size=6))
def test_similarity_is_symmetric_and_between_nothing_and_the_same(texts: list[str]) -> None:
    found = similarities(texts)
    assert found.shape == (len(texts), len(texts))
    assert np.allclose(found, found.T, atol=1e-5)
    assert (found > -1e-5).all()
    assert (found < 1 + 1e-5).all()


def test_a_known_cosine() -> None:
    tfidf = TfIdf([word_terms("alpha beta"), word_terms("alpha gamma")])
    a, b = tfidf.vectors([word_terms("alpha beta"), word_terms("alpha gamma")])
    rare = 1 + np.log(3 / 2)
    assert np.isclose(a @ b, 1 / (1 + 2 * rare**2), atol=1e-5)


def test_average_linkage_joins_what_is_close_and_stops_at_the_cut() -> None:
    near = np.array([[1, 0.9, 0.1], [0.9, 1, 0.3], [0.1, 0.3, 1]], dtype=np.float32)
    assert average_linkage(near, 0.5) == [[0, 1], [2]]
    assert average_linkage(near, 0.19) == [[0, 1, 2]]
    assert average_linkage(near, 0.95) == [[0], [1], [2]]


def test_clusters_do_not_depend_on_the_order_read() -> None:
    words = ["token refused with 401", "token refused by gateway 401", "invoice twice"]
    tickets = [ticket(n, subject=text) for n, text in enumerate(words, start=1)]
    assert same_incident(tickets) == same_incident(tickets[::-1])
    assert same_incident(tickets[:1]) == ()


def test_categories_are_learnt_and_without_teachers_unknown() -> None:
    solved = [
        SolvedTicket(n, text, label)
        for n, (text, label) in enumerate(
            [
                ("invoice charged twice", "billing"),
                ("refund the invoice", "billing"),
                ("token refused", "auth"),
                ("expired token on login", "auth"),
            ]
        )
    ]
    (answer,) = Categoriser(solved).answers(["a token was refused again"])
    assert answer[0] == "auth"
    assert answer[1] > 50
    assert Categoriser([]).answers(["anything"]) == [(None, 0)]
