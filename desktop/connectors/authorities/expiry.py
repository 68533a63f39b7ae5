"""When a token ends, by our own clock: services say how long it lives, not until when."""

from datetime import timedelta

from desktop.base.clock import Clock
from desktop.domain.values import Millis, to_millis


def ends_at(clock: Clock, seconds: int | None) -> Millis:
    """Return the instant; 0 where the token has no end."""
    return to_millis(clock.now() + timedelta(seconds=seconds)) if seconds else 0
