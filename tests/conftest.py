"""What every test has: the watch for surprises, and the real parts it may ask for."""

import pytest
from hypothesis import HealthCheck, settings

from tests.garbage import Sweeper
from tests.postgres import postgres
from tests.surprises import no_surprise, no_task_left, watch_tasks

# A slow machine is no failure: speed is measured by the bench, as ratios.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_garbage = Sweeper()

__all__ = ["no_surprise", "no_task_left", "postgres"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "announces(pattern): this log record is expected, and must come"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    watch_tasks(items)


def pytest_collection_finish() -> None:
    _garbage.begin()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Once its fixtures are down."""
    _garbage.sweep()
