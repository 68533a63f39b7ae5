"""Each failure at each service the execution talks to, in virtual time: all comes to its end, each effect once."""

from pathlib import Path

import pytest

from tests.faults.failures import REPEATABLE, Failure, How, Plan
from tests.faults.indoors import Indoors
from tests.faults.judge import Verdict
from tests.faults.prepared import Prepared
from tests.faults.virtual import run

WRITE, AUDITS = ("zendesk", "PUT"), ("zendesk", "GET", "/api/v2/tickets/2")
POST, HISTORY = ("slack", "POST", "/slack/api/chat."), ("slack", "GET")
BROKER = ("composio", "POST", "/composio/api/v3.1/tools/execute/proxy")
LOST_WRITE, LOST_POST = Failure(How.RESET_AFTER, *WRITE), Failure(How.RESET_AFTER, *POST)

PLACES: dict[str, tuple[Failure, ...]] = {
    "zendesk write": (),
    "zendesk read": (),
    "zendesk read-back": (LOST_WRITE,),
    "slack post": (),
    "slack read-back": (LOST_POST,),
}
WHERE = {
    "zendesk write": WRITE,
    "zendesk read": ("zendesk", "GET", "/api/v2/tickets/show_many"),
    "zendesk read-back": AUDITS,
    "slack post": POST,
    "slack read-back": HISTORY,
}
"""Each way with the failure that leads there: only what is in doubt is read back."""


def ways(where: tuple[str, ...]) -> list[How]:
    """Every way to fail that may befall such a request."""
    return [how for how in How if how is not How.DELIVERED_TWICE or where[1] in REPEATABLE]


EACH = [(name, how) for name, where in WHERE.items() for how in ways(where)]
UNDOING = [one for one in EACH if "back" not in one[0]]


async def come_through(world: Indoors, undo: bool, *failures: Failure) -> Verdict:
    world.way.plan = Plan(failures)
    ends = await world.come_through(undo=undo)
    assert world.way.plan.met == sum(one.count for one in failures), "it did not happen"
    return world.judge(ends, undo=undo)


@pytest.mark.parametrize(("where", "how"), EACH)
def test_one_failure_does_no_harm(prepared: Prepared, place: Path, where: str, how: How) -> None:
    failures = (*PLACES[where], Failure(how, *WHERE[where]))

    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            return await come_through(world, False, *failures)

    verdict = run(play())
    assert verdict.wrong == {}


@pytest.mark.parametrize(("where", "how"), UNDOING)
def test_one_failure_while_undoing_does_no_harm(
    prepared: Prepared, place: Path, where: str, how: How
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            await life.desk.execute.run()
            await life.end()
            return await come_through(world, True, Failure(how, *WHERE[where]))

    assert run(play()).wrong == {}


@pytest.mark.parametrize("how", ways(BROKER))
@pytest.mark.parametrize("skip", [1, 2, 30])
def test_one_failure_of_the_broker_does_no_harm(
    prepared: Prepared, place: Path, skip: int, how: How
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared, broker=True) as world:
            return await come_through(world, False, Failure(how, *BROKER, skip=skip))

    assert run(play()).wrong == {}
