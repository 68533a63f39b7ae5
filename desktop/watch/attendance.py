"""What the window asks of the record when it is covered."""

from typing import Protocol


class PresenceCommands(Protocol):
    """What is put on record of the window being covered and opened again."""

    async def locked(self, *, idle: bool) -> None:
        """Nobody can read it from now on: ``idle`` when nobody touched it, otherwise somebody asked for it."""
        ...

    async def unlocked(self, *, proved: bool) -> None:
        """It can be read again: ``proved`` by the passphrase, otherwise on the word of the computer's login."""
        ...
