"""`triagedeck audit verify`: read every chain as stored and check every link."""

from pathlib import Path

from desktop.base.paths import Folder, profile_folder
from desktop.cli.findings import Finding, Findings, findings
from desktop.domain.errors import InputError
from desktop.ledger.chain import head, problems
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url


async def verify_ledgers(out: Path | None) -> Findings:
    """Check every mission of a profile. No key is needed: the chain verifies without reading a text."""
    folder = Folder(out) if out else profile_folder("sandbox")
    if not folder.database.exists():
        raise InputError(
            "There is no record here", str(folder.root), "Name the profile's folder with --out."
        )
    database = await open_database(sqlite_url(folder.database))
    try:
        return findings(*[await _check(database, one) for one in await database.missions()])
    finally:
        database.close()


async def _check(database: Database, mission: str) -> Finding:
    rows = await database.rows(mission)
    broken = problems(mission, rows)
    if broken:
        words = "; ".join(f"{place} {what}" for place, what in broken[:5])
        return Finding(f"mission {mission}", False, words, "Keep the file; restore a backup.")
    return Finding(f"mission {mission}", True, f"{len(rows)} facts, head {head(rows)}")
