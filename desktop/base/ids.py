"""Identity and randomness: the only file that rolls dice."""

import secrets
from datetime import datetime
from typing import Protocol

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class Ids(Protocol):
    """Where new identifiers and secrets come from."""

    def new(self, at: datetime) -> str:
        """Return a new identifier that sorts by the time it was made."""
        ...

    def token(self, size: int) -> bytes:
        """Return ``size`` unguessable bytes."""
        ...


class RandomIds:
    """ULID-shaped identifiers (48 bits of time, 80 of chance, Crockford base 32, lower case)."""

    def new(self, at: datetime) -> str:
        """Return 26 characters that sort by time."""
        value = (int(at.timestamp() * 1000) << 80) | secrets.randbits(80)
        return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))

    def token(self, size: int) -> bytes:
        """Return bytes from the operating system's generator."""
        return secrets.token_bytes(size)
