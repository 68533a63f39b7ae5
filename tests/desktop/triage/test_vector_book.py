"""The book of vectors, on a real database with a real worker's functions."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.base.ids import RandomIds
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.triage import sentences, vector_book
from desktop.triage.sentences import PLACE, key_of
from desktop.triage.vector_book import VectorBook
from desktop.vault.vault import Vault

TEXTS = ["token refused", "invoice charged twice", "printer out of paper"]


class Here:
    """Runs the worker's functions in this process and notes which."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    async def run(self, function: Callable[..., Any], *arguments: object) -> Any:
        self.ran.append(function.__name__)
        return function(*arguments)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(sqlite_url(tmp_path / "deck.db"))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_memory", {})


def book(database: Database, work: Here) -> VectorBook:
    return VectorBook(Vault(b"k" * 32, LocalSecrets(database), RandomIds(), None), work)


def silent(_done: int, _of: int) -> None:
    """Nobody listens."""


async def test_what_was_computed_one_day_is_there_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book(database, Here()).understand(TEXTS, silent)
    computed = dict(sentences._memory)
    monkeypatch.setattr(sentences, "_memory", {})
    work = Here()
    await book(database, work).understand(TEXTS, silent)
    assert "computed" not in work.ran
    assert {k: v.tobytes() for k, v in sentences._memory.items()} == {
        k: v.tobytes() for k, v in computed.items()
    }


async def test_progress_is_told_and_a_text_is_computed_once(database: Database) -> None:
    told: list[tuple[int, int]] = []
    work = Here()
    await book(database, work).understand(TEXTS * 2, lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (3, 3)]
    await book(database, work).understand(TEXTS, lambda done, of: told.append((done, of)))
    assert len(told) == 2
    assert work.ran.count("computed") == 1


async def test_neither_text_nor_vector_lies_open_in_the_database(
    database: Database, tmp_path: Path
) -> None:
    await book(database, Here()).understand(TEXTS, silent)
    vector = sentences._memory[key_of(TEXTS[0])].tobytes()
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert vector not in raw
    assert key_of(TEXTS[0]) not in raw


async def test_when_all_leaves_are_full_the_oldest_is_written_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_book, "_LEAVES", 2)
    monkeypatch.setattr(vector_book, "_LEAF", 1)
    kept = book(database, Here())
    for text in TEXTS:
        await kept.understand([text], silent)
    monkeypatch.setattr(sentences, "_memory", {})
    work = Here()
    await book(database, work).understand(TEXTS[1:], silent)
    assert "computed" not in work.ran
    await book(database, work).understand(TEXTS[:1], silent)
    assert "computed" in work.ran


async def test_another_mission_of_the_same_day_writes_on_and_not_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await book(database, Here()).understand(TEXTS[:2], silent)
    await book(database, Here()).understand(TEXTS[2:], silent)
    monkeypatch.setattr(sentences, "_memory", {})
    work = Here()
    await book(database, work).understand(TEXTS, silent)
    assert "computed" not in work.ran


async def test_without_the_model_nothing_is_kept(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE, "/nowhere")
    work = Here()
    await book(database, work).understand(TEXTS, silent)
    assert work.ran == ["has_model"]
