"""Categories: five folds of each set, and ten examples a class; beside TF-IDF and a linear SVM."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from desktop.triage.categories import Categoriser
from tests.quality.figures import Figure, share

_FOLDS = 5
Split = tuple[NDArray[np.int_], NDArray[np.int_]]


def banking_full(data: Path) -> Iterator[Figure]:
    """Banking77, all of it."""
    yield _measured("banking77, five folds", *_read(data / "banking77/train.csv"), 0.925)


def it_tickets(data: Path) -> Iterator[Figure]:
    """Real IT tickets of eight topics."""
    yield _measured("IT tickets, five folds", *_read(data / "it_tickets/it_tickets_dev.csv"), 0.81)


def banking_few(data: Path) -> Iterator[Figure]:
    """Banking77 from ten examples a class, three draws."""
    texts, labels = _read(data / "banking77/train.csv")
    splits = [_few(labels, 10, seed) for seed in range(3)]
    yield _figure("banking77, ten a class", texts, labels, splits, 0.84)


def _read(file: Path) -> tuple[list[str], list[str]]:
    rows = list(csv.reader(file.read_text("utf-8").splitlines(keepends=True)))[1:]
    kept = [row for row in rows if row[1].strip()]
    return [row[0] for row in kept], [row[1] for row in kept]


def _measured(name: str, texts: list[str], labels: list[str], target: float) -> Figure:
    order = np.random.default_rng(0).permutation(len(texts))
    folds = [order[fold::_FOLDS] for fold in range(_FOLDS)]
    splits = [(np.setdiff1d(order, fold), fold) for fold in folds]
    return _figure(name, texts, labels, splits, target)


def _few(labels: list[str], each: int, seed: int) -> Split:
    """Return ``each`` examples of every label, and forty others of it to be tested on."""
    chance = np.random.default_rng(seed)
    taught, tested = [], []
    for label in sorted(set(labels)):
        own = chance.permutation([at for at, one in enumerate(labels) if one == label])
        taught += list(own[:each])
        tested += list(own[each : each + 40])
    return np.array(taught), np.array(tested)


def _figure(
    name: str, texts: list[str], labels: list[str], splits: list[Split], target: float
) -> Figure:
    ours: list[bool] = []
    yardstick: list[bool] = []
    for taught, tested in splits:
        learnt = [texts[at] for at in taught], [labels[at] for at in taught]
        asked, truth = [texts[at] for at in tested], [labels[at] for at in tested]
        answers = Categoriser(*learnt).answers(asked)
        ours += [one.label == right for one, right in zip(answers, truth, strict=True)]
        yardstick += [a == b for a, b in zip(_svm(*learnt, asked), truth, strict=True)]
    return Figure(name, share(ours), share(yardstick), "TF-IDF + LinearSVC", target)


def _svm(texts: list[str], labels: list[str], asked: list[str]) -> list[str]:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    known = hstack([words.fit_transform(texts), runs.fit_transform(texts)])
    fresh = hstack([words.transform(asked), runs.transform(asked)])
    return list(LinearSVC().fit(known, labels).predict(fresh))
