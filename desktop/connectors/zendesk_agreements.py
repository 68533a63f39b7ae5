"""What was promised, from Zendesk: policies and schedules, which only admins may read."""

import asyncio
from collections.abc import Mapping
from typing import Any

from desktop.connectors import zendesk_wire as wire
from desktop.connectors.http import Http
from desktop.connectors.rights import allowed
from desktop.domain.errors import InputError
from desktop.domain.sla.policy import read_policies
from desktop.domain.sla.reading import parse_schedule
from desktop.domain.sla.schedule import Schedule
from desktop.domain.sla.terms import Agreements

_SCHEDULES = "/business_hours/schedules"


class ZendeskAgreements:
    """Reads them once."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._once = asyncio.Lock()
        self._read = False
        self._found: Agreements | None = None

    async def now(self) -> Agreements | None:
        """Return policies and schedules, read at the first call; None when the policies may not be read.

        A policy that cannot be read keeps its place: a ticket that may fall under it has no clock of ours, since
        any other policy might be the wrong one. Raises ServiceError; then the next call asks again.
        """
        async with self._once:
            if not self._read:
                self._found = await self._ask()
                self._read = True
            return self._found

    async def _ask(self) -> Agreements | None:
        told = await allowed(self._http.get("/slas/policies", wire.Policies))
        if told is None:
            return None
        return Agreements(read_policies(told.sla_policies), await self._schedules())

    async def _schedules(self) -> tuple[Schedule, ...]:
        """Return the schedules that can be read; none when the first, which is the default, cannot."""
        told = await allowed(self._http.get(_SCHEDULES, wire.Schedules))
        rows = told.schedules if told else []
        found = [await self._schedule(row) for row in rows]
        return tuple(one for one in found if one) if found and found[0] else ()

    async def _schedule(self, row: Mapping[str, Any]) -> Schedule | None:
        number = row.get("id")
        if not isinstance(number, int):
            return None
        told = await allowed(self._http.get(f"{_SCHEDULES}/{number}/holidays", wire.Holidays))
        whole = {name: value for name, value in row.items() if value is not None}
        try:
            return parse_schedule(whole | {"holidays": told.holidays if told else []})
        except InputError:
            return None
