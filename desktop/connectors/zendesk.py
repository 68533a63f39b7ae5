"""Zendesk, reading: what an agent may see, typed, nulls survived. Writing is in ``zendesk_writes``."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from functools import partial
from urllib.parse import quote

from desktop.base.clock import format_instant
from desktop.connectors import zendesk_values as values
from desktop.connectors import zendesk_wire as wire
from desktop.connectors.answers import unclear
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors, ahead, batches
from desktop.connectors.rights import allowed
from desktop.connectors.zendesk_agreements import ZendeskAgreements
from desktop.connectors.zendesk_history import ZendeskHistory
from desktop.connectors.zendesk_queue import ZendeskQueue
from desktop.connectors.zendesk_values import Words
from desktop.connectors.zendesk_writes import ZendeskWrites
from desktop.domain.errors import RefusedError
from desktop.domain.sla.history import History
from desktop.domain.sla.terms import Agreements
from desktop.domain.ticket import (
    BY_TAG,
    Agent,
    CategoryField,
    CategoryOption,
    Comment,
    Group,
    SolvedTicket,
    Ticket,
    Voice,
)
from desktop.ports import Account

_PAGE = 100
_VOICES = {
    "end-user": Voice.CUSTOMER,
    "agent": Voice.COLLEAGUE,
    "admin": Voice.COLLEAGUE,
}
_STAFF = f"/users?role[]=agent&role[]=admin&page[size]={_PAGE}"


class Zendesk(ZendeskWrites):
    """Implements ``desktop.ports.TicketService``; ``words`` are the tenant's own for a few things."""

    def __init__(self, http: Http, words: Words | None = None) -> None:
        super().__init__(http)
        self._words, self._queue = words or Words(), ZendeskQueue(http)
        self._history, self._agreements = ZendeskHistory(http, self.agents), ZendeskAgreements(http)
        self._field: CategoryField | None = None

    @property
    def limit_a_minute(self) -> int | None:
        """Requests per minute, from the header ``x-rate-limit``."""
        return self._http.budget.limit

    async def account(self) -> Account:
        """Return who we are. A 200 with a null id is Zendesk's way of saying "nobody"."""
        me = (await self._http.get("/users/me", wire.Me)).user
        if me.id is None:
            raise RefusedError(
                "Zendesk does not know us",
                "The token is missing or wrong: it answered as an anonymous user.",
                "Sign in to Zendesk again.",
                401,
            )
        return Account(str(me.id), me.name or "", ())

    async def open_tickets(self, progress: Callable[[int, int], None]) -> tuple[Ticket, ...]:
        """Return every ticket not solved or closed, with its clocks."""
        found: list[int] = []
        tickets: list[Ticket] = []
        read = 0
        async with aclosing(await self._shown(_noted(self._queue.open_ids(), found))) as pages:
            async for page in pages:
                tickets += [ticket for ticket in page if ticket.status in values.OPEN]
                read = min(read + _PAGE, len(found))
                progress(read, len(found))
        return tuple(tickets)

    async def tickets(self, ids: Sequence[int]) -> tuple[Ticket, ...]:
        """Return these tickets as they are now (100 to a request)."""
        async with aclosing(await self._shown(_at_once(ids))) as pages:
            return tuple([ticket async for page in pages for ticket in page])

    async def _shown(self, ids: AsyncIterable[Sequence[int]]) -> AsyncGenerator[list[Ticket], None]:
        """Return the tickets by pages, in order; a few pages are asked for at a time, the first before all are found."""
        at = await self._category_at()
        return ahead(batches(ids, _PAGE), partial(self._page, at))

    async def _page(self, at: values.CategoryAt, ids: Sequence[int]) -> list[Ticket]:
        page = await self._http.get(
            "/tickets/show_many",
            wire.ShowMany,
            ids=",".join(map(str, ids)),
            include="users,organizations,slas",
        )
        users = {user.id: user for user in page.users or ()}
        customers = {o.id: values.organisation(o, self._words) for o in page.organizations or ()}
        if not {one.id for one in page.tickets} <= set(ids):
            raise unclear(self._http.service, "it showed other tickets than we asked for")
        return [values.ticket(one, users, customers, at) for one in page.tickets]

    async def _category_at(self) -> values.CategoryAt:
        if self._words.category_tag:
            return values.CategoryAt(None, self._words.category_tag)
        if self._field is None:
            await self.category_field()
        return values.CategoryAt(self._field.id if self._field else None)

    async def arrived(self, start: datetime, end: datetime) -> int:
        """Return how many tickets were created in the span, by the search index's own count."""
        span = f"created>={format_instant(start)} created<{format_instant(end)}"
        read = await self._http.get("/search/count", wire.SearchCount, query=f"type:ticket {span}")
        return read.count

    async def solved_tickets(self) -> tuple[SolvedTicket, ...]:
        """Return past tickets that carry a category."""
        at = await self._category_at()
        pages = self._queue.search("type:ticket status>=solved", wire.Past)
        found = {past.id: past async for page in pages for past in page}
        read = [(past, values.category(past, at)) for past in found.values()]
        if at.tag:
            used = [category for _, category in read if category]
            self._field = CategoryField(BY_TAG, values.tag_options(used, at.tag))
        return tuple(
            SolvedTicket(past.id, f"{past.subject or ''}\n{past.description or ''}", category)
            for past, category in read
            if category
        )

    async def category_field(self) -> CategoryField | None:
        """Return the tagger field with the category's title; by tag, the categories that solved tickets bear."""
        if self._words.category_tag:
            if self._field is None:
                await self.solved_tickets()
            return self._field
        fields = (await self._http.get("/ticket_fields", wire.TicketFields)).ticket_fields
        title = self._words.category_title.casefold()
        for one in fields:
            if one.type == "tagger" and (one.title or "").casefold() == title:
                options = one.custom_field_options or []
                chosen = tuple(
                    CategoryOption(o.value, o.name or o.value) for o in options if o.value
                )
                self._field = CategoryField(one.id, chosen)
        return self._field

    async def groups(self) -> tuple[Group, ...]:
        """Return the groups by name; none when this account may not list them."""
        read = await allowed(self._http.get("/groups", wire.Groups))
        rows = read.groups if read else ()
        return tuple(Group(one.id, one.name or str(one.id)) for one in rows)

    async def agents(self) -> tuple[Agent, ...]:
        """Return agents and admins by name; none when this account may not list users."""
        cursors, cursor = Cursors(self._http.service), ""
        found: list[Agent] = []
        while True:
            after = f"&page[after]={quote(cursor)}" if cursor else ""
            page = await allowed(self._http.get(_STAFF + after, wire.Users))
            if page is None:
                return ()
            found += [Agent(user.id, user.name) for user in page.users if user.id and user.name]
            cursor = cursors.next(page.after)
            if not cursor:
                return tuple(found)

    async def triggers(self) -> tuple[str, ...] | None:
        """Return active triggers' titles; None when this account may not read them."""
        read = await allowed(self._http.get("/triggers/active", wire.Triggers))
        if read is None:
            return None
        return tuple(t.title for t in read.triggers if t.title and t.active)

    async def spoke_since(self, ticket: int, since: datetime) -> frozenset[Voice]:
        """Return who wrote publicly after ``since``; an author whose role is not told is nobody.

        Zendesk tells whole seconds: what was written in the very second of ``since`` counts, since nobody can say
        that it was read already.
        """
        since = since.replace(microsecond=0)
        page = await self._http.get(
            f"/tickets/{ticket}/comments", wire.Comments, include="users", sort="-created_at"
        )
        voices = {user.id: _VOICES.get(user.role or "") for user in page.users or ()}
        spoke = {
            voices.get(c.author_id)
            for c in page.comments
            if c.public and values.instant(c.created_at) >= since
        }
        return frozenset(voice for voice in spoke if voice)

    async def conversation(self, ticket: int) -> tuple[Comment, ...]:
        """Return every comment, oldest first, with its author's name."""
        cursors, cursor = Cursors(self._http.service), ""
        found: list[Comment] = []
        while True:
            params: dict[str, str | int] = {"page[size]": _PAGE, "include": "users"}
            params |= {"page[after]": cursor} if cursor else {}
            page = await self._http.get(f"/tickets/{ticket}/comments", wire.Comments, **params)
            names = {user.id: user.name or "" for user in page.users or ()}
            found += [values.comment(one, names) for one in page.comments]
            cursor = cursors.next(page.after)
            if not cursor:
                return tuple(sorted(found, key=lambda one: one.at))

    async def history(self, ticket: int) -> History | None:
        """Return what happened to a ticket, asked afresh; None when this account may not read it."""
        return await allowed(self._history.of(ticket))

    async def agreements(self) -> Agreements | None:
        """Return policies and schedules, read once; None when this account may not read the policies."""
        return await self._agreements.now()


async def _at_once(ids: Sequence[int]) -> AsyncGenerator[Sequence[int], None]:
    yield ids


async def _noted(
    pages: AsyncIterable[list[int]], found: list[int]
) -> AsyncGenerator[list[int], None]:
    """Yield the ids, each page noted as soon as it is found."""
    async for ids in pages:
        found += ids
        yield ids
