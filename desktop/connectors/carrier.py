"""What carries a request to a service and its answer back: our own connection, or a broker's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Ask:
    """One request.

    Attributes:
        method: Like ``GET``.
        path: Below the service's base, starting with ``/``; may hold a query of its own.
        params: Further query parameters.
        body: JSON or form bytes; None for no body.
        headers: What this request carries besides the right to ask (``Idempotency-Key``).
    """

    method: str
    path: str
    params: Mapping[str, str | int] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] | None = None

    @property
    def where(self) -> str:
        """Method and path, for people and logs: never a query, which may hold what people wrote."""
        return f"{self.method} {self.path.partition('?')[0]}"


@dataclass(frozen=True)
class Answer:
    """What came back, whole and capped in size. ``headers`` finds names in any case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Carrier(Protocol):
    """Carries requests of one service."""

    async def base_url(self) -> str:
        """Return where the service is. Raises RefusedError 401 while nobody is signed in."""
        ...

    async def carry(self, ask: Ask) -> Answer:
        """Send once. Raises RefusedError when nothing was sent, UnknownOutcomeError when it may have been."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...
