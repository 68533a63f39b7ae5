"""Reading the queue once: tickets, what triage learns from, the knowledge base. One frozen snapshot."""

from collections.abc import Callable
from datetime import datetime

from desktop.domain.errors import ServiceError
from desktop.domain.ticket import KbPage, Snapshot
from desktop.ports import Connections


async def read_queue(
    connections: Connections, now: datetime, progress: Callable[[int, int], None]
) -> Snapshot:
    """Return everything a mission works on. Without Confluence it goes on, with no pages.

    Raises ServiceError when the help desk does not answer.
    """
    tickets = await connections.tickets.open_tickets(progress)
    return Snapshot(
        taken_at=now,
        tickets=tickets,
        solved=await connections.tickets.solved_tickets(),
        pages=await _pages(connections),
        category_field=await connections.tickets.category_field(),
        triggers=await connections.tickets.triggers(),
    )


async def _pages(connections: Connections) -> tuple[KbPage, ...]:
    try:
        return await connections.knowledge.pages()
    except ServiceError:
        return ()  # Confluence may stay without (DESIGN §5); every draft then lacks its article
