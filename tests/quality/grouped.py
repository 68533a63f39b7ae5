"""Groups of paraphrases: the cut chosen on one half of the threads, measured on the other; beside plain TF-IDF."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from desktop.cli.evaluation.metrics import pair_f1
from desktop.triage.clusters import SIMILAR
from desktop.triage.linkage import Tree, average_linkage
from desktop.triage.resemblance import likeness
from desktop.triage.tfidf import Vectors
from tests.quality.figures import Figure, Share
from tests.quality.stackfaq import Thread, read_threads

_CUTS = np.arange(0.06, 0.8, 0.01)


def stackfaq_clusters(data: Path) -> Iterator[Figure]:
    """Pair-F1 at the product's cut over all threads, then with the cut chosen on the other half."""
    threads = read_threads(data)
    fixed = _drawn(threads)
    plain = _crossed(threads, _tfidf)
    yield Figure(
        "StackFAQ clusters, pair-F1, our cut", fixed, plain, "TF-IDF, average linkage", 0.94
    )
    yield Figure("the same, cut of the other half", _crossed(threads, _ours), plain, "TF-IDF", 0.94)


def _texts(threads: Sequence[Thread]) -> tuple[list[str], list[int]]:
    pairs = [(text, at) for at, thread in enumerate(threads) for text in thread.asked]
    return [text for text, _ in pairs], [at for _, at in pairs]


def _ours(texts: list[str]) -> Vectors:
    return likeness(texts).resemblance(SIMILAR.sense)


def _tfidf(texts: list[str]) -> Vectors:
    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float32)


def _f1(tree: Tree, truth: list[int], cut: float) -> float:
    found = [0] * len(truth)
    for number, group in enumerate(tree.groups(cut)):
        for text in group:
            found[text] = number
    return pair_f1(truth, found)


def _drawn(threads: list[Thread]) -> Share:
    """Score all threads at the product's cut; the interval by drawing two thirds of them many times."""
    chance = np.random.default_rng(0)
    texts, truth = _texts(threads)
    whole = _f1(average_linkage(_ours(texts)), truth, SIMILAR.least)
    some = []
    for _ in range(40):
        part = [threads[at] for at in chance.permutation(len(threads))[: len(threads) * 2 // 3]]
        texts, truth = _texts(part)
        some.append(_f1(average_linkage(_ours(texts)), truth, SIMILAR.least))
    return Share(whole, *np.quantile(some, [0.025, 0.975]))


def _crossed(threads: list[Thread], compare: Callable[[list[str]], Vectors]) -> Share:
    """Choose the cut on one half, score the other; ten halvings, both ways."""
    chance = np.random.default_rng(0)
    scores = []
    for _ in range(10):
        order = chance.permutation(len(threads))
        halves = [[threads[at] for at in order[i::2]] for i in (0, 1)]
        asked = [_texts(half) for half in halves]
        trees = [average_linkage(compare(texts)) for texts, _ in asked]
        for mine, other in ((0, 1), (1, 0)):
            best = max(_CUTS, key=lambda cut, at=other: _f1(trees[at], asked[at][1], cut))
            scores.append(_f1(trees[mine], asked[mine][1], best))
    return Share(float(np.mean(scores)), *np.quantile(scores, [0.025, 0.975]))
