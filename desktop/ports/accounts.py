"""What the core needs from outside to sign in: authorities, a broker, a door for the browser. Protocols only."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from desktop.domain.account import Grant
from desktop.domain.values import Id, Toolkit


@dataclass(frozen=True)
class Reach:
    """Where a service is, and the headers that let us in (never shown, never logged).

    Attributes:
        account: The connected account at a broker; empty when we go ourselves.
        through: Where the service's paths begin, seen from the broker.
    """

    base_url: str
    headers: Mapping[str, str] = field(repr=False)
    account: Id = ""
    through: str = ""


class Access(Protocol):
    """By what right we come to a service."""

    async def reach(self) -> Reach:
        """Return where to go and with which right. Raises RefusedError 401 while nobody is signed in."""
        ...

    async def renew(self, refused: Reach) -> bool:
        """The service refused this right: return whether there is a newer one to come with."""
        ...


@dataclass(frozen=True)
class Question:
    """One sign-in under way: what we asked, and what only we can answer with (RFC 6749, RFC 7636).

    Attributes:
        state: Comes back with the answer, or the answer is not ours.
        verifier: What the challenge was made of.
        redirect: Where the browser comes back to.
        scopes: The rights we ask for.
    """

    state: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect: str
    scopes: tuple[str, ...]


class Authority(Protocol):
    """Where a service lets people in."""

    def address(self, question: Question) -> str:
        """Return the consent page's address. Raises InputError while the setup lacks something."""
        ...

    async def exchange(self, code: str, question: Question) -> Grant:
        """Turn the code that came back into a grant. Raises ServiceError."""
        ...

    async def renew(self, grant: Grant) -> Grant:
        """Return the next grant. Raises RefusedError with 400 to 403 when there is none any more."""
        ...

    async def revoke(self, grant: Grant) -> None:
        """Make the grant worthless. Raises ServiceError."""
        ...

    def reach(self, grant: Grant) -> Reach:
        """Return where to go with this grant."""
        ...


class ReturnDoor(Protocol):
    """Waits on this computer for the browser to come back."""

    redirect: str

    async def answer(self) -> Mapping[str, str]:
        """Return what the browser brought, once it carries our state."""
        ...


class Returns(Protocol):
    """Opens doors for browsers to come back to."""

    def open(
        self, host: str, path: str, ports: Sequence[int], state: str
    ) -> AbstractAsyncContextManager[ReturnDoor]:
        """Listen at the first free port. Raises InputError when all are taken."""
        ...


@dataclass(frozen=True)
class Link:
    """A broker's page to connect an account on, and the account it will be."""

    account: Id
    url: str = field(repr=False)


class Broker(Protocol):
    """Somebody who holds the accounts for us (Composio)."""

    async def link(self, toolkit: Toolkit, key: str) -> Link:
        """Begin. Raises RefusedError for a wrong key, InputError where the setup lacks something."""
        ...

    async def active(self, account: Id, key: str) -> bool:
        """Return whether the person has agreed. Raises RefusedError when it failed or lapsed."""
        ...

    async def check(self, toolkit: Toolkit, account: Id, key: str) -> None:
        """Ask the service through the broker who the account is. Raises RefusedError when it fails."""
        ...

    async def remove(self, account: Id, key: str) -> None:
        """Disconnect; the broker then forgets its tokens."""
        ...

    def reach(self, toolkit: Toolkit, grant: Grant) -> Reach:
        """Return the way through the broker to the service."""
        ...
