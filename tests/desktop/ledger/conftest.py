"""A database of each kind, and ledgers opened on it as the deck opens them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.base.clock import RunningClock, parse_instant
from desktop.base.ids import RandomIds
from desktop.bus import Bus, Message
from desktop.domain.values import Actor, Role
from desktop.ledger.ledger import Ledger, open_ledger
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault

LEAD = Actor("lead-1", "sam", Role.LEAD)
NOW = parse_instant("2026-11-23T14:05:00Z")


@dataclass
class Place:
    """A database with the keys beside it, and everything a ledger is opened with."""

    url: str
    database: Database
    keys: Vault
    clock: RunningClock = field(default_factory=lambda: RunningClock(NOW))
    ids: RandomIds = field(default_factory=RandomIds)
    bus: Bus = field(default_factory=Bus)
    told: list[Message] = field(default_factory=list)

    async def open(self, mission: str = "m1", database: Database | None = None) -> Ledger:
        store = database or self.database
        return await open_ledger(store, self.keys, self.clock, self.ids, self.bus, LEAD, mission)

    def new_mission(self) -> str:
        return self.ids.new(NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "deck.db")
    made: str = request.getfixturevalue("postgres").new_database()
    return made


@pytest.fixture
async def place(url: str, tmp_path: Path) -> AsyncIterator[Place]:
    database = await open_database(url)
    # Keys never lie in a shared database: beside PostgreSQL there is always a local file.
    local = await open_database(sqlite_url(tmp_path / "local.db"))
    made = Place(url, database, Vault(b"k" * 32, LocalSecrets(local), RandomIds(), None))
    made.bus.listen(made.told.append)
    yield made
    await asyncio.to_thread(database.close)
    await asyncio.to_thread(local.close)
