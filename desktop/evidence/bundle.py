"""Writes an evidence bundle: the minimal kind, with nothing a customer wrote."""

import asyncio
import contextlib
import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop.base.clock import format_instant
from desktop.base.table import write_table
from desktop.domain.errors import StoreError
from desktop.evidence import verify
from desktop.evidence.bag import make_bag, zip_bag
from desktop.evidence.contract import Contents
from desktop.evidence.report import render_report
from desktop.evidence.seal import seal
from desktop.ledger.chain import canonical
from desktop.ports import Keys, StoredFact
from desktop.watch.clocks_table import table
from desktop.watch.validators import matrix


async def write_bundle(contents: Contents, keys: Keys, path: Path) -> str:
    """Write the bundle at ``path``, whole or not at all; return the SHA-256 of the file.

    Raises KeyLostError when the signing key is gone, StoreError when the disk does not take it.
    """
    files = await asyncio.to_thread(_files, contents)
    files[verify.SIGNATURE] = await seal(keys, files[verify.TAG_MANIFEST], contents.rows)
    folder = re.sub(r"[^A-Za-z0-9_.-]", "-", contents.mission)
    return await asyncio.to_thread(_write, folder, files, contents, path)


def _files(contents: Contents) -> dict[str, bytes]:
    payload = {
        "facts.jsonl": facts_text(contents.rows),
        "figures.json": _pretty(contents.outcome),
        "checks.json": _pretty([check._asdict() for check in contents.checks]),
        "checks.csv": write_table(*matrix([check.judged for check in contents.checks])).encode(),
        "transcript.json": _pretty([post._asdict() for post in contents.transcript]),
        "clocks.csv": table(contents.clocks).encode(),
        "views.json": _pretty([view._asdict() for view in contents.views]),
        "screening.json": _pretty(_screening(contents)),
        "report.html": render_report(contents).encode(),
    }
    info = {
        "Bag-Software-Agent": "Triage Deck",
        "Bagging-Date": f"{contents.created_at:%Y-%m-%d}",
        "External-Identifier": contents.mission,
        "External-Description": "Evidence of one mission, minimal: no text a customer wrote",
        "Triage-Deck-Created": format_instant(contents.created_at),
        "Triage-Deck-Mode": contents.mode.value,
    }
    return make_bag(payload, {"verify.py": Path(verify.__file__).read_bytes()}, info)


def _screening(contents: Contents) -> dict[str, object]:
    """Counts by class, never a value."""
    if contents.screening is None:
        return {"texts": 0, "taken_out": {}}
    counts = {kind.value: count for kind, count in contents.screening.taken_out}
    return {"texts": contents.screening.texts, "taken_out": counts}


def facts_text(rows: Sequence[StoredFact]) -> bytes:
    """Return one JSON line to a row; ``body`` in it is the exact text that was hashed."""
    return b"".join(canonical(msgspec.to_builtins(row)) + b"\n" for row in rows)


def _pretty(value: object) -> bytes:
    plain = msgspec.to_builtins(value)
    return (json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _write(folder: str, files: dict[str, bytes], contents: Contents, path: Path) -> str:
    content = zip_bag(folder, files, contents.created_at)
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as full:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise StoreError(
            "The evidence bundle could not be written",
            f"{path.name}: {full.strerror}.",
            "Make room or choose another folder, then write it again. Nothing else changed.",
        ) from full
    return hashlib.sha256(content).hexdigest()
