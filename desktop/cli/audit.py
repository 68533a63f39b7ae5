"""`triagedeck audit verify`: read every chain as stored, check every link and every signed head."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct

from desktop.base.paths import Folder, profile_folder
from desktop.cli.findings import Finding, Findings, findings
from desktop.domain.errors import InputError
from desktop.domain.facts import Fact, LedgerRestored, kind_of
from desktop.domain.values import from_millis
from desktop.ledger.chain import Entry, head, problems, read_row
from desktop.ledger.heads import Why, problems_of_heads, signed_on, signer_of
from desktop.ports import SignedHead, StoredFact
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url

_RESTORED = kind_of(LedgerRestored.__name__)
_SHORTEST = 8
"""Digits of a head that was noted elsewhere: fewer could be met by chance."""


class Known(Struct, frozen=True):
    """What the reader knows from elsewhere: a head, the fingerprint of the key that signs here."""

    head: str = ""
    signer: str = ""


def read_known(head: str | None, signer: str | None) -> Known:
    """Read what was typed. Raises InputError for what can be no hash."""
    noted, key = _digits(head), _digits(signer)
    if head is not None and not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST},64}}", noted):
        raise InputError(
            "This is no head",
            f"A head is 64 hex digits; its first {_SHORTEST} at least are needed.",
            "Copy it from the bundle, the approval or the note.",
        )
    if signer is not None and not re.fullmatch(r"[0-9a-f]{64}", key):
        raise InputError(
            "This is no fingerprint", "It has 64 hex digits.", "Copy it from a bundle you trust."
        )
    return Known(noted, key)


def _digits(typed: str | None) -> str:
    return re.sub(r"[\s:]", "", typed or "").lower()


@asynccontextmanager
async def opened_record(out: Path | None) -> AsyncIterator[Database]:
    """Open the record of a profile. Raises InputError where there is none."""
    folder = Folder(out) if out else profile_folder("sandbox")
    if not folder.database.exists():
        raise InputError(
            "There is no record here", str(folder.root), "Name the profile's folder with --out."
        )
    database = await open_database(sqlite_url(folder.database))
    try:
        yield database
    finally:
        database.close()


async def verify_ledgers(out: Path | None, known: Known | None = None) -> Findings:
    """Check every mission of a profile. No key is needed: chains and signatures verify without reading a text."""
    known = known or Known()
    async with opened_record(out) as database:
        found, noted = [], ""
        for mission in await database.missions():
            rows, heads = await database.rows(mission), await database.heads(mission)
            found.append(_check(mission, rows, heads, known.signer))
            noted = noted or _place(mission, rows, known.head)
    return findings(*found, *([_elsewhere(known.head, noted)] if known.head else []))


def _check(
    mission: str, rows: tuple[StoredFact, ...], heads: tuple[SignedHead, ...], signer: str
) -> Finding:
    broken = problems(mission, rows) + problems_of_heads(rows, heads, signer or None)
    if broken:
        words = "; ".join(f"{place} {what}" for place, what in broken[:5])
        more = f"; and {len(broken) - 5} more" if len(broken) > 5 else ""
        return Finding(
            f"mission {mission}", False, words + more, "Keep the file; restore a backup."
        )
    words = f"{len(rows)} facts, head {head(rows)}, {_signed(heads)}{_restored(rows)}"
    return Finding(f"mission {mission}", True, words)


def _restored(rows: tuple[StoredFact, ...]) -> str:
    """Say what is missing: what was written between the copy a mission came back with and its restoration."""
    named = [row for row in rows if f'"kind":"{_RESTORED}"' in row.body]
    return "".join(_missing(one, one.fact) for one in map(read_row, named))


def _missing(entry: Entry, fact: Fact) -> str:
    if not isinstance(fact, LedgerRestored):
        return ""
    since = f"{from_millis(fact.copied_at):%Y-%m-%d %H:%M} UTC"
    return f", restored before {entry.chain} {entry.seq}: what was written after {since} is missing"


def _signed(heads: tuple[SignedHead, ...]) -> str:
    if not heads:
        return "no head signed yet"
    late = [one for one in heads if one.why == Why.LATE]
    words = f", signed late on {signed_on(late[0])}" if late else ""
    return f"{len(heads)} signed by {signer_of(heads[0])}{words}"


def _place(mission: str, rows: tuple[StoredFact, ...], noted: str) -> str:
    fitting = [row for row in rows if noted and row.hash.startswith(noted)]
    return f"mission {mission}, {fitting[0].chain} {fitting[0].seq}" if fitting else ""


def _elsewhere(noted: str, place: str) -> Finding:
    words = place or "no mission has this line: lines were cut off or written anew"
    return Finding(f"head {noted[:12]}", bool(place), words, "Keep the file; restore a backup.")
