"""Duplicate bug reports of Hadoop: is the original among the ten most alike? Beside plain TF-IDF."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from desktop.triage.clusters import SAME_INCIDENT
from desktop.triage.resemblance import likeness
from desktop.triage.tfidf import Vectors
from tests.quality.figures import Figure, share

_LONGEST = 10**7


def hadoop(data: Path) -> Iterator[Figure]:
    """Top-10 over every report that somebody marked as a duplicate of another."""
    csv.field_size_limit(_LONGEST)
    place = data / "gitbugs"
    reports = list(csv.DictReader((place / "hadoop_bugs.csv").open(encoding="utf-8")))
    at = {one["Issue id"]: number for number, one in enumerate(reports)}
    marked = csv.DictReader((place / "hadoop_bugs-combined.csv").open(encoding="utf-8"))
    pairs = [(at[row["Issue id"]], at[row["Duplicate id"]]) for row in marked if _both(row, at)]
    texts = [f"{one['Summary']}\n{one['Description']}" for one in reports]
    ours, plain = (_found(matrix, pairs) for matrix in (_ours(texts), _tfidf(texts)))
    yield Figure("Hadoop duplicates, top-10", share(ours), share(plain), "TF-IDF", 0)


def _both(row: dict[str, str], known: dict[str, int]) -> bool:
    return row["Issue id"] in known and row["Duplicate id"] in known


def _found(alike: Vectors, pairs: list[tuple[int, int]]) -> list[bool]:
    np.fill_diagonal(alike, -1)
    return [other in np.argsort(-alike[one])[:10] for one, other in pairs]


def _ours(texts: list[str]) -> Vectors:
    found = likeness(texts)
    assert found.sense is not None
    sense = SAME_INCIDENT.sense
    return np.asarray(
        (1 - sense) * found.words + sense * (found.sense @ found.sense.T), dtype=np.float32
    )


def _tfidf(texts: list[str]) -> Vectors:
    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float32)
