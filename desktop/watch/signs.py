"""What a ticket's words and place say of it, as tags with their reasons."""

from datetime import datetime, timedelta

from desktop.domain.mission import Rules
from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.triage.priority import Standing, above, suggest
from desktop.triage.sentiment import Label, sentiment
from desktop.watch.contract import Signs


def signs_of(ticket: Ticket, cluster: Cluster | None, rules: Rules, now: datetime) -> Signs:
    """Read the tone, and ask the rules for a priority; runs in a worker process, hostile text takes its time."""
    tone = sentiment(ticket.text)
    standing = Standing(
        left=ticket.deadline - now if ticket.deadline else None,
        window=timedelta(seconds=rules.window_seconds),
        alike=len(cluster.tickets) if cluster else 1,
        threshold=rules.threshold,
    )
    found = suggest(ticket, standing)
    more = above(found.priority, ticket.priority)
    upset = tone.label is Label.NEGATIVE
    return Signs(
        upset, tone.reasons if upset else (), found.priority.value if more else "", found.reasons
    )
