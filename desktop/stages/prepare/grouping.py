"""Incidents changed by hand: tickets taken out of one, two put together. What a person says stands."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from desktop.domain.errors import InputError
from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id
from desktop.triage.clusters import cluster_of

BY_HAND = "Put together by hand."


def split(
    clusters: Sequence[Cluster], cluster: Id, away: Sequence[int], tickets: Mapping[int, Ticket]
) -> tuple[Cluster, ...]:
    """Return the clusters with these tickets taken out of one; two or more are a cluster of their own.

    Raises InputError when the cluster is not there, or the tickets are none or all of it.
    """
    chosen = _known(clusters, cluster)
    gone = set(away)
    if not gone or not gone < set(chosen.tickets):
        raise InputError(
            "Nothing to take apart",
            f"{len(gone)} tickets were chosen of an incident of {len(chosen.tickets)}.",
            "Choose some of its tickets, not all.",
        )
    rest = [ticket for ticket in chosen.tickets if ticket not in gone]
    parts = [_made(part, tickets) for part in (rest, sorted(gone)) if len(part) > 1]
    return _ordered([*(one for one in clusters if one.id != cluster), *parts])


def join(
    clusters: Sequence[Cluster], cluster: Id, other: Id, tickets: Mapping[int, Ticket]
) -> tuple[Cluster, ...]:
    """Return the clusters with two of them as one. Raises InputError when one is not there."""
    one, two = _known(clusters, cluster), _known(clusters, other)
    if one.id == two.id:
        raise InputError("That is one incident", f"{one.name}.", "Choose another to join it with.")
    both = _made([*one.tickets, *two.tickets], tickets)
    both = replace(both, reasons=(BY_HAND, *both.reasons))
    return _ordered([*(c for c in clusters if c.id not in (one.id, two.id)), both])


def _made(members: Sequence[int], tickets: Mapping[int, Ticket]) -> Cluster:
    return cluster_of(sorted((tickets[one] for one in members), key=lambda t: (t.created_at, t.id)))


def _ordered(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    return tuple(sorted(clusters, key=lambda c: (-len(c.tickets), c.tickets[0])))


def _known(clusters: Sequence[Cluster], cluster: Id) -> Cluster:
    found = next((one for one in clusters if one.id == cluster), None)
    if found is None:
        raise InputError("There is no such incident", f"{cluster}.", "Read the queue again.")
    return found
