"""Thousands of texts in groups: seconds, memory and pair-F1, beside scikit-learn and datasketch.

Noisy copies of Hadoop's bug reports, four of each; a group is right when it holds the copies of one report. The
yardsticks take the cut that was best for them on 400 other copies, ours the product's own.
`python -m tests.quality.scale 1000 10000`: each way runs in a process of its own, so that its memory is its own.
The vectors of the sentence model are computed beforehand, as a mission does when it reads the queue.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.cli.evaluation.metrics import pair_f1
from tests.bench.triage import noisy

Groups = Sequence[int]
REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[3] / "shared"))
_COPIES = 4
_CUTS = [step / 20 for step in range(3, 18)]


def ours(texts: list[str], _cut: float) -> Groups:
    """The product's incidents."""
    from desktop.triage.clusters import SAME_INCIDENT, grouped
    from desktop.triage.resemblance import likeness

    alike = likeness(texts)
    return _numbers(grouped(alike, SAME_INCIDENT), len(texts))


def scikit(texts: list[str], cut: float) -> Groups:
    """TF-IDF of words, average linkage: the textbook way."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(texts)
    apart = np.maximum(1 - (rows @ rows.T).toarray(), 0)
    cut = AgglomerativeClustering(
        None, metric="precomputed", linkage="average", distance_threshold=1 - cut
    )
    return [int(one) for one in cut.fit_predict(apart)]


def datasketch(texts: list[str], cut: float) -> Groups:
    """MinHash of letter runs, and whatever hangs together."""
    from datasketch import MinHash, MinHashLSH

    index, hashes = MinHashLSH(threshold=cut, num_perm=128), []
    for at, text in enumerate(texts):
        one = MinHash(num_perm=128)
        one.update_batch([text[i : i + 4].encode() for i in range(max(1, len(text) - 3))])
        hashes.append(one)
        index.insert(at, one)
    groups = list(range(len(texts)))
    for at, one in enumerate(hashes):
        for other in index.query(one):
            a, b = _root(groups, at), _root(groups, other)
            groups[max(a, b)] = min(a, b)
    return [_root(groups, at) for at in range(len(texts))]


WAYS: dict[str, Callable[[list[str], float], Groups]] = {
    "ours": ours,
    "ours, words alone": ours,
    "scikit-learn": scikit,
    "datasketch": datasketch,
}


def measure(way: str, many: int) -> dict[str, float]:
    """Run one way here; return seconds, megabytes and pair-F1."""
    tuned, known = _copies(3, 400)
    own = way.startswith("ours")
    cut = 0 if own else max(_CUTS, key=lambda one: pair_f1(known, WAYS[way](tuned, one)))
    texts, truth = _copies(7, many)
    if way == "ours":
        from desktop.triage.sentences import embed

        embed(texts)
    start = time.perf_counter()
    groups = WAYS[way](texts, cut)
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": megabytes, "pair_f1": pair_f1(truth, groups)}


def _copies(seed: int, many: int) -> tuple[list[str], list[int]]:
    csv.field_size_limit(10**7)
    with (REFERENCE / "data/gitbugs/hadoop_bugs.csv").open(encoding="utf-8") as file:
        told = [f"{row['Summary']}. {row['Description'][:300]}" for row in csv.DictReader(file)]
    chance = random.Random(seed)
    chosen = chance.sample(range(len(told)), many // _COPIES)
    labels = [one for one in chosen for _ in range(_COPIES)]
    chance.shuffle(labels)
    return [noisy(told[one], chance) for one in labels], labels


def main() -> None:
    """Print a row for each size and way."""
    if sys.argv[1] == "--one":
        sys.stdout.write(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
        return
    sys.stdout.write("| texts | way | seconds | MB at most | pair-F1 |\n|---|---|---|---|---|\n")
    for many in sys.argv[1:]:
        for way in WAYS:
            told = json.loads(_apart(way, many))
            sys.stdout.write(
                f"| {many} | {way} | {told['seconds']:.1f} | {told['megabytes']:.0f} | {told['pair_f1']:.3f} |\n"
            )
            sys.stdout.flush()


def _apart(way: str, many: str) -> str:
    environment = dict(os.environ)
    if way == "ours, words alone":
        environment["TRIAGEDECK_SENTENCE_MODEL"] = "none"
    command = [sys.executable, "-m", "tests.quality.scale", "--one", way, many]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def _numbers(groups: list[list[int]], many: int) -> Groups:
    found = [0] * many
    for number, group in enumerate(groups):
        for at in group:
            found[at] = number
    return found


def _root(groups: list[int], at: int) -> int:
    while groups[at] != at:
        groups[at] = groups[groups[at]]
        at = groups[at]
    return at


if __name__ == "__main__":
    main()
