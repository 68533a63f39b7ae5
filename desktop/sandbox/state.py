"""The sandbox's memory: everything that changes, in one value, written whole after each change.

What a queue file says never changes, so its bytes are encoded once; tickets are kept only once they
differ from it. That keeps a write at a few milliseconds however large the queue is.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from desktop.base.clock import RunningClock, format_instant, parse_instant
from desktop.domain.errors import QueueFileError
from desktop.domain.sla.policy import Policy, parse_policies
from desktop.domain.sla.reading import parse_schedule
from desktop.domain.sla.terms import Agreements
from desktop.sandbox.grants import Grants
from desktop.sandbox.queue_file import Queue
from desktop.sandbox.queue_shapes import Fault, Json
from desktop.sandbox.zendesk_shapes import fill_comment, fill_ticket


class Record(msgspec.Struct):
    """A ticket with all that belongs to it; ``slas`` is what the queue file gave it, if anything."""

    ticket: Json
    comments: list[Json]
    audits: list[Json]
    slas: Json | None = None


class Limits(msgspec.Struct):
    """How many requests pass: a minute on the account, as updates, as exports; in ten minutes on one ticket."""

    account: int = 2500
    updates: int = 1000
    per_ticket: int = 30
    incremental: int = 10


class Visit(msgspec.Struct):
    """An approval link on its way to being answered. ``due`` is sandbox time."""

    link: str
    approver: int
    due: datetime
    outcome: str = ""
    detail: str = ""


class Created(msgspec.Struct):
    """What a new ticket was answered with under an ``Idempotency-Key``, and for which body."""

    digest: str
    until: datetime
    body: Json


class Past(msgspec.Struct):
    """What a ticket was until it changed, for a search index that lags."""

    until: datetime
    ticket: Json


class State(msgspec.Struct):
    """All that changes while the sandbox runs; ``changed`` holds the tickets unlike the queue file's."""

    now: datetime
    last_id: int
    changed: dict[int, Record] = {}
    conversations: dict[str, Json] = {}
    messages: dict[str, list[Json]] = {}
    last_ts: int = 0
    jobs: dict[str, Json] = {}
    faults: list[Fault] = []
    limits: Limits = msgspec.field(default_factory=Limits)
    visits: list[Visit] = []
    grants: Grants = msgspec.field(default_factory=Grants)
    created: dict[str, Created] = {}
    past: dict[int, list[Past]] = {}
    lag_seconds: float = 0.0


class _Saved(msgspec.Struct):
    queue: msgspec.Raw
    state: State


class Sandbox:
    """The state with its clock and its file; every service works on one of these.

    ``tickets`` holds every ticket by id, as it is now. ``rendered`` and ``found`` are what answers were made of last,
    forgotten by ``keep``: a ticket that did not change is encoded once, a search walked through by pages runs once.
    """

    def __init__(
        self, queue: Queue, state: State, path: Path | None = None, token: str | None = None
    ) -> None:
        self.state, self.queue, self.token = state, queue, token
        self.tickets = build_records(queue)[0] | state.changed
        self._encoded = msgspec.Raw(msgspec.json.encode(queue))
        self.clock = RunningClock(state.now)
        self.used: dict[str, tuple[int, int]] = {}
        self.rendered: dict[int, Any] = {}
        self.found: dict[str, Any] = {}
        self.dirty = False
        self._path = path
        desk = self.queue.zendesk
        self.users = {row["id"]: row for row in desk["users"]}
        self.organizations = {row["id"]: row for row in desk["organizations"]}
        self.groups = {row["id"]: row for row in desk["groups"]}
        self.policies: tuple[Policy, ...] = parse_policies(desk["sla_policies"])
        self.agreements = Agreements(self.policies, tuple(map(parse_schedule, desk["schedules"])))

    @property
    def me(self) -> Json:
        """The signed-in lead: the first admin, else the first agent, else a made-up one.

        The control door may give him another role than the queue file does.
        """
        staff: dict[str, Json] = {}
        for user in self.users.values():
            staff.setdefault(user.get("role", "end-user"), user)
        nobody = {"id": 1, "name": "Sandbox Lead", "email": "lead@example.test", "role": "admin"}
        found = staff.get("admin") or staff.get("agent") or nobody
        role = self.state.grants.clients["zendesk"].role
        return {**found, "role": role} if role else found

    def now(self) -> datetime:
        """Return sandbox time."""
        return self.clock.now()

    def records(self) -> Iterator[Record]:
        """Yield the tickets that exist by now; those dated later arrive when their time has come."""
        now = format_instant(self.now())
        return (each for each in self.tickets.values() if each.ticket["created_at"] <= now)

    def find(self, ticket_id: int) -> Record | None:
        """Return one ticket that exists by now."""
        return next(iter(self.find_all([ticket_id])), None)

    def find_all(self, ids: Iterable[int]) -> list[Record]:
        """Return the tickets that exist by now, in the order asked for."""
        now = format_instant(self.now())
        found = (self.tickets.get(each) for each in ids)
        return [each for each in found if each and each.ticket["created_at"] <= now]

    def next_id(self) -> int:
        """Return an id no ticket, comment, audit or user has."""
        self.state.last_id += 1
        return self.state.last_id

    def touch(self, record: Record) -> str:
        """Give a ticket a new ``updated_at`` and return it; it moves even twice in one second."""
        self._keep_past(record)
        last = parse_instant(record.ticket["updated_at"])
        stamp = format_instant(max(self.now(), last + timedelta(seconds=1)))
        record.ticket["updated_at"] = stamp
        self.keep(record)
        return stamp

    def _keep_past(self, record: Record) -> None:
        """Keep what a ticket is before it changes, until the search index has seen the change."""
        lag, number = self.state.lag_seconds, record.ticket["id"]
        if lag:
            seen = self.now() - timedelta(seconds=lag)
            kept = [each for each in self.state.past.get(number, []) if each.until > seen]
            self.state.past[number] = [*kept, Past(self.now(), deepcopy(record.ticket))]

    def keep(self, record: Record) -> None:
        """Remember a ticket that changed or came new."""
        self.tickets[record.ticket["id"]] = self.state.changed[record.ticket["id"]] = record
        self.rendered.pop(record.ticket["id"], None)
        self.found.clear()
        self.dirty = True

    def save(self) -> None:
        """Write the state if it changed: whole, beside the old one, then in its place."""
        if not self.dirty:
            return
        self.dirty = False
        self.state.now = self.now()
        if self._path is not None:
            _replace(self._path, msgspec.json.encode(_Saved(self._encoded, self.state)))

    def save_clock(self) -> None:
        """Write the time alone, so that it does not run backwards over a kill without changes."""
        if self._path is not None:
            _replace(_clock_file(self._path), self.now().isoformat().encode())


