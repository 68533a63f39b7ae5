"""A ticket's history from Zendesk: its own fields as they are, and its audits, which take them back to its birth."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from desktop.base.clock import parse_instant
from desktop.connectors import zendesk_wire as wire
from desktop.connectors.answers import unclear
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.domain.errors import FieldError
from desktop.domain.sla.audits import Audit, read_history
from desktop.domain.sla.history import History
from desktop.domain.ticket import Agent, Status

_PAGE = 100
_STAFF = ("agent", "admin")
_CHANGED = ("value", "previous_value")

Staff = Callable[[], Awaitable[Sequence[Agent]]]
"""Asks who works here."""


class ZendeskHistory:
    """Reads histories, each time afresh."""

    def __init__(self, http: Http, staff: Staff) -> None:
        self._http, self._staff = http, staff

    async def of(self, ticket: int) -> History:
        """Return what happened to a ticket.

        Raises:
            RefusedError: This account may not read it (403), or there is none (404).
            UnknownOutcomeError: What was told cannot have happened: no clock is better than a wrong one.
        """
        # The ticket first: what changes in between is told by an audit, and is taken back with the others.
        now = (await self._http.get(f"/tickets/{ticket}", wire.OneTicket)).ticket
        audits, users = await self._audits(ticket)
        staff = await self._agents(audits, users)
        try:
            return _read(now, audits, staff)
        except (FieldError, ValueError, TypeError, OverflowError) as wrong:
            told = f"it tells what cannot have happened on GET /tickets/{ticket}/audits ({wrong})"
            raise unclear(self._http.service, told) from wrong

    async def _audits(self, ticket: int) -> tuple[list[wire.PastAudit], dict[int, str]]:
        """Return every audit, and the roles of the users told along."""
        cursors, cursor = Cursors(self._http.service), ""
        audits: list[wire.PastAudit] = []
        roles: dict[int, str] = {}
        while True:
            params: dict[str, str | int] = {"page[size]": _PAGE, "include": "users"}
            params |= {"page[after]": cursor} if cursor else {}
            page = await self._http.get(f"/tickets/{ticket}/audits", wire.PastAudits, **params)
            audits += page.audits
            roles |= {user.id: user.role for user in page.users or () if user.id and user.role}
            cursor = cursors.next(page.after)
            if not cursor:
                return audits, roles

    async def _agents(
        self, audits: Sequence[wire.PastAudit], roles: Mapping[int, str]
    ) -> frozenset[int]:
        """Return who answers; somebody not told along is one of us only when he is listed as staff."""
        known = frozenset(user for user, role in roles.items() if role in _STAFF)
        wrote = {
            event.author_id or audit.author_id or 0
            for audit in audits
            for event in audit.events or ()
            if event.type == "Comment" and event.public
        }
        if wrote <= roles.keys():
            return known
        return known | {agent.id for agent in await self._staff()}


def _read(
    now: wire.WholeTicket, audits: Sequence[wire.PastAudit], staff: frozenset[int]
) -> History:
    fields: dict[str, Any] = msgspec.to_builtins(now)
    created = fields["created_at"] = parse_instant(now.created_at or "")
    fields["status"] = _status(now.status)
    told = sorted((_audit(audit, created) for audit in audits), key=lambda audit: audit[0])
    return read_history(fields, told, lambda user: user in staff)


def _audit(audit: wire.PastAudit, created: datetime) -> Audit:
    """Return an audit in the rules' shape; the first may bear a stamp a breath before its ticket's."""
    at = max(parse_instant(audit.created_at or ""), created)
    return at, [_event(event, audit) for event in audit.events or ()]


def _event(event: wire.PastEvent, audit: wire.PastAudit) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(event)
    told["author_id"] = event.author_id or audit.author_id
    if event.field_name == "tags":
        told |= {key: _tags(told[key]) for key in _CHANGED}
    if event.field_name == "status":
        told |= {key: _status(told[key]) for key in _CHANGED}
    return told


def _status(value: Any) -> Any:
    """A deleted ticket can no longer be worked on."""
    return Status.CLOSED.value if value == "deleted" else value


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(tag) for tag in value] if isinstance(value, list) else []
