"""What a tool card shows, and what can be done on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop.domain.account import Way
from desktop.domain.values import Readiness, Toolkit


class RightsState(StrEnum):
    """How the rights we hold compare with those we need."""

    AS_ASKED = "as_asked"
    NARROWED = "narrowed"
    MISSING = "missing"
    MORE = "more"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rights:
    """The state with what to do about it; ``usable`` says whether work can be done all the same."""

    state: RightsState
    words: str = ""
    fix: str = ""

    @property
    def usable(self) -> bool:
        """Whether the mission can go on with these rights."""
        blocked = (RightsState.NARROWED, RightsState.MISSING, RightsState.EXPIRED)
        return self.state not in blocked


@dataclass(frozen=True)
class Need:
    """Something to know before the browser way works.

    Attributes:
        field: Like ``zendesk.subdomain``.
        label: What it is called, for people.
        hint: What it looks like.
        settled: The policy file says it; it cannot be changed here.
    """

    field: str
    label: str
    hint: str
    value: str
    settled: bool


@dataclass(frozen=True)
class Spent:
    """Requests of this mission to one service.

    Attributes:
        stages: Stage and requests, in the order of the mission.
        last_minute: Sent within the last minute.
        limit: What the account allows per minute; None while the service has not said.
    """

    stages: tuple[tuple[str, int], ...] = ()
    last_minute: int = 0
    limit: int | None = None

    @property
    def total(self) -> int:
        """All requests so far."""
        return sum(count for _, count in self.stages)

    @property
    def share(self) -> float | None:
        """Part of the account's limit used within the last minute, 0 to 1; None while it is not known."""
        return self.last_minute / self.limit if self.limit else None


@dataclass(frozen=True)
class ToolCard:
    """One service: what it is for, what we do there in plain words, and whether it can be used now.

    Attributes:
        who: How the card says whose account it is, before ``account``.
        asked: The scopes a consent page will show, as the service names them.
        ways: How one can sign in here, the best one first; none where nobody has to (the sandbox).
        way: How somebody signed in; None when nobody did.
        pasted: What a pasted token is called there; ``token_user`` whether an address belongs to it.
        secret: What the app's own secret is called, where the browser way needs one; else empty.
        needs: What must be known for the browser way.
    """

    toolkit: Toolkit
    title: str
    required: bool
    does: tuple[str, ...]
    cannot: tuple[str, ...]
    readiness: Readiness
    account: str
    reason: str
    fix: str
    who: str = "Signed in as"
    rights: Rights = Rights(RightsState.AS_ASKED)
    asked: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    way: Way | None = None
    pasted: str = ""
    token_user: bool = False
    secret: str = ""
    needs: tuple[Need, ...] = ()
    spent: Spent = Spent()


@dataclass(frozen=True)
class Entered:
    """What a person typed to sign in; secrets are never shown again."""

    token: str = ""
    user: str = ""

    def __repr__(self) -> str:
        """Say nothing."""
        return "Entered()"


class SignInCommands(Protocol):
    """What can be done on the tool cards."""

    async def cards(self) -> tuple[ToolCard, ...]:
        """Ask every service now and return its card."""
        ...

    async def sign_in(self, toolkit: Toolkit, way: Way, entered: Entered) -> None:
        """Sign in and check that the service knows us. Cancelling it leaves nothing behind.

        Raises InputError for what was typed, RefusedError when the person or the service said no.
        """
        ...

    async def sign_out(self, toolkit: Toolkit) -> None:
        """Take the grant back at the service and wipe it here; wiped even when the service is away."""
        ...

    async def approvers(self) -> tuple[tuple[str, str], ...]:
        """Return name and e-mail address of who may approve, the first one asked first."""
        ...

    async def name_approver(self, name: str, email: str) -> None:
        """Add somebody who may approve. Raises InputError, also where a policy names them."""
        ...

    async def set_up(self, values: Mapping[str, str]) -> None:
        """Keep what was typed for ``needs``, by field. Raises InputError."""
        ...
