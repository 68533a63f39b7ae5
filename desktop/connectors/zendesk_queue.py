"""Which tickets are open: the search index, and what changed too lately for it to know.

The index lags a few minutes behind (``facts``: a new ticket is not found at once), the list by update time does not.
So the list is read from the newest change back to before the last reading, and further back than the index ever lags.
An admin may export changes a thousand at a time; that pays only where very much has changed, and is asked for once.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime, timedelta

from desktop.connectors import zendesk_wire as wire
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.connectors.zendesk_values import OPEN, instant, status
from desktop.domain.errors import RefusedError

_FOUND_PAGE, _LIST_PAGE = 1000, 100
_LAG = timedelta(minutes=15)
_MANY_PAGES = 5


class ZendeskQueue:
    """Finds the open tickets. Keeps only how far the last reading came."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._seen: datetime | None = None
        self._may_export = True

    async def open_ids(self) -> AsyncGenerator[list[int], None]:
        """Yield the ids of every ticket not solved or closed as they are found, none twice."""
        listing = asyncio.ensure_future(self._recent())
        known: set[int] = set()
        try:
            async for page in self.search("type:ticket status<solved", wire.Found):
                # What the list tells is newer: it takes out what was solved meanwhile, and adds what just came.
                recent = await listing
                found = dict.fromkeys(one.id for one in page if recent.get(one.id, True))
                yield [number for number in found if number not in known]
                known.update(found)
            came = (number for number, is_open in (await listing).items() if is_open)
            yield [number for number in came if number not in known]
        finally:
            listing.cancel()
            await asyncio.gather(listing, return_exceptions=True)

    async def search(self, query: str, kind: type[wire.F]) -> AsyncGenerator[list[wire.F], None]:
        """Yield what the index finds by pages, as much of each ticket as ``kind`` reads."""
        asked: dict[str, str | int] = {"query": query, "filter[type]": "ticket"}
        async for page in self._pages("/search/export", wire.search_page(kind), asked, _FOUND_PAGE):
            yield page.results

    async def _recent(self) -> dict[int, bool]:
        """Return whether each ticket that changed lately is open."""
        changed: dict[int, bool] = {}
        newest: datetime | None = None
        floor: datetime | None = None
        pages = 0
        asked: dict[str, str | int] = {"sort": "-updated_at"}
        async for page in self._pages("/tickets", wire.Listed, asked, _LIST_PAGE):
            changed |= _open_or_not(page.tickets)
            stamps = [instant(ticket.updated_at) for ticket in page.tickets]
            if newest is None and stamps:
                newest = stamps[0]
                floor = min(self._seen or newest, newest - _LAG)
            pages += 1
            if floor is None or not stamps or stamps[-1] < floor:
                break
            if pages == _MANY_PAGES and self._seen and (more := await self._export(floor)):
                changed = more | changed
                break
        self._seen = newest or self._seen
        return changed

    async def _export(self, since: datetime) -> dict[int, bool] | None:
        """Return what changed since, as only an admin may read it; None when this account may not."""
        if not self._may_export:
            return None
        changed: dict[int, bool] = {}
        asked: dict[str, str | int] = {"start_time": int(since.timestamp()), "per_page": 1000}
        cursors = Cursors(self._http.service)
        try:
            while True:
                page = await self._http.get("/incremental/tickets/cursor", wire.Exported, **asked)
                changed |= _open_or_not(page.tickets)
                cursor = cursors.next(page.after_cursor)
                if page.end_of_stream or not cursor:
                    return changed
                asked = {"cursor": cursor, "per_page": 1000}
        except RefusedError as refused:
            if refused.status not in (403, 404):
                raise
            self._may_export = False
            return None

    async def _pages(
        self, path: str, kind: type[wire.P], asked: dict[str, str | int], size: int
    ) -> AsyncIterator[wire.P]:
        cursors, cursor = Cursors(self._http.service), ""
        while True:
            after = {"page[after]": cursor} if cursor else {}
            page = await self._http.get(path, kind, **{**asked, "page[size]": size, **after})
            yield page
            cursor = cursors.next(page.after)
            if not cursor:
                return


def _open_or_not(tickets: list[wire.Brief]) -> dict[int, bool]:
    return {one.id: status(one) in OPEN for one in tickets}
