"""TF-IDF rows and their cosines, beside the same computed with every zero written out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.terms import word_terms
from desktop.triage.tfidf import TfIdf, cosines

documents = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8).map(" ".join), max_size=8)


def test_rare_words_weigh_more_and_rows_have_unit_length() -> None:
    tfidf = TfIdf([word_terms("alpha beta"), word_terms("alpha gamma")])
    a, b = tfidf.vectors([word_terms("alpha beta"), word_terms("alpha gamma")])
    assert abs(float(a @ a) - 1) < 1e-6
    assert 0 < float(a @ b) < 0.5
    assert a[tfidf.index["beta"]] > a[tfidf.index["alpha"]]


@given(documents, documents)
def test_cosines_are_the_products_of_the_dense_rows(ours: list[str], theirs: list[str]) -> None:
    tfidf = TfIdf([word_terms(text) for text in [*ours, *theirs]])
    a = tfidf.rows([word_terms(text) for text in ours])
    b = tfidf.rows([word_terms(text) for text in theirs])
    assert cosines(a, b).shape == (len(ours), len(theirs))
    assert np.allclose(cosines(a, b), a.dense() @ b.dense().T, atol=1e-5)


@given(documents)
def test_some_rows_are_those_rows(texts: list[str]) -> None:
    rows = TfIdf([word_terms(text) for text in texts]).rows([word_terms(text) for text in texts])
    chosen = np.array(sorted(range(len(texts)), key=lambda at: -at)[:3], dtype=int)
    assert np.array_equal(rows.some(chosen).dense(), rows.dense()[chosen])


def test_words_never_seen_count_for_nothing() -> None:
    tfidf = TfIdf([word_terms("alpha")])
    assert cosines(tfidf.rows([word_terms("omega")]), tfidf.rows([word_terms("alpha")])).max() == 0
