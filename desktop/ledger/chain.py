"""The chain: canonical bytes, hashes, and reading a row back.

An entry is RFC 8785 canonical JSON (our values are strings, integers, booleans, lists and null, for which
sorted keys without white space in UTF-8 *is* the canonical form). ``hash = SHA-256(prev || body)`` with
``prev`` as 64 hex digits; the first ``prev`` of the main chain is 64 zeros, that of the addendum the head
of the main chain.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import msgspec

from desktop.domain.errors import IntegrityError
from desktop.domain.facts import FACTS, Fact
from desktop.domain.values import Actor, Count, Digest, Id, Millis
from desktop.ledger.upcasts import upcast
from desktop.ports import ADDENDUM, MAIN, StoredFact

GENESIS: Digest = "0" * 64


class Entry(msgspec.Struct, frozen=True):
    """One fact in its place: who, when, where in which chain."""

    chain: str
    seq: Count
    at: Millis
    actor: Actor
    fact: Fact
    hash: Digest


def canonical(value: object) -> bytes:
    """Return RFC 8785 canonical JSON of plain values without floats."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def link(prev: Digest, body: str) -> Digest:
    """Return the hash of a row after ``prev``."""
    return hashlib.sha256(prev.encode() + body.encode()).hexdigest()


def write_row(
    mission: Id, chain: str, seq: Count, at: Millis, actor: Actor, fact: Fact, prev: Digest
) -> StoredFact:
    """Make the row of a fact. Raises IntegrityError when a field breaks its type (our bug)."""
    fields = msgspec.to_builtins(fact)
    kind = fields.pop("kind")
    _decode(kind, fields)
    body = canonical(
        {
            "mission": mission,
            "chain": chain,
            "seq": seq,
            "at": at,
            "actor": msgspec.to_builtins(actor),
            "kind": kind,
            "schema": type(fact).schema,
            "fields": fields,
        }
    ).decode()
    return StoredFact(chain, seq, prev, link(prev, body), body)


def read_row(row: StoredFact) -> Entry:
    """Read a row, upcasting an old schema. Raises IntegrityError for a body that is no fact."""
    try:
        body = json.loads(row.body)
        kind, fields = body["kind"], upcast(body["kind"], body["schema"], body["fields"], body)
        actor = msgspec.convert(body["actor"], Actor)
        return Entry(row.chain, row.seq, body["at"], actor, _decode(kind, fields), row.hash)
    except (KeyError, TypeError, ValueError) as broken:
        raise IntegrityError(
            "A line of the ledger cannot be read",
            f"{row.chain} {row.seq}: {broken}",
            "Run `triagedeck audit verify`; restore the database from a backup.",
        ) from broken


def _decode(kind: str, fields: dict[str, Any]) -> Fact:
    if kind not in FACTS:
        raise IntegrityError(
            "An unknown fact", f"{kind} is not in the catalogue.", "Install the newer Triage Deck."
        )
    try:
        return msgspec.convert({"kind": kind, **fields}, FACTS[kind])
    except msgspec.ValidationError as wrong:
        raise IntegrityError(
            "A fact breaks its type", f"{kind}: {wrong}", "This is our fault: report it."
        ) from wrong


def problems(
    mission: Id, rows: Sequence[StoredFact], anchored: Digest | None = None
) -> list[tuple[str, str]]:
    """Return every break of the chains as (place, what): changed, removed, swapped, foreign rows.

    Rows cut off at the end leave a whole chain behind; only ``anchored``, a head noted elsewhere (an
    approver's copy, a signed bundle), shows them.
    """
    found: list[tuple[str, str]] = []
    heads = {MAIN: GENESIS}
    expected = {MAIN: 1, ADDENDUM: 1}
    for row in rows:
        place = f"{row.chain} {row.seq}"
        prev = heads.get(row.chain, heads[MAIN])
        if row.seq != expected.get(row.chain):
            found.append((place, f"expected number {expected.get(row.chain)}"))
        if row.prev != prev:
            found.append((place, "does not follow the line before it"))
        if row.hash != link(row.prev, row.body):
            found.append((place, "was changed after it was written"))
        elif _elsewhere(mission, row):
            found.append((place, "was written for another place"))
        heads[row.chain] = row.hash
        expected[row.chain] = row.seq + 1
    if anchored is not None and anchored not in {GENESIS, *(row.hash for row in rows)}:
        found.append(("end", "the head noted elsewhere is not in it: lines were cut off"))
    return found


def _elsewhere(mission: Id, row: StoredFact) -> bool:
    try:
        body = json.loads(row.body)
        return (body["mission"], body["chain"], body["seq"]) != (mission, row.chain, row.seq)
    except (KeyError, TypeError, ValueError, RecursionError):
        return True


def next_place(rows: Sequence[StoredFact], chain: str) -> tuple[Count, Digest]:
    """Return the number and the ``prev`` of the row that would follow in a chain."""
    for row in reversed(rows):
        if row.chain == chain:
            return row.seq + 1, row.hash
    return 1, head(rows, chain)


def head(rows: Sequence[StoredFact], chain: str = MAIN) -> Digest:
    """Return the hash of the chain's last row (an addendum starts from the main head)."""
    for row in reversed(rows):
        if row.chain == chain:
            return row.hash
    return GENESIS if chain == MAIN else head(rows, MAIN)
