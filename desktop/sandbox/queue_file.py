"""Reading a queue file: from bytes of a stranger to a queue that can be served, or an error with its place."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.errors import InputError, QueueFileError
from desktop.domain.sla.policy import parse_policy
from desktop.domain.sla.reading import parse_schedule
from desktop.sandbox.queue_shapes import Approver, Fault, Json, QueueShape, Ticket

MAX_BYTES = 64 * 1024 * 1024
_PLACE = re.compile(r"^(?P<message>.*?)(?: - at `\$\.?(?P<where>.*)`)?$", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `(?P<key>[^`]+)`")
_LISTS = (
    ("zendesk", "organizations"), ("zendesk", "users"), ("zendesk", "groups"), ("zendesk", "tickets"),
    ("zendesk", "ticket_fields"), ("zendesk", "sla_policies"), ("zendesk", "schedules"),
    ("zendesk", "solved_tickets"), ("zendesk", "triggers"),
    ("confluence", "spaces"), ("confluence", "pages"), ("slack", "channels"), ("slack", "users"),
)  # fmt: skip


class Queue(msgspec.Struct, frozen=True):
    """A checked queue file. The service parts are plain JSON objects with every key the file gave them.

    Attributes:
        name: What the file calls itself.
        now: The instant the sandbox clock starts at.
        zendesk: Lists by name; missing ones are empty.
        confluence: Lists ``spaces`` and ``pages``.
        slack: Lists ``channels`` and ``users``; ``oncall`` or None.
        approvers: Managers who answer by themselves.
        faults: Failures planned from the start.
    """

    name: str
    now: datetime
    zendesk: Json
    confluence: Json
    slack: Json
    approvers: tuple[Approver, ...]
    faults: tuple[Fault, ...]


def load_queue(path: Path) -> Queue:
    """Read and check a queue file.

    Raises:
        QueueFileError: The file cannot be read or breaks the format; it names the place inside.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise QueueFileError("", f"the file is larger than {MAX_BYTES // 1024**2} MB")
        return parse_queue(path.read_bytes())
    except OSError as error:
        raise QueueFileError("", f"{path} cannot be read ({error.strerror})") from error


def parse_queue(content: bytes) -> Queue:
    """Check the bytes of a queue file. Raises QueueFileError naming the place that is wrong."""
    raw = _decode(content)
    shape = _check_shape(raw)
    for check in (_check_ids, _check_tickets, _check_rest):
        check(raw, shape)
    return Queue(
        name=shape.name,
        now=shape.now,
        zendesk=_section(raw, "zendesk", ("arrivals",)),
        confluence=_section(raw, "confluence"),
        slack=_section(raw, "slack") | {"oncall": shape.slack.oncall},
        approvers=tuple(shape.approvers),
        faults=tuple(shape.faults),
    )


def _decode(content: bytes) -> Json:
    try:
        raw = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise QueueFileError("", f"this is not JSON ({error})") from error
    except RecursionError as error:
        raise QueueFileError("", "the file is nested too deeply") from error
    if not isinstance(raw, dict):
        raise QueueFileError("", "the file must hold one JSON object")
    return raw


def _check_shape(raw: Json) -> QueueShape:
    try:
        return msgspec.convert(raw, QueueShape)
    except msgspec.ValidationError as error:
        found = _PLACE.match(str(error))
        message, where = (found["message"], found["where"] or "") if found else (str(error), "")
        missing = _MISSING.match(message)
        if missing:
            where, message = ".".join(filter(None, (where, missing["key"]))), "this key is missing"
        raise QueueFileError(where, message) from error


def _section(raw: Json, name: str, more: Sequence[str] = ()) -> Json:
    names = [key for section, key in _LISTS if section == name]
    return {key: raw.get(name, {}).get(key, []) for key in (*names, *more)}


def _check_ids(raw: Json, _: QueueShape) -> None:
    for section, name in _LISTS:
        seen: set[object] = set()
        for index, row in enumerate(raw.get(section, {}).get(name, [])):
            where = f"{section}.{name}[{index}]"
            if row.get("id") in seen:
                raise QueueFileError(f"{where}.id", f"{row['id']!r} is used twice")
            seen.add(row.get("id"))


def _check_tickets(_: Json, shape: QueueShape) -> None:
    desk = shape.zendesk
    known = {
        "requester_id": {each.id for each in desk.users},
        "organization_id": {each.id for each in desk.organizations},
        "group_id": {each.id for each in desk.groups},
        "assignee_id": {each.id for each in desk.users if each.role != "end-user"},
    }
    seen: set[int] = set()
    for where, ticket in _tickets(shape):
        if ticket.id in seen:
            raise QueueFileError(f"{where}.id", f"{ticket.id} is used twice")
        seen.add(ticket.id)
        _check_references(where, ticket, known)
    for index, user in enumerate(desk.users):
        if user.organization_id and user.organization_id not in known["organization_id"]:
            where = f"zendesk.users[{index}].organization_id"
            raise QueueFileError(where, f"no organisation {user.organization_id}")


def _tickets(shape: QueueShape) -> Iterator[tuple[str, Ticket]]:
    for name in ("tickets", "solved_tickets"):
        for index, ticket in enumerate(getattr(shape.zendesk, name)):
            yield f"zendesk.{name}[{index}]", ticket


def _check_references(where: str, ticket: Ticket, known: Mapping[str, set[int]]) -> None:
    for key, ids in known.items():
        value = getattr(ticket, key)
        if value is not None and value not in ids:
            raise QueueFileError(f"{where}.{key}", f"no such {key.removesuffix('_id')}: {value}")
    for index, comment in enumerate(ticket.comments):
        if comment.author_id not in known["requester_id"]:
            place = f"{where}.comments[{index}].author_id"
            raise QueueFileError(place, f"no such user: {comment.author_id}")


def _check_rest(raw: Json, shape: QueueShape) -> None:
    desk = raw.get("zendesk", {})
    _check_each("zendesk.sla_policies", desk.get("sla_policies", []), parse_policy)
    _check_each("zendesk.schedules", desk.get("schedules", []), parse_schedule)
    spaces = {space.id for space in shape.confluence.spaces}
    for index, page in enumerate(shape.confluence.pages):
        if page.space_id not in spaces:
            where = f"confluence.pages[{index}].spaceId"
            raise QueueFileError(where, f"no such space: {page.space_id}")
    people = {user.id for user in shape.slack.users}
    if shape.slack.oncall and shape.slack.oncall.user not in people:
        raise QueueFileError("slack.oncall.user", f"no such user: {shape.slack.oncall.user}")
    for index, approver in enumerate(shape.approvers):
        _check_approver(f"approvers[{index}]", approver, people)


def _check_each(where: str, rows: Sequence[Json], parse: Any) -> None:
    for index, row in enumerate(rows):
        try:
            parse(row)
        except InputError as error:
            raise QueueFileError(f"{where}[{index}]", error.message) from error


def _check_approver(where: str, approver: Approver, people: set[str]) -> None:
    if approver.slack_user_id not in people:
        message = f"no such Slack user: {approver.slack_user_id}"
        raise QueueFileError(f"{where}.slack_user_id", message)
    if approver.totp_secret is not None:
        try:
            decode_secret(approver.totp_secret)
        except (binascii.Error, ValueError) as error:
            raise QueueFileError(f"{where}.totp_secret", f"not base 32 ({error})") from error


def decode_secret(text: str) -> bytes:
    """Return the bytes of a base 32 secret, padding optional. Raises binascii.Error."""
    bare = text.replace(" ", "").upper().rstrip("=")
    return base64.b32decode(bare + "=" * (-len(bare) % 8))
