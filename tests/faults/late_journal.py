"""A journal that is wrong on purpose: it notes what it sent only afterwards. A campaign must find it out."""

from desktop.domain.facts import EffectSent
from desktop.domain.values import Id
from desktop.ledger.journal import Journal, Send


class LateJournal(Journal):
    """Sends first, writes down later."""

    async def _send(self, effect: Id, send: Send) -> None:
        attempt = self._ledger.mission.effects[effect].attempts + 1
        receipt = await send()
        await self._ledger.append(EffectSent(effect=effect, attempt=attempt))
        await self._confirm(effect, receipt, read_back=False)
