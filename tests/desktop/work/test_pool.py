"""The worker: answers, comes back after a death, and never outlives us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.domain.errors import WorkerError
from desktop.work.pool import Pool

ORPHANING = """
import asyncio, os, sys
from desktop.work.pool import Pool
async def main():
    print(await Pool().run(os.getpid), flush=True)
    await asyncio.sleep(60)
if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_it_answers_from_another_process() -> None:
    pool = Pool()
    try:
        assert await pool.run(abs, -2) == 2
        assert await pool.run(os.getpid) != os.getpid()
    finally:
        pool.close()


async def test_a_worker_that_dies_is_said_in_words_and_the_next_call_gets_a_new_one() -> None:
    pool = Pool()
    try:
        with pytest.raises(WorkerError, match="ended"):
            await pool.run(os._exit, 1)
        assert await pool.run(abs, -2) == 2
    finally:
        pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_ends_with_us_even_by_sigkill() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHANING], stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    give_up = time.monotonic() + 20
    while _alive(worker):
        assert time.monotonic() < give_up, "the worker outlived its parent"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
    except OSError:
        return False
