"""Zendesk's search language, as far as a queue is searched with it."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from operator import eq, ge, gt, le, lt
from typing import Any

import msgspec

from desktop.base.clock import format_instant, parse_instant
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.search_index import indexed
from desktop.sandbox.state import Record, Sandbox

_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>\w+)(?P<operator>:|<=|>=|<|>|=)(?P<value>"[^"]*"|\S+)'
    r'|"(?P<phrase>[^"]*)"|(?P<word>\S+))'
)
_AGO = re.compile(r"^(\d+)(minute|hour|day|week|month|year)s?$")
_SECONDS = {
    "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400, "year": 365 * 86400,
}  # fmt: skip
_ORDERS = {
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
    "priority": ("none", "low", "normal", "high", "urgent"),
}
_DATES = {"created": "created_at", "updated": "updated_at"}
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {":": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
_SORTS = {"created": "created_at", "updated": "updated_at"}


class Term(msgspec.Struct, frozen=True):
    """One condition of a query; ``field`` is empty for free words."""

    field: str
    operator: str
    value: str
    negative: bool = False


class Search(msgspec.Struct, frozen=True):
    """A parsed query: its conditions and the order it asks for."""

    terms: tuple[Term, ...]
    order_by: str = ""
    ascending: bool = False


def parse_query(text: str) -> Search:
    """Read a query. Nothing is refused: what is no known condition is searched for as text."""
    terms: list[Term] = []
    order, ascending = "", False
    for found in _TERM.finditer(text):
        field, value = found["field"] or "", (found["value"] or "").strip('"')
        if field in ("order_by", "sort_by"):
            order = value
        elif field in ("sort", "sort_order"):
            ascending = value == "asc"
        elif field in _FIELDS or field.startswith("custom_field_"):
            operator = ":" if found["operator"] == "=" else found["operator"]
            terms.append(_term(field, operator, value, bool(found["minus"])))
        else:
            words = found["phrase"] or found[0].lstrip("-")
            terms.append(Term("", ":", words, bool(found["minus"])))
    return Search(tuple(terms), order, ascending)


def run_search(sandbox: Sandbox, search: Search) -> list[Record]:
    """Return the tickets that match, in no order."""
    groups: dict[object, list[Term]] = defaultdict(list)
    for term in search.terms:
        # Several values of one property widen a search; everything else narrows it.
        alike = term.field and term.operator == ":" and not term.negative
        groups[term.field if alike else term].append(term)
    records = list(indexed(sandbox))
    for group in groups.values():
        found = {
            each.ticket["id"]: each
            for term in group
            for each in records
            if _holds(sandbox, term, each.ticket) != term.negative
        }
        records = list(found.values())
    return records


def sort_records(records: Sequence[Record], key: str, ascending: bool) -> list[Record]:
    """Sort tickets by a search key (created_at, updated_at, priority, status, id)."""
    name = _SORTS.get(key, key)
    if name not in ("created_at", "updated_at", "priority", "status", "id"):
        name = "updated_at"

    order = _ORDERS.get(name)

    def rank(record: Record) -> int | str:
        value = record.ticket[name]
        return order.index(value or "none") if order else value

    # Twice by one key is faster than once by two.
    by_id = sorted(records, key=lambda record: record.ticket["id"], reverse=not ascending)
    return sorted(by_id, key=rank, reverse=not ascending)


def _term(field: str, operator: str, value: str, negative: bool) -> Term:
    # `created:>4hours` is written as often as `created>4hours`.
    inner = re.match(r"^(<=|>=|<|>)(.+)$", value)
    if operator == ":" and inner:
        operator, value = inner[1], inner[2]
    return Term(field, operator, value, negative)


def _holds(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    if known := _FIELDS.get(term.field):
        return known(sandbox, term, ticket)
    if term.field:
        return _custom(ticket, term.field.removeprefix("custom_field_")) == term.value
    return _has_words(ticket, term.value)


def _custom(ticket: Json, field_id: str) -> str:
    rows = ticket["custom_fields"]
    return str(next((row["value"] for row in rows if str(row["id"]) == field_id), None) or "")


def _has_words(ticket: Json, words: str) -> bool:
    text = f"{ticket['subject']}\n{ticket['description']}"
    pattern = re.escape(words.rstrip("*")) + ("" if words.endswith("*") else r"\b")
    return re.search(r"\b" + pattern if words[:1].isalnum() else pattern, text, re.I) is not None


def _compare(left: float | str, operator: str, right: float | str) -> bool:
    return bool(_OPERATORS[operator](left, right))


def _by_order(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    order, value = _ORDERS[term.field], term.value.lower()
    have = ticket[term.field] or "none"
    return value in order and _compare(order.index(have), term.operator, order.index(value))


def _by_date(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    return date_holds(term, ticket[_DATES[term.field]], sandbox.now())


def date_holds(term: Term, have: str, now: datetime) -> bool:
    """Say whether the instant ``have`` meets a date condition; ``:`` asks for that day."""
    if term.operator == ":":
        return have.startswith(term.value)
    bound = _moment(term.value, now)
    return bound is not None and _compare(have, term.operator, format_instant(bound))


def _moment(text: str, now: datetime) -> datetime | None:
    ago = _AGO.match(text)
    try:
        if ago:
            return now - timedelta(seconds=int(ago[1]) * _SECONDS[ago[2]])
        day = date.fromisoformat(text) if len(text) == len("2026-01-01") else None
        return parse_instant(f"{day}T00:00:00Z" if day else text)
    except (ValueError, OverflowError):
        return None


def _by_person(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    user_id, value = ticket[f"{term.field}_id"], term.value.lower()
    if value == "none":
        return user_id is None
    if value == "me":
        return bool(user_id == sandbox.me["id"])
    user = sandbox.users.get(user_id or 0, {})
    return value in (str(user_id), str(user.get("email", "")).lower()) or _named(user, value)


def _by_organization(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    found = sandbox.organizations.get(ticket["organization_id"] or 0, {})
    value = term.value.lower()
    return _named(found, value) or value == str(ticket["organization_id"] or "none")


def _by_group(sandbox: Sandbox, term: Term, ticket: Json) -> bool:
    found = sandbox.groups.get(ticket["group_id"] or 0, {})
    value = term.value.lower()
    return _named(found, value) or value == str(ticket["group_id"] or "none")


def _named(thing: Json, value: str) -> bool:
    return str(thing.get("name", "")).lower() == value


def _by_tags(_: Sandbox, term: Term, ticket: Json) -> bool:
    tags = {tag.lower() for tag in ticket["tags"]}
    return not tags if term.value == "none" else set(term.value.lower().split()) <= tags


def _by_type(_: Sandbox, term: Term, ticket: Json) -> bool:
    return term.value in ("ticket", "support") or ticket["type"] == term.value


def _by_text(_: Sandbox, term: Term, ticket: Json) -> bool:
    return term.value.lower() in str(ticket[term.field]).lower()


_FIELDS: dict[str, Callable[[Sandbox, Term, Json], bool]] = {
    "type": _by_type, "ticket_type": _by_type, "status": _by_order, "priority": _by_order,
    "created": _by_date, "updated": _by_date, "tags": _by_tags, "organization": _by_organization,
    "group": _by_group, "requester": _by_person, "assignee": _by_person, "submitter": _by_person,
    "subject": _by_text, "description": _by_text,
}  # fmt: skip
