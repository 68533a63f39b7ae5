"""Home's work: open the mission, look at the queue."""

from datetime import timedelta

from desktop.accounts.service import Accounts
from desktop.domain.errors import ServiceError
from desktop.domain.facts import AlertRailViewed, HomeTileOpened, MissionStarted, Mode
from desktop.domain.values import StageName
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.preferences.contract import Preferences
from desktop.stages.home.contract import HomeView
from desktop.stages.home.readiness import missing
from desktop.stages.home.surge import surge
from desktop.watch.alerts import open_cards
from desktop.watch.clocks import at_risk


class Home:
    """Implements ``HomeCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        accounts: Accounts,
        preferences: Preferences,
    ) -> None:
        self._ledger = ledger
        self._connections = connections
        self._accounts = accounts
        self._preferences = preferences

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
            )
        mission, now = self._ledger.mission, self._ledger.clock.now()
        tickets = await self._connections.tickets.open_tickets(self._progress)
        window = timedelta(seconds=mission.rules.window_seconds)
        risks = at_risk(tickets, now, window)
        self._ledger.signal(HomeTileOpened(tickets=len(tickets), at_risk=len(risks)))
        self._ledger.signal(AlertRailViewed(open_alerts=len(open_cards(mission))))
        return HomeView(surge(tickets, now), len(tickets), cards, risks, mission.id, mission.stage)

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.HOME, done, total, "tickets read")
