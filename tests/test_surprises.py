"""The watch itself: each kind of surprise fails a test, an announced one does not."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_CONFTEST = """
import pytest
from tests.surprises import no_surprise, no_task_left, watch_tasks
def pytest_configure(config):
    config.addinivalue_line("markers", "announces(pattern): expected")
def pytest_collection_modifyitems(items):
    watch_tasks(items)
"""
_TESTS = """
import asyncio, logging, threading, time
import pytest

def test_quiet(): logging.getLogger("x").info("fine")
def test_warning(): logging.getLogger("x").warning("odd")
@pytest.mark.announces("odd")
def test_announced(): logging.getLogger("x").warning("odd")
@pytest.mark.announces("odd")
def test_announced_but_silent(): pass
async def test_task(): test_task.kept = asyncio.create_task(asyncio.sleep(60))
def test_thread(): threading.Thread(target=time.sleep, args=(2,)).start()
"""


def test_a_surprise_fails_the_test_it_happened_in(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    pytester.makeconftest(_CONFTEST)
    pytester.makepyfile(_TESTS)
    plugins = ["-p", "no:randomly", "-p", "no:cacheprovider", "--asyncio-mode=auto"]
    plugins += ["-o", "asyncio_default_fixture_loop_scope=function"]
    done = pytester.runpytest_subprocess(*plugins)
    done.assert_outcomes(passed=6, errors=4)
    for name in ("warning", "announced_but_silent", "task", "thread"):
        done.stdout.fnmatch_lines([f"ERROR *::test_{name}*"])
