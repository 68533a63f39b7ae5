"""A call that is cancelled stays cancelled, however close its answer is."""

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from desktop.store.lanes import Lane

_ANSWERED = 0.02
"""Seconds after which the thread has surely answered."""


@pytest.mark.parametrize("turns", range(7))
async def test_a_cancellation_is_not_swallowed_by_an_answer_in_the_same_moment(
    tmp_path: Path, turns: int
) -> None:
    lane = Lane(create_engine(f"sqlite:///{tmp_path / 'one.db'}"), "test")
    task = asyncio.ensure_future(lane.run("reading", lambda _: None))
    await asyncio.sleep(0)
    time.sleep(_ANSWERED)  # noqa: ASYNC251 - the answer is there, and the loop has not heard of it
    for _ in range(turns):
        await asyncio.sleep(0)
    taken = task.cancel()
    done, _ = await asyncio.wait([task])
    lane.close()
    assert done
    assert task.cancelled() == taken, "cancel() said yes, so the task must end cancelled"
