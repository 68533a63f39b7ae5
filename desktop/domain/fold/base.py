"""The register of the fold: what each kind of fact makes of a mission."""

from functools import singledispatch

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.mission import Increment, Mission
from desktop.domain.values import Millis


@singledispatch
def apply_fact(fact: facts.Fact, mission: Mission, at: Millis) -> Mission:
    """Return the mission after the fact; a fact nobody registered for changes nothing."""
    return mission


register = apply_fact.register


def put_increment(mission: Mission, increment: Increment) -> Mission:
    """Return the mission with its newest increment as it is now."""
    others = mission.increments[: increment.number - 1]
    return replace(mission, increments=(*others, increment))
