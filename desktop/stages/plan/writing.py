"""The heavy half of planning, run in a worker process: categories and drafts."""

from collections.abc import Mapping, Sequence

from desktop.domain.brief import Safeguard
from desktop.domain.plan import Categorised, Draft, DraftNeed
from desktop.domain.ticket import Snapshot, Ticket
from desktop.triage.categories import SURE, learnt
from desktop.triage.drafts import prepare
from desktop.triage.knowledge import Knowledge


def categorise(tickets: Sequence[Ticket], snapshot: Snapshot) -> tuple[Categorised, ...]:
    """Answer each ticket's category; None where nothing was learnt or it is not sure enough."""
    answers = learnt(snapshot.solved).answers([ticket.text for ticket in tickets])
    known = {o.value for o in snapshot.category_field.options} if snapshot.category_field else set()
    return tuple(
        Categorised(
            t.id, a.label if a.label in known and a.confidence >= SURE else None, a.confidence
        )
        for t, a in zip(tickets, answers, strict=True)
    )


def write_drafts(
    needs: Sequence[DraftNeed],
    tickets: Sequence[Ticket],
    snapshot: Snapshot,
    safeguards: Sequence[Safeguard],
    stale_days: int,
    picked: Mapping[int, str],
) -> tuple[Draft, ...]:
    """Write, repair and check every draft; ``picked`` names the page a person chose for a ticket."""
    known = {ticket.id: ticket for ticket in tickets}
    knowledge = Knowledge(snapshot.pages, snapshot.taken_at, stale_days)
    return tuple(
        prepare(need, known[need.ticket], knowledge, safeguards, picked.get(need.ticket, ""))
        for need in needs
    )
