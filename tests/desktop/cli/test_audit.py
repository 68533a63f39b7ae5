"""`triagedeck audit`: what is wrong with a record is named by its place; what is taken out is exact and inert."""

import asyncio
import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desktop.base.clock import RunningClock
from desktop.base.ids import RandomIds
from desktop.base.paths import Folder
from desktop.bus import Bus
from desktop.cli.verbs import app
from desktop.deck import lock_mission, open_sandbox_deck
from desktop.ledger.ledger import open_ledger
from desktop.ledger.signing import HeadSigner
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault
from tests.desktop.ledger.conftest import LEAD, NOW
from tests.desktop.ledger.test_heads import AFTER, MAIN_FACTS


@pytest.fixture
async def record(tmp_path: Path) -> Path:
    """A profile's folder with one sealed mission, signed as it went."""
    database = await open_database(sqlite_url(tmp_path / "deck.db"))
    keys = Vault(b"k" * 32, LocalSecrets(database), RandomIds(), None)
    clock, ids = RunningClock(NOW), RandomIds()
    ledger = await open_ledger(database, keys, clock, ids, Bus(), LEAD, "m1")
    ledger.witness = HeadSigner(database, keys)
    for fact in [*MAIN_FACTS, *AFTER]:
        await ledger.append(fact)
    database.close()
    return tmp_path


def audit(record: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["audit", *words, "--out", str(record)])


@contextmanager
def forging(record: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(record / "deck.db")
    with connection:
        yield connection
    connection.close()


def one(record: Path, query: str) -> str:
    with forging(record) as connection:
        return str(connection.execute(query).fetchone()[0])


def test_an_honest_record_is_fine_and_names_its_signer(record: Path) -> None:
    said = audit(record, "verify")
    assert said.exit_code == 0, said.output
    assert "8 facts" in said.output
    signer = said.output.split("signed by ")[1].strip()
    assert audit(record, "verify", "--signer", signer).exit_code == 0
    strange = audit(record, "verify", "--signer", "0" * 64)
    assert strange.exit_code == 1
    assert f"main 4 this head was signed with another key, {signer}" in strange.output


@pytest.mark.parametrize(
    ("forgery", "names"),
    [
        ("DELETE FROM facts WHERE chain = 'addendum'", "addendum 2 lines were cut off: 2 facts"),
        ("DELETE FROM facts WHERE chain = 'main' AND seq = 2", "main 3 expected number 2"),
        ("UPDATE facts SET body = body || ' ' WHERE seq = 5", "main 5 was changed after"),
        ("DELETE FROM heads WHERE why = 'seal'", "main 5 not signed; main 6 not signed"),
        ("DELETE FROM heads", "main no head is signed"),
        ("UPDATE heads SET hash = prev_hash WHERE why = 'seal'", "main 6 the signature"),
    ],
)
def test_a_forgery_is_named_by_its_place(record: Path, forgery: str, names: str) -> None:
    with forging(record) as connection:
        connection.execute(forgery.replace("prev_hash", f"'{'0' * 64}'"))
    said = audit(record, "verify", "--json")
    assert said.exit_code == 1
    assert names in json.loads(said.output)["findings"][0]["words"]


def test_a_head_noted_elsewhere_shows_what_was_cut_off_with_its_heads(record: Path) -> None:
    noted = one(record, "SELECT hash FROM facts WHERE chain = 'addendum' AND seq = 2")
    assert "mission m1, addendum 2" in audit(record, "verify", "--head", noted[:16]).output
    with forging(record) as connection:
        connection.execute("DELETE FROM facts WHERE chain = 'addendum'")
        connection.execute("DELETE FROM heads WHERE chain = 'addendum'")
    assert audit(record, "verify").exit_code == 0, "what lies here alone cannot show it"
    said = audit(record, "verify", "--head", noted)
    assert said.exit_code == 1
    assert "no mission has this line" in said.output


@pytest.mark.parametrize("words", [("--head", "abc"), ("--head", "%"), ("--signer", "abcdefgh")])
def test_what_can_be_no_hash_is_refused_in_words(record: Path, words: tuple[str, str]) -> None:
    assert audit(record, "verify", *words).exit_code == 2


def test_the_table_has_one_line_per_fact_and_the_hashes_as_stored(record: Path) -> None:
    to = record / "record.csv"
    said = audit(record, "export", "--to", str(to))
    assert said.exit_code == 0, said.output
    assert "not recorded: no profile lies here" in said.stderr
    rows = list(csv.DictReader(io.StringIO(to.read_text("utf-8"), newline="")))
    assert [(row["chain"], row["seq"]) for row in rows[-3:]] == [
        ("main", "6"),
        ("addendum", "1"),
        ("addendum", "2"),
    ]
    first = rows[0]
    assert (first["actor"], first["os_user"], first["role"]) == ("lead-1", "sam", "lead")
    assert first["kind"] == "mission_started"
    assert first["at"].startswith("2026-11-23T14:05:0")
    assert json.loads(first["fields"])["batch_size"] == 12
    assert (
        rows[1]["prev"]
        == first["hash"]
        == one(record, "SELECT hash FROM facts WHERE seq = 1 AND chain = 'main'")
    )


def test_json_lines_are_the_same_facts_on_standard_output(record: Path) -> None:
    said = audit(record, "export", "--format", "jsonl", "--mission", "m1")
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(lines) == 8
    assert lines[1]["fields"] == {"stars": 3, "words": None}


def test_a_forged_cell_runs_in_no_spreadsheet_and_a_broken_line_goes_out_as_it_lies(
    record: Path,
) -> None:
    with forging(record) as connection:
        connection.execute("UPDATE facts SET body = '=cmd()' WHERE chain = 'main' AND seq = 1")
        connection.execute(
            "UPDATE facts SET body = replace(body, '\"sam\"', '\"=cmd()\"') WHERE seq = 2"
        )
    said = audit(record, "export")
    assert said.exit_code == 0, said.output
    rows = list(csv.DictReader(io.StringIO(said.stdout, newline="")))
    assert (rows[0]["kind"], json.loads(rows[0]["fields"])) == ("unreadable", {"body": "=cmd()"})
    assert rows[1]["os_user"] == "'=cmd()"


def test_a_mission_that_is_not_there_is_refused(record: Path) -> None:
    assert audit(record, "export", "--mission", "m9").exit_code == 2


async def _mission(folder: Folder) -> None:
    deck = await open_sandbox_deck(folder)
    ledger = await open_ledger(
        deck.database, deck.keys, RunningClock(NOW), deck.ids, deck.bus, LEAD, "m1"
    )
    await ledger.append(*MAIN_FACTS)
    deck.close()


def test_that_the_record_was_taken_out_is_on_record_unless_somebody_works_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGEDECK_PASSPHRASE", "a passphrase of the tests")
    asyncio.run(_mission(Folder(tmp_path)))
    lock = lock_mission(Folder(tmp_path), "m1")
    busy = audit(tmp_path, "export", "--format", "jsonl")
    lock.release()
    assert "not recorded in mission m1: This mission is open elsewhere" in busy.stderr
    assert len(busy.stdout.splitlines()) == len(MAIN_FACTS)
    free = audit(tmp_path, "export", "--format", "jsonl")
    assert free.stderr == ""
    last = json.loads(free.stdout.splitlines()[-1])
    assert (last["chain"], last["kind"]) == ("addendum", "audit_event_recorded")
    assert last["fields"] == {"event": "export_made", "subject": "audit-record"}
