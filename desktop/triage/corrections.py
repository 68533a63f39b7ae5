"""Categories a person put right: they stand for their ticket, and are learnt from like a solved one.

Kept sealed among the profile's secrets, in every mission of this profile: the texts are the customers'.
"""

import msgspec
from msgspec import Struct

from desktop.domain.ticket import SolvedTicket, Ticket
from desktop.ports import Keys

SURE = 100
"""The confidence in what a person said, in per cent."""
_NAME = "corrections"
_MOST = 500
_LETTERS = 4_000


class Correction(Struct, frozen=True):
    """What a person said a ticket is."""

    ticket: int
    text: str
    category: str

    def about(self, text: str | None) -> bool:
        """Whether it was said of this very text: another help desk has tickets of the same numbers."""
        return text is not None and text[:_LETTERS] == self.text


class Corrections:
    """The corrections of this profile."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def all(self) -> tuple[Correction, ...]:
        """Return them, the latest last."""
        sealed = await self._keys.secret(_NAME)
        return msgspec.json.decode(sealed, type=tuple[Correction, ...]) if sealed else ()

    async def remember(self, ticket: Ticket, category: str) -> None:
        """Keep what a person said, in place of what was said of this ticket before."""
        kept = [one for one in await self.all() if one.ticket != ticket.id]
        said = Correction(ticket.id, ticket.text[:_LETTERS], category)
        await self._keys.keep(_NAME, msgspec.json.encode([*kept, said][-_MOST:]))


def taught(
    solved: tuple[SolvedTicket, ...], corrections: tuple[Correction, ...]
) -> tuple[SolvedTicket, ...]:
    """Return what is learnt from: the solved tickets, then what persons said."""
    return (*solved, *(SolvedTicket(one.ticket, one.text, one.category) for one in corrections))
