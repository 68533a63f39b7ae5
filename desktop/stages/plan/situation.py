"""What a plan is made from, read back from the ledger: the snapshot and the preview of Prepare."""

from dataclasses import dataclass

from msgspec import Struct

from desktop.domain.errors import RuleError
from desktop.domain.plan import Cluster
from desktop.domain.ticket import Snapshot, Ticket
from desktop.ledger.ledger import Ledger


class _Preview(Struct, frozen=True):
    """The parts of Prepare's preview that a plan needs (stages are strangers: read by shape)."""

    tickets: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    at_risk: tuple[int, ...]


class Whole(_Preview, frozen=True):
    """The preview as it is sealed, with what a plan does not look at kept as it stands."""

    vips: tuple[tuple[str, int], ...]
    ages: tuple[dict[str, int], ...]
    similar: tuple[Cluster, ...] = ()
    by_sense: bool = False


@dataclass(frozen=True)
class Seen:
    """The tickets in scope, the whole snapshot, the incidents, and who is inside the window."""

    tickets: tuple[Ticket, ...]
    snapshot: Snapshot
    clusters: tuple[Cluster, ...]
    at_risk: frozenset[int]


async def read_seen(ledger: Ledger) -> Seen:
    """Return what Prepare left. Raises RuleError when the queue was not read."""
    mission = ledger.mission
    if mission.snapshot is None or mission.preview is None:
        raise RuleError("The queue was not read", "Plan needs it.", "Go back to Prepare.")
    snapshot = await ledger.read_value(mission.snapshot, Snapshot)
    preview = await ledger.read_value(mission.preview, _Preview)
    known = {ticket.id: ticket for ticket in snapshot.tickets}
    tickets = tuple(known[ticket] for ticket in preview.tickets)
    return Seen(tickets, snapshot, preview.clusters, frozenset(preview.at_risk))
