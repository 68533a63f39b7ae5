"""The bundle of a small sealed mission, fresh for every test."""

import asyncio
from pathlib import Path

import pytest

from desktop.evidence.bundle import write_bundle
from tests.desktop.evidence.missions import contents
from tests.desktop.ledger.toy_keys import ToyKeys
from tests.desktop.stages.conftest import open_desk_on, reader, shared, standing

__all__ = ["open_desk_on", "reader", "shared", "standing"]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("bundle") / "pristine.triagebag"
    asyncio.run(write_bundle(contents(), ToyKeys(), path))  # type: ignore[arg-type]
    return path.read_bytes()


@pytest.fixture
def bundle(pristine: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "mission.triagebag"
    path.write_bytes(pristine)
    return path
