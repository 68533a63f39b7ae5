"""The data preview: clusters, VIP customers, ages, risks; counted from the tickets in scope."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from desktop.domain.ticket import Ticket
from desktop.stages.prepare.contract import AgeBand, Preview
from desktop.triage.clusters import Grouped
from desktop.watch.contract import RiskRow

_BAND_MINUTES = 30


def make_preview(
    tickets: Sequence[Ticket],
    grouped: Grouped,
    risks: Sequence[RiskRow],
    now: datetime,
    *,
    by_sense: bool = False,
) -> Preview:
    """Return the preview; ages are counted back from ``now``."""
    vips = Counter(t.organisation.name for t in tickets if t.organisation and t.vip)
    return Preview(
        tickets=tuple(ticket.id for ticket in tickets),
        clusters=grouped.same,
        vips=tuple(sorted(vips.items(), key=lambda item: (-item[1], item[0]))),
        ages=_ages(tickets, now),
        at_risk=tuple(row.ticket for row in risks),
        similar=grouped.similar,
        by_sense=by_sense,
    )


def _ages(tickets: Sequence[Ticket], now: datetime) -> tuple[AgeBand, ...]:
    bands = Counter(
        int((now - t.created_at).total_seconds() // 60 // _BAND_MINUTES) for t in tickets
    )
    return tuple(AgeBand(band * _BAND_MINUTES, bands[band]) for band in sorted(bands))
