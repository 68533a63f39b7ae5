"""What is due now: held replies, then what has no answer yet, then what is still to be taken back."""

from collections.abc import Awaitable, Callable

from desktop.domain.effect import Effect, EffectState
from desktop.domain.errors import TriageError
from desktop.domain.ticket import Snapshot
from desktop.domain.values import to_millis
from desktop.ledger.ledger import Ledger
from desktop.stages.execute.runner import Runner, Stop
from desktop.stages.execute.taking_back import TakingBack
from desktop.stages.execute.timekeeping import is_due, turn_of


class Releasing:
    """Goes through it once; ``snapshot`` reads the queue the mission was planned on."""

    def __init__(
        self,
        ledger: Ledger,
        runner: Runner,
        taking_back: TakingBack,
        snapshot: Callable[[], Awaitable[Snapshot]],
    ) -> None:
        self._ledger = ledger
        self._runner = runner
        self._taking_back = taking_back
        self._snapshot = snapshot

    async def due(self, stop: Stop) -> None:
        """Send and take back. The service that takes no reply may be another one than undo needs: both are tried.

        Raises the first failure.
        """
        failed: list[TriageError] = []
        due = self._due()
        for work in (self._send, self._take_back):
            try:
                await work(due, stop)
            except TriageError as error:
                failed.append(error)
        if failed:
            raise failed[0]

    def _due(self) -> list[Effect]:
        now = to_millis(self._ledger.clock.now())
        return [effect for effect in self._ledger.mission.effects.values() if is_due(effect, now)]

    async def _send(self, due: list[Effect], stop: Stop) -> None:
        await self._runner.read_back()
        now, snapshot = to_millis(self._ledger.clock.now()), await self._snapshot()
        deadlines = {str(t.id): to_millis(t.deadline) for t in snapshot.tickets if t.deadline}
        due.sort(key=lambda effect: turn_of(effect, deadlines.get(effect.target, 0), now))
        await self._runner.perform(due, snapshot, "replies sent", stop)

    async def _take_back(self, due: list[Effect], stop: Stop) -> None:
        """A reply that comes due meanwhile goes first: it ends the pass."""
        tried = {effect.id for effect in due}

        def fresh() -> bool:
            held = EffectState.HELD
            return any(one.state is held and one.id not in tried for one in self._due())

        await self._taking_back.owed(lambda: stop() or fresh())
