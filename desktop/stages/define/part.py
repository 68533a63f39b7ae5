"""What one clause of an intent said: a filter with that one condition, or how many tickets and which first."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.scope import Filter, Order


class Kind(StrEnum):
    """What a part is about; parts of one kind in a list stand for one another."""

    TOPIC = "topic"
    PRIORITY = "priority"
    STATUS = "status"
    AGE = "age"
    WINDOW = "window"
    VIP = "vip"
    ORGANISATION = "organisation"
    ASSIGNEE = "assignee"
    CHANNEL = "channel"
    LANGUAGE = "language"
    TAG = "tag"
    COUNT = "count"


TIMES = frozenset({Kind.AGE, Kind.WINDOW, Kind.COUNT})
"""Kinds a "without" before them does not reach over other words."""


_ANY = Filter()


@dataclass(frozen=True)
class Ask:
    """Why nothing can be understood: one question, and what may be answered at once.

    Attributes:
        choices: Words for a button, and the intent it stands for.
    """

    question: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """One part, up to before the token ``end``."""

    kind: Kind
    end: int
    filter: Filter = _ANY
    limit: int | None = None
    order: Order | None = None
