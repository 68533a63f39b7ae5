"""Zendesk, writing: one guarded ``PUT /tickets/{id}`` per effect, read back by its marker, put back by value.

Every update carries ``safe_update`` with the stamp we read (a change in between is a 409, not an overwrite)
and our marker in the audit's custom metadata. ``tags`` replaces, so the whole list is sent.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from desktop.connectors import zendesk_wire as wire
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.connectors.zendesk_put_back import put_back, untold_owner
from desktop.domain.effect import (
    OWNER_FIELDS,
    FieldBefore,
    Receipt,
    SendReply,
    SetCategory,
    TicketRequest,
    WriteNote,
)
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id

_WITHDRAWN = "Triage Deck: the draft above was withdrawn and no longer counts."
_LONGEST = 64 * 1024
_INVALID = 422


class ZendeskWrites:
    """The writing half of the Zendesk connector."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def write(
        self, request: TicketRequest, current: Ticket, marker: Mapping[str, str]
    ) -> Receipt:
        """Make one update. Raises RefusedError 409 when the ticket changed since it was read."""
        done = await self._put(request.ticket, _changes(request, current), current.stamp, marker)
        return _receipt(request.ticket, done.audit)

    async def find(self, ticket: int, effect: Id) -> Receipt | None:
        """Look for our marker in the ticket's audits."""
        async for audit in self._audits(ticket):
            if _marker(audit).get("triagedeck_effect") == effect:
                return _receipt(ticket, audit)
        return None

    async def replied(self, ticket: int, mission: Id) -> bool:
        """Look for a public comment among the audits that bear the mission's marker."""
        async for audit in self._audits(ticket):
            public = any(e.type == "Comment" and e.public for e in audit.events or [])
            if public and _marker(audit).get("triagedeck_mission") == mission:
                return True
        return False

    async def _audits(self, ticket: int) -> AsyncIterator[wire.Audit]:
        cursors, cursor = Cursors(self._http.service), ""
        while True:
            params: dict[str, str | int] = {"page[size]": 100}
            params |= {"page[after]": cursor} if cursor else {}
            page = await self._http.get(f"/tickets/{ticket}/audits", wire.Audits, **params)
            for audit in page.audits:
                yield audit
            cursor = cursors.next(page.after)
            if not cursor:
                return

    async def restore(
        self,
        ticket: int,
        before: Sequence[FieldBefore],
        marker: Mapping[str, str],
        *,
        withdraw: bool = False,
    ) -> tuple[str, ...]:
        """Put back what is still ours, and return the fields that were not ours any more.

        A note cannot be deleted: ``withdraw`` adds one that takes ours back.
        """
        now = await self._show(ticket)
        untold, since = untold_owner(now, before), dict[str, object]()
        if untold:
            told, since = await self._told(ticket, untold)
            before = (*before, *told)
        changes, kept = put_back(now, before, since)
        if withdraw:
            changes["comment"] = {"body": _WITHDRAWN, "public": False}
        if changes:
            kept += await self._put_but_owner(ticket, changes, now.updated_at or "", marker)
        return kept

    async def _told(
        self, ticket: int, owners: Sequence[FieldBefore]
    ) -> tuple[Sequence[FieldBefore], dict[str, object]]:
        """Return all that the update with these changes did to the owner: Zendesk moves the group with the assignee.

        And what an owner field held after it, where another changed it since.
        """
        told, since = owners, dict[str, object]()
        async for audit in self._audits(ticket):
            made = [one for one in _receipt(ticket, audit).before if one.field in OWNER_FIELDS]
            if all(one in made for one in owners):
                told, since = made, {}
            for event in _changes_in(audit):
                if event.field_name in OWNER_FIELDS:
                    since.setdefault(event.field_name, event.previous_value)
        return told, since

    async def _put_but_owner(
        self, ticket: int, changes: dict[str, Any], stamp: str, marker: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Update; where Zendesk does not take the owner back (422), all the rest. Return the fields left out.

        A note that stays valid and silent is worse than an owner who stays.
        """
        owner = tuple(field for field in OWNER_FIELDS if field in changes)
        try:
            await self._put(ticket, changes, stamp, marker)
        except RefusedError as refused:
            if refused.status != _INVALID or not owner:
                raise
        else:
            return ()
        rest = {name: value for name, value in changes.items() if name not in owner}
        if rest:
            await self._put(ticket, rest, stamp, marker)
        return owner

    async def create_follow_up(self, task: Id, subject: str, text: str) -> Receipt:
        """Open a ticket for ourselves, unseen by customers; asked twice for one task, it is made once.

        Zendesk knows the key for two hours; after that the ticket is found by its external id.
        """
        there = await self._http.get("/tickets", wire.Listed, external_id=task)
        if there.tickets:
            return Receipt(str(there.tickets[0].id), str(there.tickets[0].id))
        comment = {"body": _literal(text), "public": False}
        tags = ["triage_deck_follow_up"]
        made = await self._http.create(
            "/tickets",
            wire.Created,
            {"ticket": {"subject": subject, "comment": comment, "tags": tags, "external_id": task}},
            task,
        )
        return Receipt(str(made.ticket.id), str(made.ticket.id))

    async def _show(self, ticket: int) -> wire.Ticket:
        page = await self._http.get("/tickets/show_many", wire.ShowMany, ids=str(ticket))
        if not page.tickets:
            raise RefusedError(
                "The ticket is gone",
                f"Zendesk shows us no ticket {ticket} any more.",
                "It was deleted or moved out of sight; look at it in Zendesk.",
                404,
            )
        return page.tickets[0]

    async def _put(
        self, ticket: int, changes: dict[str, Any], stamp: str, marker: Mapping[str, str]
    ) -> wire.Updated:
        guard = {"safe_update": True, "updated_stamp": stamp, "metadata": dict(marker)}
        body = {"ticket": {**changes, **guard}}
        return await self._http.write("PUT", f"/tickets/{ticket}", wire.Updated, body)


def _changes(request: TicketRequest, current: Ticket) -> dict[str, Any]:
    if isinstance(request, SetCategory):
        fresh = [tag for tag in request.add_tags if tag not in current.tags]
        fields = [{"id": request.field_id, "value": request.value}]
        kept = [tag for tag in current.tags if tag not in request.drop_tags]
        changes: dict[str, Any] = {"tags": [*kept, *fresh]}
        by_field = request.value and request.field_id
        return changes | ({"custom_fields": fields} if by_field else {})
    public = isinstance(request, SendReply)
    written: dict[str, Any] = {"comment": {"body": _literal(request.text), "public": public}}
    if isinstance(request, WriteNote):
        written |= {"assignee_id": request.assignee_id} if request.assignee_id else {}
        written |= {"group_id": request.group_id} if request.group_id else {}
    return written


def _literal(text: str) -> str:
    """Keep Zendesk from expanding ``{{placeholders}}`` of a customer's, and from cutting the end off."""
    text = text.replace("{{", "{\u200b{")
    size = len(text.encode())
    if size > _LONGEST:
        raise RefusedError(
            "The text is too long for Zendesk",
            f"It has {size} bytes; Zendesk would cut it at {_LONGEST} without a word.",
            "Shorten it. Nothing was sent.",
            422,
        )
    return text


def _marker(audit: wire.Audit) -> Mapping[str, Any]:
    return (audit.metadata.custom if audit.metadata else None) or {}


def _receipt(ticket: int, audit: wire.Audit) -> Receipt:
    before: dict[str, FieldBefore] = {}
    for event in _changes_in(audit):
        field = event.field_name or ""
        if _is_ours(field) and not _by_rule(event):
            before.setdefault(field, FieldBefore(field, event.previous_value, event.value))
    comments = [e.id for e in audit.events or [] if e.type == "Comment"]
    comment = comments[0] if comments else None
    return Receipt(str(audit.id), str(ticket), tuple(before.values()), comment)


def _changes_in(audit: wire.Audit) -> Iterator[wire.AuditEvent]:
    return (event for event in audit.events or [] if event.type == "Change")


def _is_ours(field: str) -> bool:
    """Whether a change is of a field that we write: the others are not ours to restore."""
    return field in ("tags", *OWNER_FIELDS) or field.isdigit()


def _by_rule(event: wire.AuditEvent) -> bool:
    """Whether a trigger made this change: Zendesk lists it in the audit of the update that set it off."""
    return (event.via or {}).get("channel") == "rule"
