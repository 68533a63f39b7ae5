"""Zendesk's answers as the deck's own values: nulls, unknown words and odd dates survived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec import Struct

from desktop.base.clock import parse_instant
from desktop.connectors import zendesk_wire as wire
from desktop.domain.ticket import (
    CategoryOption,
    Comment,
    Organisation,
    Priority,
    Requester,
    SlaDeadline,
    Status,
    Ticket,
)

OPEN = frozenset({Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD})
"""Statuses of a ticket somebody still has to work on; a custom status belongs to one of them."""

_STATUSES = {status.value: status for status in Status} | {"deleted": Status.CLOSED}
_PRIORITIES = {priority.value: priority for priority in Priority}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO = ("", "0", "false", "no", "none")


class Words(Struct, frozen=True):
    """What a tenant calls things: the tag or field of a VIP organisation, the title of the category field or what its tags begin with."""

    vip_tag: str = "vip"
    vip_field: str = "vip"
    category_title: str = "Category"
    category_tag: str = ""


@dataclass(frozen=True)
class CategoryAt:
    """Where a ticket's category stands: in a field, or in the tag that begins so."""

    field: int | None
    tag: str = ""


def ticket(
    row: wire.Ticket,
    users: Mapping[int | None, wire.User],
    organisations: Mapping[int, Organisation],
    known: CategoryAt,
) -> Ticket:
    """Return a ticket with its requester, organisation and clocks."""
    user = users.get(row.requester_id) or wire.User()
    metrics = (row.slas.policy_metrics if row.slas else None) or ()
    return Ticket(
        id=row.id,
        subject=row.subject or "",
        description=row.description or "",
        status=status(row),
        priority=_PRIORITIES.get(row.priority or ""),
        created_at=instant(row.created_at),
        stamp=row.updated_at or "",
        requester=Requester(user.id or 0, user.name or "", user.email or ""),
        organisation=organisations.get(row.organization_id or 0),
        tags=tuple(row.tags or ()),
        assignee_id=row.assignee_id,
        category=category(row, known),
        clocks=tuple([_clock(metric) for metric in metrics]),
        channel=((row.via.channel if row.via else None) or "").casefold(),
        group_id=row.group_id,
    )


def status(row: wire.Brief) -> Status:
    """Return the status; one we do not know is open to be safe, a deleted ticket can no longer be worked on."""
    return _STATUSES.get(row.status or "", Status.OPEN)


def category(row: wire.Ticket | wire.Past, at: CategoryAt) -> str | None:
    """Return the value of the category field, or the category's tag."""
    if at.tag:
        return min((tag for tag in row.tags or () if tag.startswith(at.tag)), default=None)
    for one in row.custom_fields or ():
        if one.id == at.field and isinstance(one.value, str):
            return one.value
    return None


def tag_options(tags: Iterable[str], begin: str) -> tuple[CategoryOption, ...]:
    """Return the categories these tags stand for, in order: "cat_billing_error" is called "billing error"."""
    found = sorted({tag for tag in tags if tag.startswith(begin)})
    return tuple(CategoryOption(tag, tag[len(begin) :].replace("_", " ") or tag) for tag in found)


def organisation(row: wire.Organization, words: Words) -> Organisation:
    """Return a customer; a VIP by the tag or by the field."""
    tagged = words.vip_tag.casefold() in [tag.casefold() for tag in row.tags or ()]
    field = (row.organization_fields or {}).get(words.vip_field)
    return Organisation(row.id, row.name or "", tagged or _says_yes(field))


def comment(row: wire.Comment, names: Mapping[int | None, str]) -> Comment:
    """Return a message with its author's name."""
    return Comment(
        author=names.get(row.author_id, ""),
        at=instant(row.created_at),
        public=bool(row.public),
        text=row.plain_body or row.body or "",
        html=row.html_body or "",
    )


def instant(text: str | None) -> datetime:
    """Return an instant; the epoch where none that can be read is given."""
    try:
        return parse_instant(text) if text else _EPOCH
    except ValueError:
        return _EPOCH


def _says_yes(value: object) -> bool:
    """A checkbox, or a list whose choice is not a no."""
    return value.casefold() not in _NO if isinstance(value, str) else bool(value)


def _clock(metric: wire.PolicyMetric) -> SlaDeadline:
    breach = instant(metric.breach_at)
    return SlaDeadline(
        metric.metric or "", metric.stage or "", None if breach == _EPOCH else breach
    )
