"""SLA policies: which one a ticket falls under, and what it promises.

Policies are tried in the order of their position; the first whose filter matches wins.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from desktop.domain.errors import InputError

Ticket = Mapping[str, Any]
"""A ticket in Zendesk's shape; only the fields a policy can ask about are read."""

_PRIORITIES = ("low", "normal", "high", "urgent")
_STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
FIELDS = (
    "priority", "organization_id", "group_id", "assignee_id", "requester_id", "status", "type",
    "brand_id", "ticket_form_id", "current_tags", "tags", "via_id", "subject",
)  # fmt: skip
"""What a filter may ask about, beside the ``custom_fields_…``."""
# Zendesk's numbers for the channels a condition may name.
_CHANNELS = {"web": 0, "mail": 4, "email": 4, "api": 5, "chat": 29, "phone": 45, "web_widget": 48}


class Target(msgspec.Struct, frozen=True):
    """What a policy promises for one metric at one priority.

    Attributes:
        metric: For example ``first_reply_time``.
        priority: The ticket priority it holds for.
        seconds: The time allowed.
        business_hours: Whether only open hours count.
    """

    metric: str
    priority: str
    seconds: int
    business_hours: bool


class Condition(msgspec.Struct, frozen=True):
    """One line of a filter: field, operator, value. Unknown fields and operators are refused on reading."""

    field: str
    operator: str
    value: Any = None


class Policy(msgspec.Struct, frozen=True):
    """An SLA policy: its filter (every ``all_of`` and, if given, one ``any_of``) and its targets.

    With ``unreadable`` (why, in words) the filter holds only what could be read of it: a ticket it does not match
    surely falls not under this policy, one it matches may.
    """

    id: int
    title: str
    position: int
    all_of: tuple[Condition, ...]
    any_of: tuple[Condition, ...]
    targets: tuple[Target, ...]
    unreadable: str = ""

    def matches(self, ticket: Ticket) -> bool:
        """Say whether the ticket falls under this policy."""
        every = all(_holds(each, ticket) for each in self.all_of)
        return every and (not self.any_of or any(_holds(each, ticket) for each in self.any_of))

    def target(self, metric: str, priority: str | None) -> Target | None:
        """Return the target of a metric at a priority; none without a priority."""
        found = (t for t in self.targets if (t.metric, t.priority) == (metric, priority))
        return next(found, None)


def parse_policies(raws: Iterable[Mapping[str, object]]) -> tuple[Policy, ...]:
    """Read policies in Zendesk's shape, in the order in which they are tried.

    Raises:
        InputError: A key is missing or wrong, or a condition names an unknown field or operator.
    """
    policies = (parse_policy(raw) for raw in raws)
    return tuple(sorted(policies, key=lambda policy: (policy.position, policy.id)))


def read_policies(raws: Iterable[Mapping[str, object]]) -> tuple[Policy, ...]:
    """Read policies as ``parse_policies`` does, but keep one that cannot be read as unreadable, in its place.

    The first match wins, so what stands below an unreadable policy is certain only for tickets that surely do not
    fall under it: what is left of its filter says which. Left out, it would let a later policy win by mistake.
    """
    policies = (_read_policy(raw) for raw in raws)
    return tuple(sorted(policies, key=lambda policy: (policy.position, policy.id)))


def _read_policy(raw: Mapping[str, object]) -> Policy:
    told = {name: value for name, value in raw.items() if value is not None}
    if "position" not in told:
        return Policy(0, "", 0, (), (), (), "it names no position")
    try:
        return parse_policy(told)
    except InputError as error:
        return _unread(told, error.message)


def _unread(told: Mapping[str, object], why: str) -> Policy:
    """Return what can be said of a policy: its place, and the conditions that are known."""
    try:
        found = msgspec.convert(told, _Frame)
    except msgspec.ValidationError:
        return Policy(0, "", 0, (), (), (), why)  # not even its place: it may stand before all
    every = tuple(filter(_is_known, found.filter.all))
    some = found.filter.any if all(map(_is_known, found.filter.any)) else ()
    return Policy(found.id, found.title, found.position, every, some, (), why)


