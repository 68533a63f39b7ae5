"""Intents kept for next time: the last ones used and those saved by name, sealed under the profile's key."""

import msgspec

from desktop.domain.errors import InputError
from desktop.ports import Keys
from desktop.stages.define.contract import SavedIntent

RECENT = 5
"""So many of the last used are offered."""
_MOST = 50
_LONGEST = 500
_NAME = "intents"
"""Under which name they lie among the profile's secrets: what a lead types may name customers."""


class SavedIntents:
    """The profile's intents. Every change is written at once."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def all(self) -> tuple[SavedIntent, ...]:
        """Return those with a name in their order, then the last used, the latest first."""
        kept = await self._read()
        return (*(one for one in kept if one.name), *(one for one in kept if not one.name))

    async def used(self, intent: str) -> None:
        """Note an intent as used last; the sixth is forgotten."""
        said = _tidy(intent)
        kept = await self._read()
        recent = [one for one in kept if not one.name and one.intent != said]
        named = [one for one in kept if one.name]
        if said:
            await self._write([*named, *[SavedIntent("", said), *recent][:RECENT]])

    async def save(self, name: str, intent: str) -> None:
        """Keep an intent by name, in place of one of that name. Raises InputError when either is empty."""
        title, said = _tidy(name)[:80], _tidy(intent)
        if not title or not said:
            raise InputError(
                "Nothing to save", "An intent needs words and a name.", "Type both, then save."
            )
        kept = [one for one in await self._read() if one.name != title]
        if len(kept) >= _MOST:
            raise InputError(
                "Too many saved intents", f"There are {_MOST}.", "Remove one, then save."
            )
        await self._write([*kept, SavedIntent(title, said)])

    async def forget(self, one: SavedIntent) -> None:
        """Remove an intent; removing one that is gone is fine."""
        await self._write([kept for kept in await self._read() if kept != one])

    async def _read(self) -> list[SavedIntent]:
        sealed = await self._keys.secret(_NAME)
        return msgspec.json.decode(sealed, type=list[SavedIntent]) if sealed else []

    async def _write(self, intents: list[SavedIntent]) -> None:
        await self._keys.keep(_NAME, msgspec.json.encode(intents))


def _tidy(words: str) -> str:
    return " ".join(words.split())[:_LONGEST]
