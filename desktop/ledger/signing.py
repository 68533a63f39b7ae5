"""Signing heads as a mission goes: after an append, and on opening for what was missed.

A keyring that refuses stops no mission: it is logged, and tried again with the next append.
"""

import asyncio

from desktop.base.log import get_log
from desktop.domain.errors import TriageError
from desktop.domain.values import Count, Millis, to_millis
from desktop.ledger.heads import due, may_be_due, problems_of_heads, sign_head
from desktop.ledger.ledger import Ledger
from desktop.ports import Keys, LedgerStore

_PATIENCE = 5.0
"""Seconds a keyring may take: it may be asking the person, and the mission goes on meanwhile."""


class HeadSigner:
    """The witness of one ledger."""

    def __init__(self, store: LedgerStore, keys: Keys) -> None:
        self._store = store
        self._keys = keys
        self._signed: dict[str, Count] = {}
        self._last: Millis | None = None
        self._known = False
        self._looked = 0
        """Lines that were looked at: what was due among them is signed."""
        self._turn = asyncio.Lock()

    async def __call__(self, ledger: Ledger) -> None:
        """Sign what is due. Raises nothing of the keyring's, the database's or the ledger's."""
        async with self._turn:
            try:
                async with asyncio.timeout(_PATIENCE):
                    if self._known or await self._read(ledger):
                        await self._sign(ledger)
            except (TriageError, OSError, TimeoutError) as failed:
                get_log("ledger").warning(
                    "head not signed", mission=ledger.mission.id, error=type(failed).__name__
                )

    async def _read(self, ledger: Ledger) -> bool:
        """Read the heads that are there; a chain that contradicts them gets no further signature."""
        heads = await self._store.heads(ledger.mission.id)
        against = problems_of_heads(ledger.rows, heads) if heads else []
        if against:
            get_log("ledger").warning(
                "signed heads do not hold", mission=ledger.mission.id, places=len(against)
            )
            return False
        self._signed = {head.chain: head.seq for head in heads}
        self._last = max((head.at for head in heads), default=None)
        self._known = True
        return True

    async def _sign(self, ledger: Ledger) -> None:
        now, entries = to_millis(ledger.clock.now()), ledger.entries
        last = entries[0].at if self._last is None and entries else self._last or 0
        if not may_be_due(entries[self._looked :], last, now):
            self._looked = len(entries)
            return
        for entry, why in due(entries, self._signed, self._last, now):
            head = await sign_head(self._keys, ledger.mission.id, entry, now, why)
            await self._store.keep_head(head)
            self._signed[entry.chain], self._last = entry.seq, now
        self._looked = len(entries)
