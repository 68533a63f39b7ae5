"""Home's work: open the mission, look at the queue."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.accounts.service import Accounts
from desktop.base.paths import Folder
from desktop.domain.errors import RefusedError, ServiceError
from desktop.domain.facts import AlertRailViewed, HomeTileOpened, MissionStarted, Mode
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id, Readiness, StageName
from desktop.ledger.history import History
from desktop.ledger.ledger import Ledger
from desktop.preferences.contract import Preferences
from desktop.stages.home.arrivals import HOUR, WINDOWS, ArrivalBook, Arrivals, Count
from desktop.stages.home.contract import HomeView, PastMission
from desktop.stages.home.past import past_mission
from desktop.stages.home.readiness import missing
from desktop.stages.home.surge import pressing_vips, surge
from desktop.watch.cards import open_cards
from desktop.watch.clocks import at_risk
from desktop.watch.reading import LastRead


class Home:
    """Implements ``HomeCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        last: LastRead,
        accounts: Accounts,
        preferences: Preferences,
        history: History,
        folder: Folder,
        count: Count,
    ) -> None:
        self._ledger = ledger
        self._last = last
        self._accounts = accounts
        self._preferences = preferences
        self._history = history
        self._folder = folder
        self._book = ArrivalBook(count)

    async def start(self, mode: Mode) -> None:
        """Open the mission with the settings of now. Starting twice changes nothing."""
        if self._ledger.mission.started_at:
            return
        chosen = self._preferences
        await self._ledger.append(
            MissionStarted(
                mode=mode,
                batch_size=chosen.batch_size,
                threshold=chosen.threshold,
                undo_seconds=chosen.undo_minutes * 60,
                margin_seconds=chosen.margin_minutes * 60,
                window_seconds=chosen.window_minutes * 60,
            )
        )

    async def look(self) -> HomeView:
        """Ask the services and read the queue. Raises ServiceError when a required one is away."""
        cards = await self._accounts.cards()
        away = missing(cards)
        if away:
            raise ServiceError(
                f"{away[0].title} is not ready",
                away[0].reason,
                away[0].fix or "Connect it in Prepare. The mission waits.",
                401 if away[0].readiness is Readiness.NEEDS_AUTH else 0,
            )
        mission, now = self._ledger.mission, self._ledger.clock.now()
        tickets = await self._last.open_tickets(self._progress)
        risks = at_risk(tickets, now, self._window())
        arrivals = await self._arrivals(tickets, now)
        self._ledger.signal(HomeTileOpened(tickets=len(tickets), at_risk=len(risks)))
        self._ledger.signal(AlertRailViewed(open_alerts=len(open_cards(mission))))
        return HomeView(
            surge=surge(tickets, arrivals, now),
            open_tickets=len(tickets),
            cards=cards,
            risks=risks,
            mission=mission.id,
            stage=mission.stage,
            vips=pressing_vips(tickets, risks, now),
        )

    async def _arrivals(self, tickets: Sequence[Ticket], now: datetime) -> Arrivals:
        """Ask the help desk's counts; an account that may not search knows its open tickets only."""
        try:
            return await self._book.read(now)
        except RefusedError:
            ages = [now - ticket.created_at for ticket in tickets]
            return Arrivals(tuple(sum(age < w * HOUR for age in ages) for w in WINDOWS), ())

    def _window(self) -> timedelta:
        """The mission's own, once it is started; until then that of the settings."""
        mission = self._ledger.mission
        if mission.started_at:
            return timedelta(seconds=mission.rules.window_seconds)
        return timedelta(minutes=self._preferences.window_minutes)

    async def past(self) -> tuple[PastMission, ...]:
        """Return every mission that was started, this one among them."""
        unsolved = {ticket.id for ticket in self._last.tickets}
        return tuple(
            [
                await past_mission(one, await self._bundle(one.mission.id), self._history, unsolved)
                for one in await self._history.missions()
            ]
        )

    async def _bundle(self, mission: Id) -> str:
        path = self._folder.bundle(mission)
        return str(path) if await asyncio.to_thread(path.is_file) else ""

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.HOME, done, total, "tickets read")
