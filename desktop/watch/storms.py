"""A storm of clocks is one alert: crossings grouped by what they have in common. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.facts import ClocksCrossed
from desktop.domain.mission import Mission
from desktop.domain.plan import Cluster
from desktop.domain.values import Id
from desktop.domain.words import Cause
from desktop.watch.thresholds import Crossing

_SMALLEST = 2
_MOST = 3
"""An incident has an alert of its own from this many tickets on; so many incidents at most, the rest is one alert."""


def group(
    crossings: Sequence[Crossing], clusters: Iterable[Cluster], metrics: Mapping[int, str]
) -> list[ClocksCrossed]:
    """Return one alert for each level and cause, the most pressing first.

    Args:
        crossings: Nearest deadline first.
        clusters: The same-incident clusters known.
        metrics: The metric of each ticket's nearest clock.
    """
    incident = {ticket: cluster.id for cluster in clusters for ticket in cluster.tickets}
    named = _large_incidents(crossings, incident)
    groups: dict[tuple[int, Cause, Id], list[Crossing]] = defaultdict(list)
    for one in crossings:
        of = incident.get(one.ticket, "")
        cause, about = (
            (Cause.INCIDENT, of)
            if (one.level, of) in named
            else (Cause.METRIC, metrics.get(one.ticket, "clock"))
        )
        groups[one.level, cause, about].append(one)
    return [_alert(*key, rows) for key, rows in sorted(groups.items(), key=lambda item: item[0])]


def _large_incidents(
    crossings: Iterable[Crossing], incident: Mapping[int, Id]
) -> set[tuple[int, Id]]:
    sizes: dict[tuple[int, Id], int] = defaultdict(int)
    for one in crossings:
        if one.ticket in incident:
            sizes[one.level, incident[one.ticket]] += 1
    large = [key for key, size in sizes.items() if size >= _SMALLEST]
    return set(sorted(large, key=lambda key: (-sizes[key], key))[:_MOST])


def _alert(level: int, cause: Cause, about: Id, rows: Sequence[Crossing]) -> ClocksCrossed:
    return ClocksCrossed(
        alert=f"clocks-{level}-{about}",
        level=level,
        cause=cause,
        about=about,
        tickets=tuple(row.ticket for row in rows),
        deadline=rows[0].deadline,
    )


def joined(fresh: ClocksCrossed, mission: Mission, running: Mapping[int, int]) -> ClocksCrossed:
    """Return the alert with the tickets it already stands for, as far as their clocks still run.

    A storm comes in drops: each drop makes the one alert larger, not another one.
    """
    known = mission.alerts.get(fresh.alert)
    if known is None or not known.open:
        return fresh
    stay = (ticket for ticket in known.all_tickets if ticket in running)
    tickets = sorted({*fresh.tickets, *stay}, key=lambda ticket: (running.get(ticket, 0), ticket))
    first = min(fresh.deadline, *(running[t] for t in tickets if t in running), fresh.deadline)
    return ClocksCrossed(
        alert=fresh.alert,
        level=fresh.level,
        cause=fresh.cause,
        about=fresh.about,
        tickets=tuple(tickets),
        deadline=first,
    )
