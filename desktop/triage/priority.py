"""Which priority a ticket would get by rule, with its reasons. Text does not predict priority (measured: worse than
always answering the commonest), so nothing is learnt here; a person reads the reasons and decides.
"""

from dataclasses import dataclass
from datetime import timedelta

from msgspec import Struct

from desktop.domain.ticket import Priority, Ticket
from desktop.triage.sentiment import cues_in

_SOON = timedelta(minutes=30)
_ENOUGH = 3
"""So many reasons for high make a ticket urgent."""
_CUES = {
    "blocked": "It says that work has stopped.",
    "again": "It says that this came back.",
    "waiting": "It says that nobody answered.",
}
_ORDER = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)


@dataclass(frozen=True)
class Standing:
    """What a rule may look at beside the ticket.

    Attributes:
        left: Until its nearest clock runs out; None when none runs.
        window: Inside which a ticket is at risk.
        alike: Tickets of its incident, itself among them.
        threshold: From so many on an incident is escalated.
    """

    left: timedelta | None
    window: timedelta
    alike: int
    threshold: int


class Suggested(Struct, frozen=True):
    """The priority by rule; ``reasons`` are in our words."""

    priority: Priority
    reasons: tuple[str, ...]


def suggest(ticket: Ticket, standing: Standing) -> Suggested:
    """Return the highest priority that a rule gives, and every reason for that or more."""
    found = [*_by_clock(standing), *_by_words(ticket), *_by_others(ticket, standing)]
    if not found:
        return Suggested(Priority.NORMAL, ("No rule asks for more.",))
    urgent = sum(level is Priority.HIGH for level, _ in found) >= _ENOUGH
    top = max((level for level, _ in found), key=_ORDER.index)
    priority = Priority.URGENT if urgent else top
    return Suggested(priority, tuple(words for _, words in found))


def above(suggested: Priority, given: Priority | None) -> bool:
    """Whether the rules ask for more than the ticket has; one without a priority has the lowest."""
    return _ORDER.index(suggested) > (_ORDER.index(given) if given else 0)


def _by_clock(standing: Standing) -> list[tuple[Priority, str]]:
    if standing.left is None or standing.left > standing.window:
        return []
    if standing.left <= _SOON:
        return [(Priority.URGENT, "Its clock runs out within 30 minutes, or has.")]
    minutes = int(standing.window.total_seconds() // 60)
    return [(Priority.HIGH, f"Its clock runs out within {minutes} minutes.")]


def _by_words(ticket: Ticket) -> list[tuple[Priority, str]]:
    cues = cues_in(ticket.text)
    return [(Priority.HIGH, words) for cue, words in _CUES.items() if cue in cues]


def _by_others(ticket: Ticket, standing: Standing) -> list[tuple[Priority, str]]:
    found = [(Priority.HIGH, "A VIP organisation asks.")] if ticket.vip else []
    if standing.alike >= standing.threshold:
        words = f"{standing.alike} tickets tell of the same incident."
        found.append((Priority.HIGH, words))
    return found
