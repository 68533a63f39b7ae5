"""What a queue file must hold: only what the sandbox relies on; further API keys are kept as they are."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

Json = dict[str, Any]
"""A JSON object in a service's own API shape."""

Id = Annotated[int, msgspec.Meta(ge=1)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Priority = Literal["low", "normal", "high", "urgent"]
Status = Literal["new", "open", "pending", "hold", "solved", "closed"]
Count = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]


class Named(msgspec.Struct, frozen=True):
    """An organisation, group or trigger: something with an id."""

    id: Id


class Person(msgspec.Struct, frozen=True):
    """A Zendesk user."""

    id: Id
    name: str
    role: Literal["end-user", "agent", "admin"] = "end-user"
    email: str | None = None
    organization_id: Id | None = None


class Field(msgspec.Struct, frozen=True):
    """A ticket field; a tagger has its options."""

    id: Id
    type: str
    title: str
    custom_field_options: list[Json] = []


class Comment(msgspec.Struct, frozen=True):
    """A comment of a ticket."""

    author_id: Id
    created_at: Instant
    body: str
    id: Id | None = None
    public: bool = True


class Audit(msgspec.Struct, frozen=True):
    """A known audit of a ticket."""

    id: Id
    created_at: Instant
    events: list[Json] = []


class FieldValue(msgspec.Struct, frozen=True):
    """One custom field's value on a ticket."""

    id: Id
    value: Any = None


class Ticket(msgspec.Struct, frozen=True):
    """A ticket with its comments and, where known, its audits."""

    id: Id
    subject: str
    created_at: Instant
    requester_id: Id
    status: Status
    description: str = ""
    priority: Priority | None = None
    updated_at: Instant | None = None
    organization_id: Id | None = None
    assignee_id: Id | None = None
    submitter_id: Id | None = None
    group_id: Id | None = None
    tags: list[str] = []
    custom_fields: list[FieldValue] = []
    comments: list[Comment] = []
    audits: list[Audit] = []
    slas: Json | None = None


class Arrival(msgspec.Struct, frozen=True):
    """How many tickets came in one hour."""

    hour: Instant
    count: Count


class Zendesk(msgspec.Struct, frozen=True):
    """The Zendesk part of a queue file."""

    organizations: list[Named] = []
    users: list[Person] = []
    groups: list[Named] = []
    tickets: list[Ticket] = []
    ticket_fields: list[Field] = []
    sla_policies: list[Json] = []
    schedules: list[Json] = []
    solved_tickets: list[Ticket] = []
    arrivals: list[Arrival] = []
    triggers: list[Named] = []


class Label(msgspec.Struct, frozen=True):
    """A page's label."""

    name: Text


class Version(msgspec.Struct, frozen=True, rename="camel"):
    """A page's version."""

    number: int
    created_at: Instant


class Storage(msgspec.Struct, frozen=True):
    """A page's text in storage format."""

    value: str


class Body(msgspec.Struct, frozen=True):
    """A page's text."""

    storage: Storage


class Page(msgspec.Struct, frozen=True, rename="camel"):
    """A Confluence page in v2 shape."""

    id: Text
    title: str
    space_id: Text
    version: Version
    body: Body
    labels: list[Label] = []


class Space(msgspec.Struct, frozen=True):
    """A Confluence space."""

    id: Text
    key: Text


class Confluence(msgspec.Struct, frozen=True):
    """The Confluence part of a queue file."""

    spaces: list[Space] = []
    pages: list[Page] = []


class SlackThing(msgspec.Struct, frozen=True):
    """A Slack channel or user."""

    id: Text
    name: str = ""


class OnCall(msgspec.Struct, frozen=True):
    """Who looks at escalations: he reacts to each after so many sandbox seconds; never without them."""

    user: Text
    answer_after_seconds: Seconds | None = None


class Slack(msgspec.Struct, frozen=True):
    """The Slack part of a queue file."""

    channels: list[SlackThing] = []
    users: list[SlackThing] = []
    oncall: OnCall | None = None


class Approver(msgspec.Struct, frozen=True):
    """A manager who answers approval links by himself.

    Attributes:
        id: Stable name of the approver.
        slack_user_id: Whose direct messages he reads.
        totp_secret: Base 32 secret enrolled earlier, if any.
        answer: What he decides.
        answer_after_seconds: Sandbox seconds he takes.
    """

    id: str | int
    name: str
    slack_user_id: Text
    email: str = ""
    totp_secret: str | None = None
    answer: Literal["approve", "decline"] = "approve"
    answer_after_seconds: Seconds = 0.0
    note: str = ""


class Fault(msgspec.Struct):
    """A planned failure: which requests, what happens, how often.

    Attributes:
        service: ``zendesk``, ``slack``, ``confluence`` or ``composio``, each with its authorisation server.
        kind: What goes wrong; ``reset_after``, ``truncated``, ``drip``, ``twice`` and both ``length`` kinds do the
            work first.
        method: HTTP method, empty for any.
        path: Prefix of the path, empty for any.
        status: Answer of the kind ``status``.
        retry_after: What ``Retry-After`` says, if anything: seconds, or any text.
        delay_seconds: Real seconds waited: by ``delay`` once, by ``drip`` after each byte, by ``half_open`` for ever.
        part: The share of the answer that ``truncated`` sends.
        skip: How many matching requests pass first.
        count: How many fail after that.
    """

    service: Literal["zendesk", "slack", "confluence", "composio"]
    kind: Literal[
        "status", "delay", "reset_before", "reset_after", "truncated", "html", "nonsense",
        "drip", "bomb", "length_long", "length_short", "half_open", "redirect", "twice",
    ]  # fmt: skip
    method: str = ""
    path: str = ""
    status: Annotated[int, msgspec.Meta(ge=200, le=599)] = 503
    retry_after: Count | str | None = None
    delay_seconds: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    part: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    skip: Count = 0
    count: Count = 1


class QueueShape(msgspec.Struct, frozen=True):
    """A whole queue file."""

    format: Literal[1]
    now: Instant
    name: str = ""
    zendesk: Zendesk = Zendesk()
    confluence: Confluence = Confluence()
    slack: Slack = Slack()
    approvers: list[Approver] = []
    faults: list[Fault] = []
