"""Increments: tickets that came after the lock join the running plan, with drafts and effects of their own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import Fact, IncrementAdded
from desktop.domain.ticket import Snapshot, Status, Ticket
from desktop.ledger.ledger import Ledger
from desktop.ports import TicketService, Work
from desktop.stages.plan.contents import Contents, new_sla_alerts
from desktop.stages.plan.outlook import Outlook
from desktop.stages.plan.situation import Seen, Whole
from desktop.triage.clusters import same_incident
from desktop.watch.clocks import at_risk

_OVER = (Status.SOLVED, Status.CLOSED)


class Increments:
    """Adds to a running plan; what it adds does nothing before its own yes."""

    def __init__(
        self,
        ledger: Ledger,
        tickets: TicketService,
        work: Work,
        outlook: Outlook,
        contents: Contents,
    ) -> None:
        self._ledger = ledger
        self._tickets = tickets
        self._work = work
        self._outlook = outlook
        self._contents = contents

    async def add(self, wanted: Sequence[int]) -> int:
        """Read these tickets afresh and plan for them; return how many joined.

        Raises InputError when none of them is open and new to the mission, RuleError when the plan does not run
        or an increment waits already.
        """
        mission = self._ledger.mission
        mission.require_room()
        known = set(mission.scope_tickets)
        at = self._ledger.clock.now()
        read = await self._tickets.tickets([one for one in wanted if one not in known])
        fresh = tuple(ticket for ticket in read if ticket.status not in _OVER)
        if not fresh:
            raise InputError(
                "Nothing to add", "These tickets are solved, or in the plan.", "Look again."
            )
        facts = await self._facts(fresh, at, len(mission.increments) + 1)
        await self._ledger.append(*facts)
        return len(fresh)

    async def _facts(self, fresh: tuple[Ticket, ...], at: datetime, number: int) -> list[Fact]:
        mission = self._ledger.mission
        snapshot = await self._with(fresh, at)
        clusters = await self._work.run(same_incident, fresh)
        window = timedelta(seconds=mission.rules.window_seconds)
        risks = at_risk(fresh, self._ledger.clock.now(), window)
        seen = Seen(fresh, snapshot, clusters, frozenset(row.ticket for row in risks))
        candidate = self._outlook.for_these(seen)
        _, planned = await self._contents.make(
            candidate,
            seen,
            {},
            route=mission.route,
            first=len(mission.effects) + 1,
            increment=number,
        )
        added = IncrementAdded(
            number=number,
            tickets=tuple(ticket.id for ticket in fresh),
            snapshot=self._ledger.keep_value(snapshot),
            preview=self._ledger.keep_value(await self._preview(seen)),
        )
        return [added, *new_sla_alerts(self._ledger, fresh), *planned]

    async def _with(self, fresh: Sequence[Ticket], at: datetime) -> Snapshot:
        """Return the mission's snapshot with these tickets as read now; the others stay as planned."""
        seen = await self._outlook.seen()
        ids = {ticket.id for ticket in fresh}
        others = tuple(ticket for ticket in seen.snapshot.tickets if ticket.id not in ids)
        later = (*seen.snapshot.later, *((one, at) for one in sorted(ids)))
        return replace(seen.snapshot, tickets=(*others, *fresh), later=later)

    async def _preview(self, seen: Seen) -> Whole:
        digest = self._ledger.mission.preview
        if digest is None:
            raise RuleError("The queue was not read", "Plan needs it.", "Go back to Prepare.")
        before = await self._ledger.read_value(digest, Whole)
        return replace(
            before,
            tickets=(*before.tickets, *(ticket.id for ticket in seen.tickets)),
            clusters=(*before.clusters, *seen.clusters),
            at_risk=(*before.at_risk, *sorted(seen.at_risk)),
        )
