"""What the tripwire may know of a ticket, and of our own pages."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.phi.kinds import Known
from desktop.triage.phi.names import named_in

_READ = 20_000
"""Letters of a ticket that are read for names: whom it is about, it says near its beginning."""


def people_of(ticket: Ticket) -> tuple[str, ...]:
    """Return the people a ticket names by cue, once each."""
    text = ticket.text
    return named_in(text if len(text) <= _READ else text[:_READ].rpartition(" ")[0])


def known_of(tickets: Iterable[Ticket], pages: Sequence[KbPage] = (), addressee: str = "") -> Known:
    """Return the people of these tickets and the hosts of these pages."""
    people = [name for one in tickets for name in (one.requester.name, *people_of(one))]
    hosts = [urlsplit(page.url).hostname or "" for page in pages]
    return Known(
        names=tuple(dict.fromkeys(people)),
        addressee=addressee,
        hosts=tuple(dict.fromkeys(filter(None, hosts))),
    )
