"""One mission taken as far as the yes, once per worker; each test begins with a copy in memory where there is room."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.prepared import Prepared, prepare

_MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder of our own in it is used


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An approved mission on disk."""
    return asyncio.run(prepare(tmp_path_factory.mktemp("prepared") / "mission"))


def in_memory() -> Path | None:
    """Where files lie in memory; None where there is no such place."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that need not survive a power cut, so that nothing waits for a disk."""
    with tempfile.TemporaryDirectory(prefix="faults-", dir=in_memory()) as folder:
        yield Path(folder) / "round"
