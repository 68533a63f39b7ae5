"""What stands out in a scope's tickets: counts that a tip can rest on. Pure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.triage.language import language_of
from desktop.triage.phi import phi_like
from desktop.watch.contract import RiskRow

_BURST = timedelta(minutes=10)
_OLD = timedelta(hours=24)
_CODE = re.compile(r"(?<![\d.,:#-])[45]\d\d(?![\d.,:-])")
"""An HTTP status as people quote it: no part of a time, an amount or a ticket number."""


@dataclass(frozen=True)
class Signs:
    """Counts of tickets unless said otherwise.

    Attributes:
        risks: Running out inside the window.
        late: With a clock that had run out already.
        burst: The most that arrived within ten minutes; ``burst_at`` is when that began.
        code: The HTTP status named most often, empty when none is; ``coded`` is by how many, of how many
            customers ``coders``.
    """

    tickets: int
    customers: int
    risks: int
    vips_at_risk: int
    late: int
    burst: int
    burst_at: datetime | None
    unassigned: int
    german: int
    old: int
    phi: int
    code: str
    coded: int
    coders: int


def signs(tickets: Sequence[Ticket], risks: Sequence[RiskRow], started: datetime) -> Signs:
    """Count what stands out at the mission's start."""
    burst, burst_at = _burst(sorted(ticket.created_at for ticket in tickets))
    code, naming = _code(tickets)
    return Signs(
        tickets=len(tickets),
        customers=_customers(tickets),
        risks=len(risks),
        vips_at_risk=sum(row.vip for row in risks),
        late=sum(t.deadline is not None and t.deadline <= started for t in tickets),
        burst=burst,
        burst_at=burst_at,
        unassigned=sum(t.assignee_id is None for t in tickets),
        german=sum(language_of(t.text) == "de" for t in tickets),
        old=sum(started - t.created_at > _OLD for t in tickets),
        phi=sum(phi_like(t.text) for t in tickets),
        code=code,
        coded=len(naming),
        coders=_customers(naming),
    )


def _burst(times: Sequence[datetime]) -> tuple[int, datetime | None]:
    """Return the most arrivals in ten minutes that begin with one of them, and when."""
    counts = [(bisect_left(times, at + _BURST) - n, at) for n, at in enumerate(times)]
    return max(counts, key=lambda one: one[0], default=(0, None))


def _code(tickets: Sequence[Ticket]) -> tuple[str, list[Ticket]]:
    named: dict[str, list[Ticket]] = {}
    for ticket in tickets:
        for code in set(_CODE.findall(ticket.text)):
            named.setdefault(code, []).append(ticket)
    return max(named.items(), key=lambda one: (len(one[1]), one[0]), default=("", []))


def _customers(tickets: Sequence[Ticket]) -> int:
    return len({t.organisation.id for t in tickets if t.organisation})
