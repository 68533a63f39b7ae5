"""Who gets the notes: drafts for agents go to somebody, so that none waits on a ticket without an owner.

A ticket that has an owner stays with him. The others go to the agent with the fewest open tickets, counted anew
after each, or to one group. Load is what the whole queue says, not only the scope.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.plan import AgentLoad, DraftKind, DraftNeed
from desktop.domain.ticket import Agent, Snapshot, Ticket

STAY, LEAST_LOADED = 0, -1
"""Routes: nothing is assigned; the agent with the least load. Any other number is a group's id."""


@dataclass(frozen=True)
class Routes:
    """Assignee and group by ticket; a ticket that is not in it stays as it is."""

    assignees: Mapping[int, int]
    group: int = 0
    tickets: frozenset[int] = frozenset()

    def of(self, ticket: int) -> tuple[int, int]:
        """Return assignee and group for a ticket; 0 leaves it as it is."""
        return self.assignees.get(ticket, 0), self.group if ticket in self.tickets else 0


def routes(needs: Sequence[DraftNeed], snapshot: Snapshot, route: int) -> Routes:
    """Return where each note goes; public replies leave by themselves and are not routed."""
    known = {ticket.id: ticket for ticket in snapshot.tickets}
    free = [
        need.ticket
        for need in needs
        if need.kind is DraftKind.INTERNAL_NOTE and known[need.ticket].assignee_id is None
    ]
    if route == STAY or not free:
        return Routes({})
    if route != LEAST_LOADED:
        return Routes({}, route, frozenset(free))
    return Routes(_spread(free, snapshot))


def _spread(free: Sequence[int], snapshot: Snapshot) -> dict[int, int]:
    load = _load(snapshot.tickets)
    given: dict[int, int] = {}
    for ticket in free:
        who = min(snapshot.agents, key=lambda agent: (load[agent.id], agent.id), default=None)
        if who is not None:
            given[ticket] = who.id
            load[who.id] += 1
    return given


def loads(needs: Sequence[DraftNeed], snapshot: Snapshot, route: int) -> tuple[AgentLoad, ...]:
    """Return every agent's open tickets now and those the plan adds, the least loaded first."""
    load, added = (
        _load(snapshot.tickets),
        Counter(routes(needs, snapshot, route).assignees.values()),
    )
    told = [AgentLoad(one.id, one.name, load[one.id], added[one.id]) for one in snapshot.agents]
    return tuple(sorted(told, key=lambda one: (-one.added, one.open, one.name)))


def _load(tickets: Sequence[Ticket]) -> Counter[int]:
    return Counter(ticket.assignee_id for ticket in tickets if ticket.assignee_id)


def named(agents: Sequence[Agent], assignee: int) -> str:
    """Return an agent's name; his id where it is not known."""
    return next((one.name for one in agents if one.id == assignee), f"agent {assignee}")
