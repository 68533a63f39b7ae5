"""All of triage in a process that can reach nobody; prints how often somebody was tried to be reached.

Python's own calls are heard by an audit hook; what native code tries, the kernel counts: in a network of its own
without a single route every packet for elsewhere has none.
"""

import sys
from pathlib import Path

_TRIED: list[str] = []
_LOCAL = ("127.", "localhost", "::1")


def hear(event: str, arguments: tuple[object, ...]) -> None:
    """Note whoever is asked for beyond this machine."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        told = [str(one) for one in arguments]
        if not any(place in word for word in told for place in _LOCAL):
            _TRIED.append(f"{event} {told}")


def unrouted() -> int:
    """Return how many packets had no way to go."""
    rows = [row.split() for row in Path("/proc/self/net/snmp").read_text().splitlines()]
    names, values = (row for row in rows if row[0] == "Ip:")
    return int(dict(zip(names, values, strict=True))["OutNoRoutes"])


def triage() -> None:
    """Import and run it all on a few tickets."""
    from desktop.domain.plan import DraftKind, DraftNeed
    from desktop.domain.ticket import Snapshot, SolvedTicket
    from desktop.stages.plan.writing import categorise, write_drafts
    from desktop.triage.clusters import clusters
    from desktop.triage.safeguards import DEFAULTS
    from desktop.triage.sentences import model_file
    from tests.desktop.triage.tickets import NOW, page, ticket

    tickets = tuple(ticket(n, subject=f"Token {n} refused with 401") for n in range(1, 5))
    solved = tuple(SolvedTicket(n, "token refused", "auth") for n in range(5))
    pages = (page(1, "Token refused with 401", "Ask for a new token.\n- Open the console."),)
    snapshot = Snapshot(NOW, tickets, solved, pages, None, ())
    needs = [DraftNeed(one.id, DraftKind.PUBLIC_REPLY, (), None) for one in tickets]
    assert model_file() is not None
    assert clusters(tickets).same
    assert categorise(tickets, snapshot)
    assert write_drafts(needs, tickets, snapshot, DEFAULTS, 365, {})


def betray() -> None:
    """Reach out, so that the test of the test has something to find."""
    import socket

    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 53))


if __name__ == "__main__":
    sys.addaudithook(hear)
    before = unrouted()
    try:
        {"triage": triage, "betray": betray}[sys.argv[1]]()
    except OSError as failed:
        sys.stderr.write(f"{failed}\n")
    sys.stdout.write(f"{len(_TRIED)} {unrouted() - before}")
