"""Whether somebody could read the window: locking and unlocking it go on record, as opening a text does."""

from desktop.domain.facts import AuditEventRecorded, AuditKind
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger


class Presence:
    """Implements ``PresenceCommands``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def locked(self, *, idle: bool) -> None:
        """Put on record that the window was covered."""
        await self._note(AuditKind.WINDOW_LOCKED, "idle" if idle else "asked-for")

    async def unlocked(self, *, proved: bool) -> None:
        """Put on record that it can be read again."""
        await self._note(AuditKind.WINDOW_UNLOCKED, "passphrase" if proved else "login")

    async def _note(self, event: AuditKind, how: Id) -> None:
        # A mission nobody started has no record yet, and nothing of a customer on the screen.
        if self._ledger.mission.started_at:
            await self._ledger.append(AuditEventRecorded(event=event, subject=how))
