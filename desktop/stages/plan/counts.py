"""The rules behind the counts (DESIGN §5): which tickets get a draft, which clusters are escalated."""

from collections.abc import Sequence

from desktop.domain.plan import Cluster, DraftKind, DraftNeed, DraftReason
from desktop.domain.ticket import Ticket
from desktop.watch.clocks import urgency


def draft_needs(
    tickets: Sequence[Ticket],
    clusters: Sequence[Cluster],
    at_risk: frozenset[int],
    batch_size: int,
    *,
    vips_first: bool = False,
) -> tuple[DraftNeed, ...]:
    """Return the drafts, most urgent first, at most ``batch_size``; ``vips_first`` puts VIP customers before.

    One per ticket inside the window, one per VIP ticket, one for the oldest ticket of each same-incident
    cluster; a ticket gets one draft however many reasons it has. Inside the window it is a public reply,
    else an internal note.
    """
    oldest = _oldest(tickets, clusters)
    needs = [
        (ticket, reasons) for ticket in tickets if (reasons := _reasons(ticket, at_risk, oldest))
    ]
    needs.sort(key=lambda need: (vips_first and not need[0].vip, urgency(need[0])))
    return tuple(_need(ticket, reasons, at_risk) for ticket, reasons in needs[:batch_size])


def escalations(
    tickets: Sequence[Ticket],
    clusters: Sequence[Cluster],
    at_risk: frozenset[int],
    threshold: int,
) -> tuple[Cluster, ...]:
    """Return the clusters of at least ``threshold`` tickets, or with a VIP ticket inside the window."""
    vip_at_risk = {ticket.id for ticket in tickets if ticket.vip and ticket.id in at_risk}
    return tuple(
        cluster
        for cluster in clusters
        if len(cluster.tickets) >= threshold or vip_at_risk & set(cluster.tickets)
    )


def _oldest(tickets: Sequence[Ticket], clusters: Sequence[Cluster]) -> frozenset[int]:
    created = {ticket.id: (ticket.created_at, ticket.id) for ticket in tickets}
    return frozenset(min(c.tickets, key=lambda i: created[i]) for c in clusters)


def _reasons(
    ticket: Ticket, at_risk: frozenset[int], oldest: frozenset[int]
) -> tuple[DraftReason, ...]:
    rules = (
        (ticket.id in at_risk, DraftReason.INSIDE_WINDOW),
        (ticket.vip, DraftReason.VIP),
        (ticket.id in oldest, DraftReason.OLDEST_OF_CLUSTER),
    )
    return tuple(reason for holds, reason in rules if holds)


def _need(ticket: Ticket, reasons: tuple[DraftReason, ...], at_risk: frozenset[int]) -> DraftNeed:
    public = ticket.id in at_risk
    kind = DraftKind.PUBLIC_REPLY if public else DraftKind.INTERNAL_NOTE
    return DraftNeed(ticket.id, kind, reasons, ticket.deadline)