def open_sandbox(queue: Queue, path: Path | None = None, token: str | None = None) -> Sandbox:
    """Return a sandbox for the queue, or the one its state file remembers.

    Raises:
        QueueFileError: The state file is damaged.
    """
    if path is None or not path.exists():
        sandbox = Sandbox(queue, start_state(queue), path, token)
        sandbox.dirty = True
        sandbox.save()
        return sandbox
    try:
        saved = msgspec.json.decode(path.read_bytes(), type=_Saved)
        known = msgspec.json.decode(saved.queue, type=Queue)
    except (OSError, msgspec.DecodeError) as error:
        raise QueueFileError("", f"the state file {path} cannot be used ({error})") from error
    with suppress(OSError, ValueError):
        noted = parse_instant(_clock_file(path).read_text("utf-8"))
        saved.state.now = max(saved.state.now, noted)
    return Sandbox(known, saved.state, path, token)


def start_state(queue: Queue) -> State:
    """Return the state in which nothing has happened yet."""
    faults = [msgspec.structs.replace(fault) for fault in queue.faults]
    return State(queue.now, build_records(queue)[1], faults=faults)


def build_records(queue: Queue) -> tuple[dict[int, Record], int]:
    """Return the queue file's tickets with what Zendesk would fill in, and the highest id used.

    The same file always gives the same ids.
    """
    records: dict[int, Record] = {}
    last_id, fields = _highest_id(queue), queue.zendesk["ticket_fields"]
    for row in [*queue.zendesk["tickets"], *queue.zendesk["solved_tickets"]]:
        own = dict(row)
        comments, audits, slas = (
            own.pop("comments", []),
            own.pop("audits", []),
            own.pop("slas", None),
        )
        ticket = fill_ticket(own, fields)
        record = Record(ticket, [], list(audits), slas)
        for comment in sorted(comments or [_description(ticket)], key=_moment):
            last_id += 1
            record.comments.append(fill_comment({"id": last_id, **comment}))
        records[ticket["id"]] = record
    return records, last_id


def _description(ticket: Json) -> Json:
    return {
        "author_id": ticket["requester_id"],
        "body": ticket["description"],
        "created_at": ticket["created_at"],
    }


def _moment(comment: Json) -> datetime:
    return parse_instant(comment["created_at"])


def _highest_id(queue: Queue) -> int:
    desk = queue.zendesk
    rows = [row for name in desk for row in desk[name]]
    for ticket in [*desk["tickets"], *desk["solved_tickets"]]:
        rows += [*ticket.get("comments", []), *ticket.get("audits", [])]
        rows += [event for audit in ticket.get("audits", []) for event in audit.get("events", [])]
    numbers = [row["id"] for row in rows if isinstance(row.get("id"), int)]
    return max(numbers, default=0) + 1000


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


def _clock_file(path: Path) -> Path:
    return path.with_name(path.name + ".clock")
