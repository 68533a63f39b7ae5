"""What the preview knows of incidents: clusters on two levels, and which of them the profile has met before."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id
from desktop.triage.clusters import Grouped, clusters
from desktop.triage.past_incidents import Trace, known_from, traces
from desktop.triage.vector_book import has_model


@dataclass(frozen=True)
class Read:
    """What is asked: the tickets in scope, which mission it is, since when, and what the profile remembers."""

    tickets: tuple[Ticket, ...]
    mission: Id
    at: datetime
    past: tuple[Trace, ...]


@dataclass(frozen=True)
class Incidents:
    """What was found. ``by_sense`` says whether the sentence model took part."""

    grouped: Grouped
    traces: tuple[Trace, ...]
    by_sense: bool


def find_incidents(read: Read) -> Incidents:
    """Cluster the scope and recognise what was met before; runs in a worker process."""
    grouped = clusters(read.tickets)
    found = traces(grouped.same, {t.id: t for t in read.tickets}, read.mission, read.at)
    met = known_from(found, read.past)
    same = tuple(_recognised(one, before) for one, before in zip(grouped.same, met, strict=True))
    return Incidents(Grouped(same, _wider(grouped)), found, has_model())


def _recognised(cluster: Cluster, before: Trace | None) -> Cluster:
    if before is None:
        return cluster
    met = (
        f"Much like an incident of the mission of {before.at.day} {before.at:%B %Y}: {before.name}."
    )
    return replace(cluster, reasons=(*cluster.reasons, met))


def _wider(grouped: Grouped) -> tuple[Cluster, ...]:
    """Return the similar groups that tell more than the incidents do."""
    known = [frozenset(one.tickets) for one in grouped.same]
    return tuple(one for one in grouped.similar if frozenset(one.tickets) not in known)
