"""A profile whose database came back from a copy: each mission is told, and so is the person."""

import asyncio
from dataclasses import dataclass

from desktop.base.paths import Folder
from desktop.domain.facts import LedgerRestored
from desktop.domain.values import Id, from_millis
from desktop.ledger.ledger import Ledger
from desktop.store.database import Database


@dataclass(frozen=True)
class RestoredProfile:
    """What a person is told, once, at the opening that found it."""

    title: str
    message: str
    remedy: str

    @property
    def line(self) -> str:
        """All of it in one line, for a terminal."""
        return f"{self.title}. {self.message} {self.remedy}"


async def read_restored(database: Database, folder: Folder) -> RestoredProfile | None:
    """Return what is to be told of this opening; None for a database that was whole."""
    found = database.restored
    if found is None:
        return None
    lost = await asyncio.to_thread(_lost, folder, frozenset(await database.missions()))
    # Whoever goes on with one of them starts it anew under its name, and then looks first as well.
    await database.lose(lost, found.copied_at)
    aside = f" The damaged file lies in {found.aside}." if found.aside else ""
    return RestoredProfile(
        "The database was damaged",
        f"It was restored from the copy of {from_millis(found.copied_at):%d %b %H:%M} UTC; what happened since is "
        f"read back before anything is sent again.{aside}",
        "Replies given up since are held again, posts withdrawn since may be posted again: look at both before you "
        f"go on.{_begun_since(len(lost))}",
    )


def _lost(folder: Folder, known: frozenset[Id]) -> frozenset[Id]:
    """Return the missions that were begun since: a folder without a record."""
    there = {place.name for place in (folder.root / "missions").glob("*") if place.is_dir()}
    return frozenset(there - known)


def _begun_since(lost: int) -> str:
    if not lost:
        return ""
    some = "1 mission" if lost == 1 else f"{lost} missions"
    return f" {some} begun since is not in it: look at its tickets in the help desk first."


async def tell_mission(database: Database, ledger: Ledger) -> None:
    """Write into a mission's ledger that it came back with a copy; a sealed one has nothing left to send.

    Cut short between the two it is told twice, which changes nothing.
    """
    copied_at = await database.copied_at(ledger.mission.id)
    if copied_at is None:
        return
    if not ledger.mission.sealed:
        await ledger.append(LedgerRestored(copied_at=copied_at))
    await database.told(ledger.mission.id)
