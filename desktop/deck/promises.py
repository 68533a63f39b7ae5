"""What was promised to customers: as the help desk tells it, completed by what was entered here."""

import contextlib

from msgspec.structs import replace

from desktop.base.clock import Clock
from desktop.domain.errors import InputError
from desktop.domain.sla.entered import read_levels
from desktop.domain.sla.levels import Alerting
from desktop.domain.sla.terms import Agreements
from desktop.ports import TicketService
from desktop.preferences.levels import LevelsBook

_BEFORE, _AFTER = 1, 3
"""Years around now for which public holidays are laid down."""


class Promises:
    """Asks the help desk once it is needed; what was entered is looked at each time."""

    def __init__(self, levels: LevelsBook, tickets: TicketService, clock: Clock) -> None:
        self._levels = levels
        self._tickets = tickets
        self._clock = clock

    async def agreed(self) -> Agreements:
        """Return policies and schedules; what the service does not let us read is taken from Settings.

        Raises ServiceError, and InputError for entered levels that cannot be.
        """
        told = await self._tickets.agreements()
        if told is not None and told.schedules:
            return told
        own = await self.entered()
        return own if told is None else replace(told, schedules=own.schedules)

    async def entered(self) -> Agreements:
        """Return what was entered alone."""
        year = self._clock.now().year
        return read_levels(await self._levels.read(), range(year - _BEFORE, year + _AFTER))

    def alerting(self) -> Alerting:
        """Return when clocks make themselves heard, as known last."""
        return self._levels.known.alerting

    async def begin(self) -> None:
        """Read what was entered; a broken file is said where it is mended, in Settings, and blocks no mission."""
        with contextlib.suppress(InputError):
            await self._levels.read()
