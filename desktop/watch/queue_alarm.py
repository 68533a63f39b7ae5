"""The alarm before a mission took tickets in: the whole queue is watched, and what is told lives only at this desk.

There is no mission yet that a fact could belong to. What was over at the first look is on Home's own list; only
what runs low while somebody works here is told.
"""

from collections.abc import Iterable, Mapping

from desktop.domain.facts import AlertKind
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id, Millis, from_millis
from desktop.watch.contract import AlertCard
from desktop.watch.running import deadlines, nearest
from desktop.watch.thresholds import Thresholds

_PREFIX = "queue-"


class QueueAlarm:
    """Watches the queue as read last."""

    def __init__(self) -> None:
        self._levels: tuple[int, ...] = ()
        self._ahead = Thresholds(())
        self._running: dict[int, Millis] = {}
        self._tickets: Mapping[int, Ticket] = {}
        self._seen: tuple[Ticket, ...] = ()
        self._told: dict[int, list[int]] = {}

    def follow(self, tickets: tuple[Ticket, ...], levels: tuple[int, ...], now: Millis) -> None:
        """Follow this reading of the queue; the least pressing level is Home's list and raises nothing."""
        told = tuple(sorted(levels)[:-1])
        if tickets is self._seen and told == self._levels:
            return
        first = not self._seen or told != self._levels
        if first:
            self._levels, self._ahead = told, Thresholds(told)
        self._seen, self._tickets = tickets, {ticket.id: ticket for ticket in tickets}
        self._running = deadlines(nearest(self._tickets), frozenset())
        self._ahead.follow(self._running)
        if first:
            self._ahead.pass_by(now)

    @property
    def next(self) -> Millis | None:
        """When something is crossed next."""
        return self._ahead.next

    def cross(self, now: Millis) -> tuple[AlertCard, ...]:
        """Return the cards that are new since the last look."""
        crossed = self._ahead.pass_by(now)
        fresh = {one.level for one in crossed} - {
            level for level, rows in self._told.items() if rows
        }
        for one in crossed:
            self._told.setdefault(one.level, []).append(one.ticket)
        return tuple(card for card in self.cards() if card.level in fresh)

    def cards(self) -> tuple[AlertCard, ...]:
        """Return a card to each level whose clocks still run, breaches first; each ticket is on one."""
        cards, shown = [], set[int]()
        for level in sorted(self._told):
            rows = [t for t in self._told[level] if t in self._running and t not in shown]
            shown.update(rows)
            if rows:
                cards.append(self._card(level, sorted(rows, key=self._running.__getitem__)))
        return tuple(cards)

    def owns(self, card: Id) -> bool:
        """Whether a card is one of these."""
        return card.startswith(_PREFIX)

    def acknowledge(self, card: Id) -> None:
        """Close a card: its tickets are not told again."""
        self._told.pop(int(card.removeprefix(_PREFIX)), None)

    def _card(self, level: int, rows: Iterable[int]) -> AlertCard:
        tickets = tuple(rows)
        first, count = self._tickets[tickets[0]], len(tickets)
        words = f"{count} tickets" if count > 1 else "1 ticket"
        customer = first.organisation
        return AlertCard(
            id=f"{_PREFIX}{level}",
            kind=AlertKind.SLA,
            ticket=first.id if count == 1 else 0,
            title=f"{words} inside {level} minutes" if level else f"{words} breached",
            sentence="In the whole queue, since this desk was opened.",
            action="Open",
            way_out="Acknowledge",
            organisation=customer.name if customer and count == 1 else "",
            vip=first.vip and count == 1,
            deadline=from_millis(self._running[first.id]),
            tickets=count,
            level=level,
            about_tickets=tickets,
            rests=False,
        )
