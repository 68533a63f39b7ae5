"""Clusters of tickets on two levels, same incident and similar, each with its reasons in words."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.triage.language import is_common
from desktop.triage.linkage import average_linkage
from desktop.triage.resemblance import Likeness, likeness
from desktop.triage.terms import LONGEST, plain_words, stem, words
from desktop.triage.unspoken import unspoken


class Level(NamedTuple):
    """How alike tickets of one cluster are.

    Attributes:
        sense: The sentence model's part in the resemblance.
        least: Least average resemblance of two groups that join.
        by_words: The same where there is no sentence model.
    """

    sense: float
    least: float
    by_words: float


SAME_INCIDENT = Level(sense=0.2, least=0.41, by_words=0.33)
"""One incident, by its codes and words above all: what may be acted on as one. Tickets of one topic say much the
same of different incidents, and the sentence model hears the topic."""
SIMILAR = Level(sense=0.65, least=0.45, by_words=0.21)
"""The same trouble in whatever words: for the eye alone, nothing is done to such a group as one."""

_MOST = 10_000
"""Tickets that are compared, the latest of them: every pair takes its place in memory. Older ones stay on their own."""
_CODE = re.compile(r"\b(?:[A-Z]{2,}[-_]?\d{2,}|\d{3}|[a-z]+_[a-z_]+)\b")


@dataclass(frozen=True)
class Grouped:
    """The clusters of two or more tickets on both levels, the largest first."""

    same: tuple[Cluster, ...]
    similar: tuple[Cluster, ...]


def clusters(tickets: Sequence[Ticket]) -> Grouped:
    """Return the clusters of a queue; runs in a worker process."""
    ordered = _oldest_first(tickets)
    alike = likeness([ticket.text for ticket in ordered])
    return Grouped(*(_named(ordered, grouped(alike, one)) for one in (SAME_INCIDENT, SIMILAR)))


def same_incident(tickets: Sequence[Ticket]) -> tuple[Cluster, ...]:
    """Return the clusters that are one incident each."""
    ordered = _oldest_first(tickets)
    return _named(ordered, grouped(likeness([t.text for t in ordered]), SAME_INCIDENT))


def grouped(alike: Likeness, level: Level) -> list[list[int]]:
    """Return every text's group on a level, groups of one among them."""
    least = level.by_words if alike.sense is None else level.least
    return average_linkage(alike.resemblance(level.sense)).groups(least)


def _oldest_first(tickets: Sequence[Ticket]) -> list[Ticket]:
    return sorted(tickets, key=lambda t: (t.created_at, t.id))[-_MOST:]


def _named(ordered: Sequence[Ticket], groups: Sequence[Sequence[int]]) -> tuple[Cluster, ...]:
    found = [cluster_of([ordered[i] for i in group]) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda c: (-len(c.tickets), c.tickets[0])))


def cluster_of(members: Sequence[Ticket]) -> Cluster:
    """Return the cluster of these tickets, the oldest first: its name and reasons follow from them."""
    hidden = unspoken(members)
    shared = [word for word in _shared_words(members) if word not in hidden]
    return Cluster(
        id=f"cluster-{members[0].id}",
        # Never the subject: the name goes to a channel, where no customer's sentence belongs.
        name=" ".join(shared[:3]) or f"{len(members)} tickets like #{members[0].id}",
        tickets=tuple(sorted(t.id for t in members)),
        reasons=_reasons(members, shared, hidden),
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
    named = [max(sorted(written[root]), key=written[root].__getitem__) for _, _, root in ordered]
    return [word for word in named if not is_common(word)]


def _reasons(members: Sequence[Ticket], shared: Sequence[str], hidden: Set[str]) -> tuple[str, ...]:
    reasons = []
    if shared:
        reasons.append("They share the words " + ", ".join(shared[:4]) + ".")
    named = (code for t in members for code in set(_CODE.findall(t.text[:LONGEST])))
    codes = Counter(code for code in named if code.casefold() not in hidden)
    common = [code for code, count in codes.most_common(3) if count >= max(2, len(members) // 2)]
    if common:
        reasons.append("They name " + ", ".join(common) + ".")
    minutes = int((members[-1].created_at - members[0].created_at).total_seconds() // 60)
    customers = len({t.organisation.id for t in members if t.organisation})
    reasons.append(f"{len(members)} tickets of {customers} customers within {minutes} minutes.")
    return tuple(reasons)
