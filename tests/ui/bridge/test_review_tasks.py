"""Tasks at their edges: the moment a task ends, and what an ending task starts."""

import asyncio

from ui.bridge.tasks import Tasks


async def test_a_task_whose_last_step_is_done_runs_no_more() -> None:
    tasks = Tasks()
    seen: list[bool] = []

    async def load() -> None:
        # Called after the last step of this task, before the loop tells anybody that it ended.
        asyncio.get_running_loop().call_soon(lambda: seen.append(tasks.runs("view")))

    await tasks.start(load(), "view")
    assert seen == [False]


async def test_closing_ends_what_an_ending_task_starts() -> None:
    tasks = Tasks()

    async def view() -> None:
        await asyncio.sleep(60)

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            tasks.start(view(), "view")

    tasks.start(work(), "work")
    await asyncio.sleep(0)
    await tasks.close()
    assert not tasks.runs("view")
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("ui:")]
