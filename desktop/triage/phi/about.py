"""What the tripwire may know of a ticket, and of our own pages."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.phi.kinds import Known
from desktop.triage.phi.names import named_in


def known_of(tickets: Iterable[Ticket], pages: Sequence[KbPage] = (), addressee: str = "") -> Known:
    """Return the people of these tickets and the hosts of these pages."""
    people = [name for one in tickets for name in (one.requester.name, *named_in(one.text))]
    hosts = [urlsplit(page.url).hostname or "" for page in pages]
    return Known(
        names=tuple(dict.fromkeys(people)),
        addressee=addressee,
        hosts=tuple(dict.fromkeys(filter(None, hosts))),
    )
