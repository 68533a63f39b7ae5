"""Zendesk's answers as typed values: every property may be null, unknown ones are skipped.

What an answer is *about* (its list) must be there: JSON without it is nonsense, not an empty queue.

Source: the Support API reference; where it declares no nullability, real answers carry nulls.
"""

from typing import Any, Generic, TypeVar

from msgspec import Struct


class User(Struct, frozen=True, gc=False):
    """A user: end user, agent or admin."""

    id: int | None = None
    name: str | None = None
    email: str | None = None
    role: str | None = None


class Organization(Struct, frozen=True, gc=False):
    """A customer."""

    id: int
    name: str | None = None
    tags: list[str] | None = None
    organization_fields: dict[str, Any] | None = None


class PolicyMetric(Struct, frozen=True, gc=False):
    """One clock of the ``slas`` sideload."""

    metric: str | None = None
    stage: str | None = None
    breach_at: str | None = None


class Slas(Struct, frozen=True, gc=False):
    """The ``slas`` sideload of a ticket."""

    policy_metrics: list[PolicyMetric] | None = None


class CustomField(Struct, frozen=True, gc=False):
    """A custom field's value on a ticket."""

    id: int
    value: Any = None


class Via(Struct, frozen=True, gc=False):
    """How a ticket came."""

    channel: str | None = None


class Found(Struct, frozen=True, gc=False):
    """A ticket of which only the id is read: the rest is skipped unread."""

    id: int


class Brief(Found, frozen=True, gc=False):
    """A ticket of a listing: whether it is open, and when it changed."""

    status: str | None = None
    updated_at: str | None = None


class Past(Found, frozen=True, gc=False):
    """A ticket as far as categories are learnt from it."""

    subject: str | None = None
    description: str | None = None
    custom_fields: list[CustomField] | None = None
    tags: list[str] | None = None


class Ticket(Brief, frozen=True, gc=False):
    """A ticket."""

    subject: str | None = None
    description: str | None = None
    priority: str | None = None
    created_at: str | None = None
    requester_id: int | None = None
    organization_id: int | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    via: Via | None = None
    tags: list[str] | None = None
    custom_fields: list[CustomField] | None = None
    slas: Slas | None = None


class WholeTicket(Ticket, frozen=True, gc=False):
    """A ticket with all that a policy may ask about."""

    type: str | None = None
    brand_id: int | None = None
    ticket_form_id: int | None = None


class OneTicket(Struct, frozen=True):
    """``/tickets/{id}``."""

    ticket: WholeTicket


class Meta(Struct, frozen=True):
    """Cursor of a page."""

    has_more: bool | None = None
    after_cursor: str | None = None


F = TypeVar("F", bound=Found)


class Page(Struct, frozen=True):
    """A page by cursor."""

    meta: Meta | None = None

    @property
    def after(self) -> str:
        """The cursor of the next page; empty when this is the last."""
        return (self.meta.after_cursor if self.meta and self.meta.has_more else None) or ""


P = TypeVar("P", bound=Page)


class SearchPage(Page, Generic[F], frozen=True, kw_only=True):
    """``/search/export``."""

    results: list[F]


def search_page(kind: type[F]) -> type[SearchPage[F]]:
    """Return the page that reads its tickets as ``kind``."""
    return SearchPage[kind]  # type: ignore[valid-type]


class Listed(Page, frozen=True, kw_only=True):
    """``/tickets`` by update time."""

    tickets: list[Brief]


class Exported(Struct, frozen=True):
    """``/incremental/tickets/cursor``: admins only."""

    tickets: list[Brief]
    after_cursor: str | None = None
    end_of_stream: bool | None = None


class SearchCount(Struct, frozen=True):
    """``/search/count``."""

    count: int


class OneGroup(Struct, frozen=True):
    """A group of agents."""

    id: int
    name: str | None = None


class Groups(Struct, frozen=True):
    """``/groups``."""

    groups: list[OneGroup]


class ShowMany(Struct, frozen=True):
    """``/tickets/show_many`` with sideloads."""

    tickets: list[Ticket]
    users: list[User] | None = None
    organizations: list[Organization] | None = None


class Users(Page, frozen=True, kw_only=True):
    """``/users``, a page of it."""

    users: list[User]


class Me(Struct, frozen=True):
    """``/users/me``: 200 and a null id for an anonymous caller."""

    user: User


class FieldOption(Struct, frozen=True):
    """One choice of a tagger field."""

    name: str | None = None
    value: str | None = None


class TicketField(Struct, frozen=True):
    """A ticket field."""

    id: int
    type: str | None = None
    title: str | None = None
    custom_field_options: list[FieldOption] | None = None


class TicketFields(Struct, frozen=True):
    """``/ticket_fields``."""

    ticket_fields: list[TicketField]


class Trigger(Struct, frozen=True):
    """A trigger: what the account does by itself."""

    title: str | None = None
    active: bool | None = True


class Triggers(Struct, frozen=True):
    """``/triggers/active``."""

    triggers: list[Trigger]


class Comment(Struct, frozen=True):
    """A comment; ``plain_body`` is its text without markup, where the account sends it."""

    id: int
    author_id: int | None = None
    public: bool | None = None
    created_at: str | None = None
    body: str | None = None
    html_body: str | None = None
    plain_body: str | None = None


class Comments(Page, frozen=True, kw_only=True):
    """``/tickets/{id}/comments`` with users."""

    comments: list[Comment]
    users: list[User] | None = None


class AuditEvent(Struct, frozen=True):
    """One event of an audit: a field change or a comment.

    ``via`` names who made a change that the update itself did not: the trigger, or the policy that set a target.
    """

    id: int | None = None
    type: str | None = None
    field_name: str | None = None
    value: Any = None
    previous_value: Any = None
    public: bool | None = None
    via: dict[str, Any] | None = None


class AuditMetadata(Struct, frozen=True):
    """What we and the system noted on an audit; ``custom`` holds our marker."""

    custom: dict[str, Any] | None = None


class Audit(Struct, frozen=True):
    """One update of a ticket."""

    id: int
    events: list[AuditEvent] | None = None
    metadata: AuditMetadata | None = None


class Audits(Page, frozen=True, kw_only=True):
    """``/tickets/{id}/audits``."""

    audits: list[Audit]


class PastEvent(AuditEvent, frozen=True):
    """One event of an audit as a history reads it."""

    author_id: int | None = None


class PastAudit(Struct, frozen=True):
    """One update of a ticket as a history reads it."""

    created_at: str | None = None
    author_id: int | None = None
    events: list[PastEvent] | None = None


class PastAudits(Page, frozen=True, kw_only=True):
    """``/tickets/{id}/audits`` with users."""

    audits: list[PastAudit]
    users: list[User] | None = None


class Policies(Struct, frozen=True):
    """``/slas/policies``: each as it came, the rules read it."""

    sla_policies: list[dict[str, Any]]


class Schedules(Struct, frozen=True):
    """``/business_hours/schedules``: each as it came, the rules read it."""

    schedules: list[dict[str, Any]]


class Holidays(Struct, frozen=True):
    """``/business_hours/schedules/{id}/holidays``."""

    holidays: list[dict[str, Any]]


class Updated(Struct, frozen=True):
    """The answer to ``PUT /tickets/{id}``."""

    ticket: Found
    audit: Audit


class Created(Struct, frozen=True):
    """The answer to ``POST /tickets``."""

    ticket: Found
