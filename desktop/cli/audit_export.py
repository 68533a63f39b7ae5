"""`triagedeck audit export`: the record as a table or as JSON lines, one line per fact, as it was hashed."""

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from desktop.base.table import write_table
from desktop.base.whole import write_whole
from desktop.cli.audit import opened_record
from desktop.domain.errors import InputError
from desktop.domain.values import from_millis
from desktop.ledger.chain import canonical
from desktop.ports import StoredFact
from desktop.store.database import Database

_COLUMNS = (
    "mission",
    "at",
    "chain",
    "seq",
    "actor",
    "os_user",
    "role",
    "kind",
    "fields",
    "prev",
    "hash",
)


class Format(StrEnum):
    """How it is written."""

    CSV = "csv"
    JSONL = "jsonl"


async def export_record(
    out: Path, mission: str | None, form: Format, note: Callable[[Sequence[str]], Awaitable[None]]
) -> str:
    """Return the facts of one mission, or of all, once ``note`` has written down that they are taken out.

    Raises InputError for a mission that is not there.
    """
    async with opened_record(out) as database:
        missions = await _wanted(database, mission)
        await note(missions)
        lines = [_line(one, row) for one in missions for row in await database.rows(one)]
    return _table(lines) if form is Format.CSV else _json_lines(lines)


async def _wanted(database: Database, mission: str | None) -> Sequence[str]:
    there = await database.missions()
    if mission is None:
        return there
    if mission not in there:
        raise InputError(
            "There is no such mission", mission, "`triagedeck audit verify` lists them."
        )
    return (mission,)


def write_record(text: str, to: Path) -> str:
    """Write it whole; return what to say. Raises OSError."""
    write_whole(to, text.encode())
    return f"The record is in {to}"


def _line(mission: str, row: StoredFact) -> dict[str, object]:
    """Return a fact as stored: a line somebody broke goes out as it lies there, without its parts."""
    line = dict.fromkeys(_COLUMNS, "") | {"mission": mission, "chain": row.chain, "seq": row.seq}
    line |= {"prev": row.prev, "hash": row.hash}
    try:
        return line | _told(row.body)
    except (KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError):
        return line | {"kind": "unreadable", "fields": {"body": row.body}}


def _told(body: str) -> dict[str, object]:
    fact = json.loads(body)
    actor = fact["actor"]
    return {
        "at": from_millis(fact["at"]).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "actor": str(actor["account"]),
        "os_user": str(actor["os_user"]),
        "role": str(actor["role"]),
        "kind": str(fact["kind"]),
        "fields": fact["fields"],
    }


def _table(lines: Iterable[dict[str, object]]) -> str:
    return write_table(_COLUMNS, [[_cell(line[name]) for name in _COLUMNS] for line in lines])


def _cell(value: object) -> str:
    return value if isinstance(value, str) else canonical(value).decode()


def _json_lines(lines: Iterable[dict[str, object]]) -> str:
    return "".join(canonical(line).decode() + "\n" for line in lines)
