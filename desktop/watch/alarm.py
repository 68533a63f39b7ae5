"""The alarm: what came to a threshold, what may rest, what jumped, and why a clock shows what it shows."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.base.clock import Jump
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    AlertKind,
    AlertResolved,
    AlertSnoozed,
    AuditEventRecorded,
    AuditKind,
    ClockJumped,
    ClocksCrossed,
    Fact,
    JumpKind,
    Resolution,
    SnoozeReason,
)
from desktop.domain.mission import Alert
from desktop.domain.sla.levels import Alerting
from desktop.domain.values import Id, Millis, to_millis
from desktop.ledger.ledger import Ledger
from desktop.watch.cards import named_by
from desktop.watch.clock_cards import clock_cards
from desktop.watch.clocks_table import table
from desktop.watch.contract import AlertCard, TicketClocks
from desktop.watch.queue_alarm import QueueAlarm
from desktop.watch.reading import LastRead
from desktop.watch.running import answered_by_us, as_read_last, deadlines, nearest
from desktop.watch.sealed import Sealed
from desktop.watch.storms import group, joined
from desktop.watch.testimony import Testimony
from desktop.watch.thresholds import Crossing, Thresholds

if TYPE_CHECKING:
    from desktop.domain.ticket import SlaDeadline, Ticket

_LONGEST_REST = 240
_DROPS = 5_000
"""Milliseconds between two looks: a storm that comes in drops is told in showers."""


class Alarm:
    """Implements ``ClockCommands``.

    Args of the constructor:
        testimony: Tells what made a clock.
        alerting: Returns when clocks make themselves heard.
    """

    def __init__(
        self,
        ledger: Ledger,
        last: LastRead,
        sealed: Sealed,
        testimony: Testimony,
        alerting: Callable[[], Alerting],
    ) -> None:
        self._ledger = ledger
        self._last = last
        self._sealed = sealed
        self._testimony = testimony
        self._alerting = alerting
        self._levels: tuple[int, ...] = ()
        self._ahead = Thresholds(())
        self._queue = QueueAlarm()
        self._clocks: dict[int, SlaDeadline] = {}
        self._read: tuple[Ticket, ...] = ()
        self._scope: tuple[int, ...] = ()
        self._looked: Millis = 0
        self._turn = asyncio.Lock()

    @property
    def alerting(self) -> Alerting:
        """When clocks make themselves heard, as set now."""
        return self._alerting()

    async def crosses_at(self) -> Millis | None:
        """Return when there is something to look at again: a threshold, or a resting alert that wakes."""
        mission = self._ledger.mission
        if mission.sealed:
            return None
        if not mission.scope_tickets:
            self._follow_queue()
            return self._queue.next
        await self._follow()
        wakes = [a.snoozed_until for a in mission.alerts.values() if a.open and a.snoozed_until]
        ahead = [at for at in (self._ahead.next, *wakes) if at is not None and at > self._looked]
        overdue = self._ahead.next is not None and self._ahead.next <= self._looked
        if overdue:
            return self._looked + _DROPS
        return max(min(ahead), self._looked + _DROPS) if ahead else None

    async def cross(self) -> tuple[AlertCard, ...]:
        """Raise what was crossed; end what was answered; return the cards that are new or woke."""
        async with self._turn:
            mission, now = self._ledger.mission, to_millis(self._ledger.clock.now())
            if mission.sealed:
                return ()
            if not mission.scope_tickets:
                self._follow_queue()
                return self._queue.cross(now)
            running = await self._follow()
            raised = await self._raised(running, now)
            woke = [a.id for a in mission.alerts.values() if self._looked < a.snoozed_until <= now]
            new = [one.alert for one in raised if not _stands(mission.alerts.get(one.alert))]
            facts: list[Fact] = [*raised, *self._ended(running, raised)]
            if facts:
                await self._ledger.append(*facts)
            self._looked = now
            return await self._cards_of({*new, *woke})

    async def _raised(self, running: dict[int, Millis], now: Millis) -> list[ClocksCrossed]:
        crossed = [one for one in self._ahead.pass_by(now) if not self._told(one)]
        metrics = {ticket: clock.metric for ticket, clock in self._clocks.items()}
        groups = group(crossed, await self._sealed.clusters(), metrics)
        return [joined(fresh, self._ledger.mission, running) for fresh in groups]

    def _told(self, crossing: Crossing) -> bool:
        """Whether an alert of this threshold, or a later one, tells of the same clock already, or the plan will."""
        mission = self._ledger.mission
        if mission.candidate is None and crossing.level * 60 >= mission.rules.window_seconds:
            return True
        return any(
            alert.kind is AlertKind.SLA
            and crossing.ticket in alert.all_tickets
            and alert.level <= crossing.level
            and (len(alert.all_tickets) > 1 or alert.deadline == crossing.deadline)
            for alert in mission.alerts.values()
        )

    def _ended(
        self, running: dict[int, Millis], raised: Sequence[ClocksCrossed]
    ) -> list[AlertResolved]:
        """Return the ends of alerts none of whose clocks runs any more."""
        fresh = {one.alert for one in raised}
        return [
            AlertResolved(alert=alert.id, resolution=Resolution.BY_ITSELF)
            for alert in self._ledger.mission.alerts.values()
            if alert.open
            and alert.kind is AlertKind.SLA
            and alert.id not in fresh
            and not any(ticket in running for ticket in alert.all_tickets)
        ]

    async def _follow(self) -> dict[int, Millis]:
        """Follow the clocks as they are known now; return when each runs out."""
        if (levels := self._alerting().minutes) != self._levels:
            self._levels, self._ahead = levels, Thresholds(levels)
        mission, read = self._ledger.mission, self._last.tickets
        if read is not self._read or mission.scope_tickets != self._scope:
            self._read, self._scope = read, mission.scope_tickets
            self._clocks = nearest(as_read_last(await self._sealed.tickets(), read))
        running = deadlines(self._clocks, answered_by_us(mission))
        self._ahead.follow(running)
        return running

    async def _cards_of(self, alerts: set[Id]) -> tuple[AlertCard, ...]:
        about = await self._sealed.about(self._ledger.clock.now())
        cards = clock_cards(self._ledger.mission, about)
        return tuple(card for card in cards if alerts & {a.id for a in self._named(card.id)})

    async def snooze(self, card: Id, minutes: int, reason: SnoozeReason) -> None:
        """Let a card rest; a breach does not."""
        if not 1 <= minutes <= _LONGEST_REST:
            raise InputError(
                "It cannot rest that long",
                f"{minutes} minutes; 1 to {_LONGEST_REST} are possible.",
                "Choose a shorter time.",
            )
        named = self._named(card)
        if any(alert.level == 0 for alert in named):
            raise RuleError(
                "A breach does not rest",
                "The clock has run out already.",
                "Acknowledge it once somebody acts.",
            )
        until = to_millis(self._ledger.clock.now() + timedelta(minutes=minutes))
        await self._ledger.append(
            *(AlertSnoozed(alert=one.id, until=until, reason=reason) for one in named)
        )

    def _follow_queue(self) -> None:
        now = to_millis(self._ledger.clock.now())
        self._queue.follow(self._last.tickets, self._alerting().minutes, now)

    @property
    def queue_cards(self) -> tuple[AlertCard, ...]:
        """The cards of the whole queue, before a mission took tickets in; none from then on."""
        mission = self._ledger.mission
        return () if mission.scope_tickets or mission.sealed else self._queue.cards()

    async def acknowledge(self, card: Id) -> None:
        """Close a card: somebody has seen it and acts."""
        if self._queue.owns(card):
            self._queue.acknowledge(card)
            return
        named = self._named(card)
        await self._ledger.append(
            *(AlertResolved(alert=one.id, resolution=Resolution.ACCEPTED) for one in named)
        )

    def _named(self, card: Id) -> tuple[Alert, ...]:
        named = named_by(card, self._ledger.mission)
        if not named or named[0].kind is not AlertKind.SLA:
            raise RuleError("No such alert", "It was closed already.", "Nothing more to do.")
        return named

    async def wake(self, jump: Jump) -> tuple[AlertCard, ...]:
        """Read the truth again, write down that time jumped, then raise what was passed meanwhile."""
        await self._last.open_tickets(lambda *_: None)
        mission = self._ledger.mission
        if mission.started_at and not mission.sealed:
            kind = JumpKind.ASLEEP if jump.asleep else JumpKind.CLOCK_SET
            await self._ledger.append(ClockJumped(jump=kind, seconds=jump.seconds))
        return await self.cross()

    async def explain(self, ticket: int) -> TicketClocks:
        """Return what made each clock of a ticket, from its history as the service tells it now."""
        return await self._testimony.explain(ticket)

    async def export(self, ticket: int, path: Path) -> int:
        """Write the stories as CSV; that they left the deck is on record."""
        told = await self.explain(ticket)
        try:
            await asyncio.to_thread(path.write_text, table([told]), "utf-8-sig", newline="")
        except OSError as failed:
            raise InputError(
                "The list cannot be written",
                f"{path.name}: {failed.strerror or failed}",
                "Choose another folder or name.",
            ) from failed
        subject = f"clocks-{ticket}"
        await self._ledger.append(AuditEventRecorded(event=AuditKind.EXPORT_MADE, subject=subject))
        return sum(len(story.steps) or 1 for story in told.stories)


def _stands(alert: Alert | None) -> bool:
    return alert is not None and alert.open
