"""Commands under way: kept by name, replaced, cancelled, and never silent when they fail."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ServiceError
from ui.bridge.tasks import Tasks

if TYPE_CHECKING:
    from ui.bridge.problems import Problem


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    running = Tasks()
    yield running
    await running.close()


async def until_idle(tasks: Tasks) -> None:
    ended = asyncio.Event()
    tasks.idle.connect(ended.set)
    await asyncio.wait_for(ended.wait(), 5)


async def fail() -> None:
    raise ServiceError("Zendesk is away", "No answer from acme.", "Try again.")


async def test_what_is_started_runs_and_is_forgotten_once_it_ended(tasks: Tasks) -> None:
    done: list[str] = []

    async def work() -> str:
        done.append("done")
        return "answer"

    task = tasks.start(work(), "read")
    assert tasks.runs("read")
    assert await task == "answer"
    await asyncio.sleep(0)
    assert (done, tasks.runs("read")) == (["done"], False)


async def test_the_same_name_started_again_replaces_the_one_before(tasks: Tasks) -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0.01)
        done.append(number)

    first = tasks.start(work(1), "read")
    await asyncio.sleep(0)
    second = tasks.start(work(2), "read")
    await asyncio.wait([first, second])
    assert first.cancelled()
    assert done == [2]


async def test_the_end_of_the_replaced_one_does_not_forget_its_successor(tasks: Tasks) -> None:
    gate = asyncio.Event()
    tasks.start(gate.wait(), "read")
    await asyncio.sleep(0)
    tasks.start(gate.wait(), "read")
    await asyncio.sleep(0.01)
    assert tasks.runs("read")


async def test_without_a_name_nothing_is_replaced(tasks: Tasks) -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        done.append(number)

    await asyncio.wait([tasks.start(work(1)), tasks.start(work(2))])
    assert done == [1, 2]


async def test_one_that_is_cancelled_before_its_first_step_never_ran_and_never_complains(
    tasks: Tasks, recwarn: pytest.WarningsRecorder
) -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("ran")

    one = work()
    task = tasks.start(one, "read")
    tasks.cancel("read")
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert task.cancelled()
    assert done == []
    assert one.cr_frame is None, "still open: collecting it would warn that it was never awaited"
    assert [str(warning.message) for warning in recwarn] == []


async def test_a_problem_goes_to_whoever_asked(tasks: Tasks) -> None:
    mine: list[Problem] = []
    everybody: list[Problem] = []
    tasks.failed.connect(everybody.append)
    await tasks.start(fail(), on_problem=mine.append)
    assert [(p.title, p.remedy) for p in mine] == [("Zendesk is away", "Try again.")]
    assert everybody == []


async def test_a_problem_nobody_takes_is_told_to_all(tasks: Tasks) -> None:
    told: list[Problem] = []
    tasks.failed.connect(told.append)
    await tasks.start(fail())
    assert [problem.message for problem in told] == ["No answer from acme."]


@pytest.mark.announces("command failed")
async def test_a_fault_of_ours_is_logged_and_told_in_words(tasks: Tasks) -> None:
    told: list[Problem] = []
    tasks.failed.connect(told.append)

    async def broken() -> None:
        raise KeyError("a customer's secret")

    await tasks.start(broken())
    assert told[0].title == "Something in Triage Deck broke"
    assert "secret" not in told[0].details


async def test_being_cancelled_is_no_problem(tasks: Tasks) -> None:
    told: list[Problem] = []
    tasks.failed.connect(told.append)
    task = tasks.start(asyncio.sleep(60), "wait")
    await asyncio.sleep(0)
    tasks.cancel("wait")
    await asyncio.wait([task])
    assert told == []


async def test_it_tells_when_the_last_one_ended(tasks: Tasks) -> None:
    idle: list[bool] = []
    tasks.idle.connect(lambda: idle.append(tasks.runs("short") or tasks.runs("long")))
    gate = asyncio.Event()
    tasks.start(gate.wait(), "long")
    await tasks.start(asyncio.sleep(0), "short")
    await asyncio.sleep(0)
    assert idle == []
    gate.set()
    await until_idle(tasks)
    assert idle == [False]


async def test_closing_waits_until_everything_has_cleaned_up(tasks: Tasks) -> None:
    steps: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            steps.append("cleaned up")

    tasks.start(work(), "work")
    await asyncio.sleep(0)
    await tasks.close()
    assert steps == ["cleaned up"]
    assert not tasks.runs("work")
