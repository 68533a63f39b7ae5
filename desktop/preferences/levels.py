"""The service levels a lead entered: read, checked, kept as JSON in the profile's folder, shown as what they mean."""

import asyncio
from pathlib import Path

import msgspec

from desktop.base.clock import Clock, SystemClock
from desktop.base.whole import write_whole
from desktop.domain.errors import FieldError, InputError, StoreError
from desktop.domain.sla import public_holidays
from desktop.domain.sla.entered import problems
from desktop.domain.sla.levels import ServiceLevels
from desktop.preferences.contract import Preview
from desktop.preferences.preview import look_ahead


class LevelsBook:
    """Implements ``LevelsCommands`` on one file.

    Args:
        path: Where they lie; need not be there.
        clock: Tells which day is today.
    """

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._path, self._clock = path, clock or SystemClock()
        self._one_at_a_time = asyncio.Lock()
        self.known = ServiceLevels()
        """As read or kept last; the defaults before that."""

    async def read(self) -> ServiceLevels:
        """Return what was entered, the defaults when nothing was. Raises InputError for a broken file."""
        self.known = await asyncio.to_thread(load_levels, self._path)
        return self.known

    async def save(self, levels: ServiceLevels) -> tuple[FieldError, ...]:
        """Keep them when nothing is wrong; return what is. Raises StoreError when the disk fails."""
        wrong = await asyncio.to_thread(problems, levels)
        if not wrong:
            async with self._one_at_a_time:
                await asyncio.to_thread(save_levels, self._path, levels)
                self.known = levels
        return wrong

    async def preview(self, levels: ServiceLevels) -> Preview:
        """Return what they mean from today on, kept or not."""
        return await asyncio.to_thread(look_ahead, levels, self._clock.now())

    async def countries(self) -> tuple[public_holidays.Choice, ...]:
        """Return the countries whose public holidays are known, as (code, name)."""
        return await asyncio.to_thread(public_holidays.countries)

    async def subdivisions(self, country: str) -> tuple[public_holidays.Choice, ...]:
        """Return a country's parts with holidays of their own, as (code, name). Raises FieldError."""
        return await asyncio.to_thread(public_holidays.subdivisions, country)


def load_levels(path: Path) -> ServiceLevels:
    """Return what the file says; the defaults when there is none. Raises InputError and leaves the file alone."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ServiceLevels)
    except FileNotFoundError:
        return ServiceLevels()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise InputError(
            "The service levels cannot be read",
            f"{path.name}: {wrong}",
            "Correct the file, or save service levels anew: what it says now is kept beside it.",
        ) from wrong


def save_levels(path: Path, levels: ServiceLevels) -> None:
    """Write the file whole or not at all; one that could not be read is kept beside it. Raises StoreError."""
    content = msgspec.json.format(msgspec.json.encode(levels), indent=2)
    try:
        _keep_broken(path)
        write_whole(path, content)
    except OSError as failed:
        raise StoreError(
            "The service levels were not saved",
            f"{path.name}: {failed.strerror or failed}",
            "Make room or correct the folder's rights, then save again. What was kept before still holds.",
        ) from failed


def _keep_broken(path: Path) -> None:
    try:
        load_levels(path)
    except InputError:
        # The first broken file is the one somebody wrote by hand; none is ever written over.
        names = (path.with_suffix(f".broken{number or ''}.json") for number in range(10**6))
        path.replace(next(name for name in names if not name.exists()))
