"""Looking at a mission another window works on: its chain alone is read, no service is asked, nothing is written."""

from typing import NoReturn

from desktop.base.clock import RunningClock, SystemClock
from desktop.base.paths import Folder
from desktop.bus import Bus
from desktop.connectors.carrier import Ask
from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.deck.desk import Desk, lock_mission, os_user, wire
from desktop.deck.profile import Deck
from desktop.deck.services import Services, connect
from desktop.domain.approval import Approver
from desktop.domain.errors import MissionBusyError, ServiceError
from desktop.domain.facts import Mode
from desktop.domain.values import Actor, Id, Role, Toolkit, from_millis
from desktop.ledger.reading import ReadingLedger, read_ledger
from desktop.ports import Account


class Silent:
    """Implements ``Carrier`` by carrying nothing."""

    def __init__(self, service: str) -> None:
        self._service = service

    async def base_url(self) -> NoReturn:
        """Refuse. Raises ServiceError in words."""
        raise self._refusal()

    async def carry(self, ask: Ask) -> NoReturn:
        """Refuse. Raises ServiceError in words."""
        raise self._refusal()

    async def close(self) -> None:
        """Nothing was opened."""

    def _refusal(self) -> ServiceError:
        return ServiceError(
            "Read-only",
            f"Another window works on this mission: {self._service} is not asked here.",
            "Go on there, or end it and take over here.",
        )


class Nobody:
    """Implements ``ApproverDirectory``: nobody is asked from here."""

    async def approvers(self) -> tuple[Approver, ...]:
        """Return none."""
        return ()


class Look:
    """A desk nobody works at. ``again`` follows what the other window does."""

    def __init__(self, desk: Desk, services: Services, ledger: ReadingLedger, bus: Bus) -> None:
        self.desk, self.services, self.bus = desk, services, bus
        self._ledger = ledger

    async def again(self) -> None:
        """Read what was added since; the sandbox's time is known by its facts alone."""
        if await self._ledger.look():
            _set_clock(self._ledger)


async def look_at(deck: Deck, mission: Id) -> Look:
    """Open a mission for looking at it. Raises IntegrityError, KeyLostError, StoreError."""
    bus, services = Bus(), _silence(deck)
    actor = Actor("reader", os_user(), Role.LEAD)
    ledger = await read_ledger(
        deck.database, deck.keys, services.clock, deck.ids, bus, actor, mission
    )
    _set_clock(ledger)
    desk = await wire(deck, services, ledger, Account("reader", "", ()))
    return Look(desk, services, ledger, bus)


def _silence(deck: Deck) -> Services:
    zendesk, confluence, slack = (
        Http(name, Silent(name)) for name in ("Zendesk", "Confluence", "Slack")
    )
    readers = {Toolkit.CONFLUENCE: Confluence(confluence, deck.preferences.verified_label)}
    known = {Toolkit.CONFLUENCE: confluence}
    connections = connect(zendesk, slack, known, readers, Nobody(), deck.preferences)
    # The machine's time until the record says that the mission runs on the sandbox's.
    return Services(connections, RunningClock(SystemClock().now()), (zendesk, confluence, slack))


def _set_clock(ledger: ReadingLedger) -> None:
    clock, entries = ledger.clock, ledger.entries
    if isinstance(clock, RunningClock) and ledger.mission.mode is Mode.SANDBOX and entries:
        clock.set(from_millis(entries[-1].at))


def mission_is_free(folder: Folder, mission: Id) -> bool:
    """Whether nobody works on the mission any more. Blocks for a moment."""
    try:
        lock_mission(folder, mission).release()
    except MissionBusyError:
        return False
    return True