def parse_policy(raw: Mapping[str, object]) -> Policy:
    """Read one policy in Zendesk's shape. Raises InputError naming what it does not know."""
    try:
        found = msgspec.convert(raw, _Raw)
    except msgspec.ValidationError as error:
        raise _unreadable(str(error)) from error
    for condition in (*found.filter.all, *found.filter.any):
        _check(condition)
    targets = tuple(
        Target(each.metric, each.priority, _seconds(each), each.business_hours)
        for each in found.policy_metrics
    )
    return Policy(
        found.id, found.title, found.position, found.filter.all, found.filter.any, targets
    )


def first_match(policies: Iterable[Policy], ticket: Ticket) -> Policy | None:
    """Return the policy the ticket falls under, or none; an unreadable one when it may be that."""
    return next((policy for policy in policies if policy.matches(ticket)), None)


def _is_known(condition: Condition) -> bool:
    known = _knows(condition.field) and condition.operator in _OPERATORS
    return known and _names_channels(condition)


def _names_channels(condition: Condition) -> bool:
    """Whether a condition on the channel names only channels whose number is known here."""
    value = condition.value
    asked = value if isinstance(value, list) else str(value).split()
    numbers = {str(number) for number in _CHANNELS.values()}
    return condition.field != "via_id" or {str(one) for one in asked} <= numbers


def _knows(field: str) -> bool:
    return field in FIELDS or field.startswith("custom_fields_")


def _check(condition: Condition) -> None:
    if not _knows(condition.field):
        raise _unreadable(f"unknown field {condition.field!r} in a filter")
    if condition.operator not in _OPERATORS:
        raise _unreadable(f"unknown operator {condition.operator!r} in a filter")
    if not _names_channels(condition):
        raise _unreadable(f"unknown channel {condition.value!r} in a filter")


def _unreadable(message: str) -> InputError:
    return InputError("This SLA policy cannot be read", message, "Correct the policy.")


def _seconds(metric: "_Metric") -> int:
    told = metric.target_in_seconds
    seconds = round(metric.target * 60) if told is None else told
    if seconds <= 0:
        raise _unreadable(f"a target of {seconds} s for {metric.metric}")
    return seconds


def _holds(condition: Condition, ticket: Ticket) -> bool:
    return _OPERATORS[condition.operator](_read(condition.field, ticket), condition.value)


def _read(field: str, ticket: Ticket) -> Any:
    if field in ("tags", "current_tags"):
        return list(ticket.get("tags") or [])
    if field == "via_id":
        channel = (ticket.get("via") or {}).get("channel", "")
        return _CHANNELS.get(channel, channel)
    if field.startswith("custom_fields_"):
        wanted = field.removeprefix("custom_fields_")
        rows = ticket.get("custom_fields") or []
        return next((row.get("value") for row in rows if str(row["id"]) == wanted), None)
    return ticket.get(field)


def _same(have: Any, want: Any) -> bool:
    if isinstance(have, list):
        return _overlap(have, want)
    return str(have if have is not None else "") == str(want if want is not None else "")


def _overlap(have: Any, want: Any) -> bool:
    wanted = want.split() if isinstance(want, str) else want
    asked = {str(each) for each in (wanted if isinstance(wanted, list) else [wanted])}
    if isinstance(have, str):
        return any(each.lower() in have.lower() for each in asked)
    owned = have if isinstance(have, list) else [have]
    return bool(asked & {str(each) for each in owned})


def _rank(value: Any) -> int:
    for order in (_PRIORITIES, _STATUSES):
        if value in order:
            return order.index(value)
    return -1


def _not_includes(have: Any, want: Any) -> bool:
    return not _overlap(have, want)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "is_not": lambda have, want: not _same(have, want),
    "includes": _overlap,
    "not_includes": _not_includes,
    "less_than": lambda have, want: _rank(have) < _rank(want),
    "less_than_equal": lambda have, want: _rank(have) <= _rank(want),
    "greater_than": lambda have, want: _rank(have) > _rank(want),
    "greater_than_equal": lambda have, want: _rank(have) >= _rank(want),
}


class _Metric(msgspec.Struct, frozen=True):
    priority: str
    metric: str
    target: float = 0
    business_hours: bool = False
    target_in_seconds: int | None = None


class _Filter(msgspec.Struct, frozen=True):
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()


class _Frame(msgspec.Struct, frozen=True):
    id: int
    title: str = ""
    position: int = 0
    filter: _Filter = _Filter()


class _Raw(_Frame, frozen=True):
    policy_metrics: tuple[_Metric, ...] = ()
