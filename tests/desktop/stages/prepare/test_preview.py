"""The data preview: every number counted from the tickets in scope."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from desktop.domain.ticket import Organisation, Requester, Status, Ticket
from desktop.stages.prepare.contract import AgeBand
from desktop.stages.prepare.preview import make_preview
from desktop.triage.clusters import Grouped
from desktop.watch.contract import RiskRow

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PLAIN = Ticket(1, "", "", Status.NEW, None, NOW, "", Requester(1, "", ""), None, (), None, None, ())


def ticket(number: int, minutes: int, name: str = "", vip: bool = False) -> Ticket:
    customer = Organisation(number, name, vip) if name else None
    created = NOW - timedelta(minutes=minutes)
    return replace(PLAIN, id=number, created_at=created, organisation=customer)


def test_ages_fall_into_half_hours_and_vips_are_counted_by_name() -> None:
    tickets = [
        ticket(1, 0, "Ash", vip=True),
        ticket(2, 29, "Birch"),
        ticket(3, 30, "Ash", vip=True),
        ticket(4, 95),
    ]
    shown = make_preview(tickets, Grouped((), ()), [RiskRow(3, NOW, True, "")], NOW)
    assert shown.tickets == (1, 2, 3, 4)
    assert shown.ages == (AgeBand(0, 2), AgeBand(30, 1), AgeBand(90, 1))
    assert shown.vips == (("Ash", 2),)
    assert shown.at_risk == (3,)


def test_a_preview_of_one_ticket_is_one() -> None:
    assert make_preview([ticket(1, 5)], Grouped((), ()), [], NOW).ages == (AgeBand(0, 1),)
