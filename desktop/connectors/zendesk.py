"""Zendesk, reading: what an agent may see, typed, nulls survived. Writing is in ``zendesk_writes``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import quote

from desktop.base.clock import format_instant, parse_instant
from desktop.connectors import zendesk_wire as wire
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.connectors.zendesk_writes import ZendeskWrites
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import (
    Agent,
    CategoryField,
    CategoryOption,
    Comment,
    Group,
    Organisation,
    Priority,
    Requester,
    SlaDeadline,
    SolvedTicket,
    Status,
    Ticket,
)
from desktop.ports import Account

_PAGE = 100
_STAFF = f"/users?role[]=agent&role[]=admin&page[size]={_PAGE}"
_EPOCH = "1970-01-01T00:00:00Z"


class Zendesk(ZendeskWrites):
    """Implements ``desktop.ports.TicketService``."""

    def __init__(self, http: Http) -> None:
        super().__init__(http)
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
        found = await self._search("type:ticket status<solved")
        ids = [ticket.id for ticket in found]
        tickets: list[Ticket] = []
        for start in range(0, len(ids), _PAGE):
            read = await self.tickets(ids[start : start + _PAGE])
            # The index lags: what it calls open may have been solved a minute ago.
            tickets += [one for one in read if one.status not in (Status.SOLVED, Status.CLOSED)]
            progress(min(start + _PAGE, len(ids)), len(ids))
        return tuple(tickets)

    async def tickets(self, ids: Sequence[int]) -> tuple[Ticket, ...]:
        """Return these tickets as they are now (100 to a request)."""
        if self._field is None:
            await self.category_field()
        read: list[Ticket] = []
        for start in range(0, len(ids), _PAGE):
            page = await self._http.get(
                "/tickets/show_many",
                wire.ShowMany,
                ids=",".join(str(i) for i in ids[start : start + _PAGE]),
                include="users,organizations,slas",
            )
            users = {user.id: user for user in page.users}
            organisations = {o.id: _organisation(o) for o in page.organizations}
            read += [self._ticket(ticket, users, organisations) for ticket in page.tickets]
        return tuple(read)

    async def arrived(self, start: datetime, end: datetime) -> int:
        """Return how many tickets were created in the span, by the search index's own count."""
        span = f"created>={format_instant(start)} created<{format_instant(end)}"
        read = await self._http.get("/search/count", wire.SearchCount, query=f"type:ticket {span}")
        return read.count

    async def solved_tickets(self) -> tuple[SolvedTicket, ...]:
        """Return past tickets that carry a category."""
        if self._field is None:
            await self.category_field()
        found = await self._search("type:ticket status>=solved")
        read = [(t, self._category(t)) for t in found]
        return tuple(
            SolvedTicket(t.id, f"{t.subject or ''}\n{t.description or ''}", category)
            for t, category in read
            if category
        )

    async def _search(self, query: str) -> list[wire.Ticket]:
        found: dict[int, wire.Ticket] = {}
        cursors, cursor = Cursors(self._http.service), ""
        while True:
            params: dict[str, str | int] = {"query": query, "page[size]": _PAGE}
            params |= {"filter[type]": "ticket"} | ({"page[after]": cursor} if cursor else {})
            page = await self._http.get("/search/export", wire.SearchPage, **params)
            found |= {ticket.id: ticket for ticket in page.results}
            cursor = cursors.next(page.meta.after_cursor)
            if not page.meta.has_more or not cursor:
                return list(found.values())

    async def category_field(self) -> CategoryField | None:
        """Return the tagger field titled "Category"."""
        fields = (await self._http.get("/ticket_fields", wire.TicketFields)).ticket_fields
        for one in fields:
            if one.type == "tagger" and (one.title or "").casefold() == "category":
                options = one.custom_field_options or []
                chosen = tuple(CategoryOption(o.value, o.name) for o in options)
                self._field = CategoryField(one.id, chosen)
        return self._field

    async def groups(self) -> tuple[Group, ...]:
        """Return the groups by name; none when this account may not list them."""
        try:
            read = await self._http.get("/groups", wire.Groups)
        except RefusedError as refused:
            if refused.status in (403, 404):
                return ()
            raise
        return tuple(Group(one.id, one.name or str(one.id)) for one in read.groups)

    async def agents(self) -> tuple[Agent, ...]:
        """Return agents and admins by name; none when this account may not list users."""
        cursors, cursor = Cursors(self._http.service), ""
        found: list[Agent] = []
        while True:
            after = f"&page[after]={quote(cursor)}" if cursor else ""
            try:
                page = await self._http.get(_STAFF + after, wire.Users)
            except RefusedError as refused:
                if refused.status in (403, 404):
                    return ()
                raise
            found += [Agent(user.id, user.name) for user in page.users if user.id and user.name]
            cursor = cursors.next(page.meta.after_cursor)
            if not page.meta.has_more or not cursor:
                return tuple(found)

    async def triggers(self) -> tuple[str, ...] | None:
        """Return active triggers' titles; None when this account may not read them."""
        try:
            read = await self._http.get("/triggers/active", wire.Triggers)
        except RefusedError as refused:
            if refused.status in (403, 404):
                return None
            raise
        return tuple(t.title for t in read.triggers if t.title and t.active)

    async def customer_wrote_since(self, ticket: int, since: datetime) -> bool:
        """Return whether an end user wrote publicly after ``since``."""
        page = await self._http.get(
            f"/tickets/{ticket}/comments", wire.Comments, include="users", sort="-created_at"
        )
        customers = {u.id for u in page.users if u.role == "end-user"}
        return any(
            c.public and c.author_id in customers and parse_instant(c.created_at or _EPOCH) > since
            for c in page.comments
        )

    async def conversation(self, ticket: int) -> tuple[Comment, ...]:
        """Return every comment, oldest first, with its author's name."""
        cursors, cursor = Cursors(self._http.service), ""
        found: list[Comment] = []
        while True:
            params: dict[str, str | int] = {"page[size]": _PAGE, "include": "users"}
            params |= {"page[after]": cursor} if cursor else {}
            page = await self._http.get(f"/tickets/{ticket}/comments", wire.Comments, **params)
            names = {user.id: user.name or "" for user in page.users}
            found += [_comment(one, names) for one in page.comments]
            cursor = cursors.next(page.meta.after_cursor)
            if not page.meta.has_more or not cursor:
                return tuple(sorted(found, key=lambda one: one.at))

    def _category(self, ticket: wire.Ticket) -> str | None:
        mine = self._field.id if self._field else None
        for one in ticket.custom_fields or []:
            if one.id == mine and isinstance(one.value, str):
                return one.value
        return None

    def _ticket(
        self,
        ticket: wire.Ticket,
        users: dict[int | None, wire.User],
        organisations: dict[int, Organisation],
    ) -> Ticket:
        user = users.get(ticket.requester_id) or wire.User()
        metrics = (ticket.slas.policy_metrics if ticket.slas else None) or []
        return Ticket(
            id=ticket.id,
            subject=ticket.subject or "",
            description=ticket.description or "",
            status=_status(ticket.status),
            priority=_priority(ticket.priority),
            created_at=parse_instant(ticket.created_at or _EPOCH),
            stamp=ticket.updated_at or "",
            requester=Requester(user.id or 0, user.name or "", user.email or ""),
            organisation=organisations.get(ticket.organization_id or 0),
            tags=tuple(ticket.tags or ()),
            assignee_id=ticket.assignee_id,
            category=self._category(ticket),
            clocks=tuple(_clock(metric) for metric in metrics),
            channel=((ticket.via.channel if ticket.via else None) or "").casefold(),
            group_id=ticket.group_id,
        )


def _status(said: str | None) -> Status:
    """A status we do not know is open to be safe; a deleted ticket can no longer be worked on."""
    if said == "deleted":
        return Status.CLOSED
    return next((status for status in Status if status == said), Status.OPEN)


def _priority(said: str | None) -> Priority | None:
    return next((priority for priority in Priority if priority == said), None)


def _clock(metric: wire.PolicyMetric) -> SlaDeadline:
    breach = parse_instant(metric.breach_at) if metric.breach_at else None
    return SlaDeadline(metric.metric or "", metric.stage or "", breach)


def _comment(one: wire.Comment, names: dict[int | None, str]) -> Comment:
    return Comment(
        author=names.get(one.author_id, ""),
        at=parse_instant(one.created_at or _EPOCH),
        public=bool(one.public),
        text=one.plain_body or one.body or "",
        html=one.html_body or "",
    )


def _organisation(one: wire.Organization) -> Organisation:
    tagged = "vip" in [tag.casefold() for tag in one.tags or []]
    return Organisation(
        one.id, one.name or "", tagged or bool((one.organization_fields or {}).get("vip"))
    )
