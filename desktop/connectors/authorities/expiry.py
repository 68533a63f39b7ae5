"""What a token endpoint answers (RFC 6749 §5.1), and when it ends by our own clock: services say only how long it lives."""

from datetime import timedelta

from msgspec import Struct

from desktop.base.clock import Clock
from desktop.domain.values import Millis, to_millis


class Token(Struct, frozen=True):
    """The answer; ``scope`` separated by spaces, ``expires_in`` in seconds."""

    access_token: str
    refresh_token: str | None = None
    scope: str | None = None
    expires_in: int | None = None


def ends_at(clock: Clock, seconds: int | None) -> Millis:
    """Return the instant; 0 where the token has no end."""
    return to_millis(clock.now() + timedelta(seconds=seconds)) if seconds else 0
