"""The small checked types facts are made of: never free text, never a float.

Facts are canonical JSON (RFC 8785); integers, enums and these patterns are all that may stand in them,
so that two machines always hash the same bytes and nothing a customer wrote reaches the chain.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,79}$")]
"""An identifier of ours or of a service: no spaces, at most 80 characters."""

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""64 hex digits: a SHA-256, or the keyed hash (HMAC) under which a blob is sealed."""

Count = Annotated[int, Meta(ge=0)]
"""How many."""

Millis = Annotated[int, Meta(ge=0)]
"""An instant: milliseconds since 1970-01-01 UTC."""

Seconds = Annotated[int, Meta(ge=0)]
"""A span in whole seconds."""


def to_millis(instant: datetime) -> Millis:
    """Write an aware instant as milliseconds since the epoch, rounding down."""
    return int(instant.timestamp() * 1000)


def from_millis(value: Millis) -> datetime:
    """Read milliseconds since the epoch as an aware instant in UTC."""
    return datetime.fromtimestamp(value / 1000, UTC)


class Role(StrEnum):
    """What an actor is to a mission."""

    LEAD = "lead"
    APPROVER = "approver"
    DECK = "deck"


class Actor(Struct, frozen=True, forbid_unknown_fields=True):
    """Who did it: the account id a service verified, the operating system's user, the role."""

    account: Id
    os_user: Id
    role: Role


class StageName(StrEnum):
    """The seven stages, in order."""

    HOME = "home"
    DEFINE = "define"
    PREPARE = "prepare"
    PLAN = "plan"
    APPROVE = "approve"
    EXECUTE = "execute"
    REFLECT = "reflect"


class Toolkit(StrEnum):
    """The services a mission works with."""

    ZENDESK = "zendesk"
    CONFLUENCE = "confluence"
    SLACK = "slack"
    FOLDER = "folder"


class Readiness(StrEnum):
    """Whether a toolkit can be used now."""

    READY = "ready"
    NEEDS_AUTH = "needs_auth"
    OFFLINE = "offline"
    NOT_USED = "not_used"
