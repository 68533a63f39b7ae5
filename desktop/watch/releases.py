"""The held replies in the order they leave."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.effect import EffectState
from desktop.domain.mission import Mission
from desktop.domain.values import from_millis


@dataclass(frozen=True)
class Release:
    """A held reply: its ticket, and when it leaves; None while it is paused."""

    ticket: int
    at: datetime | None


def releases(mission: Mission) -> tuple[Release, ...]:
    """Return the held replies, the first to leave first, paused ones last."""
    held = sorted(mission.in_state(EffectState.HELD), key=lambda one: (one.paused, one.release_at))
    return tuple(
        Release(int(one.target), None if one.paused else from_millis(one.release_at))
        for one in held
    )
