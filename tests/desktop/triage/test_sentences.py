"""The sentence model: the real one, run here."""

import numpy as np
import pytest

from desktop.triage import sentences
from desktop.triage.sentences import PLACE, WIDTH, embed, key_of, lacking, model_file, remember

SAME = ["I cannot sign in to the portal", "Login to the portal fails"]
OTHER = "The invoice was charged twice"


def test_the_packaged_model_has_the_bytes_we_know() -> None:
    assert model_file() is not None


def test_the_same_trouble_in_other_words_is_closer_than_another_trouble() -> None:
    vectors = embed([*SAME, OTHER])
    assert vectors is not None
    assert vectors.shape == (3, WIDTH)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_a_text_has_one_vector_whatever_it_is_computed_with() -> None:
    sentences._memory.clear()
    alone = embed([OTHER])
    sentences._memory.clear()
    together = embed([*SAME, OTHER, "word " * 400])
    assert alone is not None
    assert together is not None
    assert np.allclose(alone[0], together[2], atol=2e-3)


def test_what_is_remembered_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    remember([(key_of("never seen"), np.ones(WIDTH, dtype=np.float32))])
    monkeypatch.setattr(sentences, "_batch", None)
    vectors = embed(["never seen"])
    assert vectors is not None
    assert float(vectors.sum()) == WIDTH
    assert lacking([key_of("never seen"), key_of("nor this one")]) == [key_of("nor this one")]


def test_the_oldest_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_memory", {})
    monkeypatch.setattr(sentences, "_MOST", 2)
    remember((key_of(word), np.zeros(WIDTH, dtype=np.float32)) for word in ("a", "b", "c"))
    assert lacking(map(key_of, "abc")) == [key_of("a")]


def test_without_the_model_or_with_another_file_there_are_no_vectors(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv(PLACE, "/nowhere/model.onnx")
    assert embed(["anything"]) is None
    monkeypatch.setenv(PLACE, __file__)
    assert embed(["anything"]) is None


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "🦄" * 50, "ا" * 300, "<b></b>", "x" * 1_000_000]
)
def test_any_text_has_a_vector_of_unit_length(text: str) -> None:
    vectors = embed([text])
    assert vectors is not None
    assert abs(float(np.linalg.norm(vectors[0])) - 1) < 2e-3


def test_no_texts_have_no_vectors() -> None:
    vectors = embed([])
    assert vectors is not None
    assert vectors.shape == (0, WIDTH)
