"""Same-incident clusters: average linkage over text similarity, each with its reasons in words."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.triage.embeddings import plain_words, similarities, stem, words

SAME_INCIDENT = 0.2
"""Least average similarity of two groups that are still one incident (TF-IDF cosine)."""

_CODE = re.compile(r"\b(?:[A-Z]{2,}[-_]?\d{2,}|\d{3}|[a-z]+_[a-z_]+)\b")


def same_incident(tickets: Sequence[Ticket], least: float = SAME_INCIDENT) -> tuple[Cluster, ...]:
    """Return the clusters of two or more tickets, the largest first; runs in a worker process."""
    if len(tickets) < 2:
        return ()
    ordered = sorted(tickets, key=lambda t: (t.created_at, t.id))
    groups = average_linkage(similarities([t.text for t in ordered]), least)
    found = [_cluster([ordered[i] for i in group]) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda c: (-len(c.tickets), c.tickets[0])))


def average_linkage(similarity: NDArray[np.float32], least: float) -> list[list[int]]:
    """Join the two most similar groups until the best average similarity falls below ``least``.

    Args:
        similarity: Symmetric, shape (n, n).
        least: The cut, 0 to 1.

    Returns:
        Groups of row numbers, each sorted.
    """
    sums = similarity.astype(np.float64).copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(sums))
    groups = [[i] for i in range(len(sums))]
    while len(sums) > 1:
        means = sums / np.outer(sizes, sizes)
        a, b = divmod(int(np.argmax(means)), len(sums))
        if means[a, b] < least:
            break
        a, b = min(a, b), max(a, b)
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sums[a, a] = -np.inf
        sizes[a] += sizes[b]
        groups[a] += groups[b]
        keep = np.arange(len(sums)) != b
        sums, sizes = sums[np.ix_(keep, keep)], sizes[keep]
        del groups[b]
    return [sorted(group) for group in groups]


def _cluster(members: Sequence[Ticket]) -> Cluster:
    shared = _shared_words(members)
    return Cluster(
        id=f"cluster-{members[0].id}",
        # Never the subject: the name goes to a channel, where no customer's sentence belongs.
        name=" ".join(shared[:3]) or f"{len(members)} tickets like #{members[0].id}",
        tickets=tuple(sorted(t.id for t in members)),
        reasons=_reasons(members, shared),
    )


def _shared_words(members: Sequence[Ticket]) -> list[str]:
    """Return the words most members hold, as they wrote them, the most common and longest first."""
    counted: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for ticket in members:
        for word in set(plain_words(ticket.text)):
            written.setdefault(stem(word), Counter())[word] += 1
        counted.update(set(words(ticket.text)))
    least = max(2, round(len(members) * 0.6))
    common = [(count, len(root), root) for root, count in counted.items() if count >= least]
    ordered = sorted(common, key=lambda x: (-x[0], -x[1], x[2]))
    return [max(sorted(written[root]), key=written[root].__getitem__) for _, _, root in ordered]


def _reasons(members: Sequence[Ticket], shared: Sequence[str]) -> tuple[str, ...]:
    reasons = []
    if shared:
        reasons.append("They share the words " + ", ".join(shared[:6]) + ".")
    codes = Counter(code for t in members for code in set(_CODE.findall(t.text)))
    common = [code for code, count in codes.most_common(3) if count >= max(2, len(members) // 2)]
    if common:
        reasons.append("They name " + ", ".join(common) + ".")
    minutes = int((members[-1].created_at - members[0].created_at).total_seconds() // 60)
    customers = len({t.organisation.id for t in members if t.organisation})
    reasons.append(f"{len(members)} tickets of {customers} customers within {minutes} minutes.")
    return tuple(reasons)
