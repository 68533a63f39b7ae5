"""The three parts of the evidence as tables for the screen: board, validator report, transcript."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.base.clock import format_instant
from desktop.domain.facts import Evidence
from desktop.domain.plan import Cluster
from desktop.domain.standing import TicketState
from desktop.domain.ticket import Ticket
from desktop.domain.values import from_millis
from desktop.stages.reflect.contract import Exhibit
from desktop.watch.validators import Judged, Verdict, matrix

_REACHED = {
    TicketState.KB_MISSING: "KB link missing",
    TicketState.TONE: "Tone to check",
    TicketState.UNKNOWN_EFFECT: "No answer yet",
    TicketState.HANDED_OVER: "Left to a person",
}


@dataclass(frozen=True)
class Post:
    """One post of ours: the channel's name, the service's time stamp, the text, whether it was taken back.

    ``answered_by`` is the chat account that took notice first; empty while nobody did. ``link`` is where people read it.
    """

    channel: str
    ts: str
    text: str
    withdrawn: bool
    answered_by: str = ""
    link: str = ""


def board(
    tickets: Mapping[int, Ticket],
    states: Mapping[int, TicketState],
    clusters: Sequence[Cluster],
) -> Exhibit:
    """Return every ticket with how far it got; what needs a person first."""
    incident = {ticket: cluster.name for cluster in clusters for ticket in cluster.tickets}
    ordered = sorted(states, key=lambda ticket: (states[ticket], ticket))
    rows = tuple(
        (f"#{one}", _organisation(tickets.get(one)), incident.get(one, ""), reached(states[one]))
        for one in ordered
    )
    summary = f"{_many(len(rows), 'ticket')}, {_many(len(clusters), 'incident')}"
    columns = ("Ticket", "Organisation", "Incident", "Reached")
    return Exhibit(Evidence.BOARD, "Triage board", summary, columns, rows)


def validators(rows: Sequence[Judged]) -> Exhibit:
    """Return how each draft did on each check, the ones with a failure first."""
    columns, lines = matrix(rows)
    told = Counter(row.verdict for row in rows)
    counts = ", ".join(f"{told[verdict]} {verdict.value}" for verdict in Verdict if told[verdict])
    summary = f"{_many(len(lines), 'draft')}, {_many(len(rows), 'check')}" + f": {counts}" * bool(
        rows
    )
    return Exhibit(Evidence.VALIDATORS, "Validator report", summary, columns, lines)


def transcript(posts: Sequence[Post]) -> Exhibit:
    """Return our posts as they were sent."""
    rows = tuple(
        (
            f"#{post.channel}",
            _when(post.ts),
            f"{post.text}{' (withdrawn)' * post.withdrawn}",
            "" if post.withdrawn else post.answered_by or "nobody yet",
            post.link,
        )
        for post in posts
    )
    channels = ", ".join(sorted({row[0] for row in rows}))
    summary = f"{channels}, {_many(len(rows), 'post')}" if rows else "No posts"
    columns = ("Channel", "When", "Text", "Answered by", "Link")
    return Exhibit(Evidence.TRANSCRIPT, "Slack transcript", summary, columns, rows)


def reached(state: TicketState) -> str:
    """Return a ticket's state in words."""
    return _REACHED.get(state) or _sentence(state.name)


def _organisation(ticket: Ticket | None) -> str:
    return ticket.organisation.name if ticket and ticket.organisation else ""


def _when(ts: str) -> str:
    """A Slack time stamp is seconds and a counter; what is none is shown as it is."""
    try:
        return format_instant(from_millis(int(float(ts) * 1000)))
    except (ValueError, OverflowError, OSError):
        return ts


def _sentence(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _many(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"
