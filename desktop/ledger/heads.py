"""Signed heads: what shows that lines were cut off at the end, or all of them written anew.

The links of a chain show any change but one: whoever writes every line after it anew, or drops the last ones,
leaves a whole chain behind. A head signed by the profile's key says how long the chain was and what its last
line was; without the key nobody writes another. Whoever can drop the heads as well is found by the head that
lies elsewhere (a bundle, an approver's copy) and, once the mission is sealed, by lines that no head covers.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.domain.facts import (
    ApprovalGranted,
    BundleWritten,
    Fact,
    MissionCompleted,
    MissionSealed,
    kind_of,
)
from desktop.domain.values import Count, Id, Millis, from_millis
from desktop.ledger.chain import Entry, canonical
from desktop.ports import ADDENDUM, MAIN, Keys, SignedHead, StoredFact

DAY: Millis = 24 * 60 * 60 * 1000
_SEALED = kind_of(MissionSealed.__name__)


class Why(StrEnum):
    """The occasion of a signature; ``LATE`` when the occasion was a day or more before it."""

    APPROVAL = "approval"
    COMPLETION = "completion"
    SEAL = "seal"
    BUNDLE = "bundle"
    DAILY = "daily"
    LATE = "late"


_OCCASIONS: dict[type[Fact], Why] = {
    ApprovalGranted: Why.APPROVAL,
    MissionCompleted: Why.COMPLETION,
    MissionSealed: Why.SEAL,
    BundleWritten: Why.BUNDLE,
}


def may_be_due(fresh: Sequence[Entry], last: Millis, now: Millis) -> bool:
    """Whether lines that nobody looked at yet can make a head due: an effect waits for what asks this twice."""
    return now - last >= DAY or any(type(entry.fact) in _OCCASIONS for entry in fresh)


def due(
    entries: Sequence[Entry], signed: Mapping[str, Count], last: Millis | None, now: Millis
) -> list[tuple[Entry, Why]]:
    """Return the last line of each chain that must be signed now, and why.

    ``signed`` is up to where each chain was signed, ``last`` when one was signed last.
    """
    found = []
    for chain in (MAIN, ADDENDUM):
        fresh = _after(entries, chain, signed.get(chain, 0))
        why = _why(fresh, entries[0].at if last is None else last, now) if fresh else None
        if why and not _after_seal(chain, entries, fresh):
            found.append((fresh[-1], why))
    return found


def _after(entries: Sequence[Entry], chain: str, signed: Count) -> list[Entry]:
    """Return what was not signed yet, from the end: a long mission is not gone through at each append."""
    fresh = []
    for entry in reversed(entries):
        if (entry.chain, chain) == (MAIN, ADDENDUM) or (
            entry.chain == chain and entry.seq <= signed
        ):
            break  # the addendum stands behind all of the main chain
        if entry.chain == chain:
            fresh.append(entry)
    return fresh[::-1]


def _why(fresh: Sequence[Entry], last: Millis, now: Millis) -> Why | None:
    marks = [entry for entry in fresh if type(entry.fact) in _OCCASIONS]
    if marks:
        return Why.LATE if now - marks[0].at >= DAY else _OCCASIONS[type(marks[-1].fact)]
    return Why.DAILY if now - last >= DAY else None


def _after_seal(chain: str, entries: Sequence[Entry], fresh: Sequence[Entry]) -> bool:
    """Whether a main line stands after the seal: none of ours does, so it gets no signature of ours."""
    sealed = any(e.chain == MAIN and isinstance(e.fact, MissionSealed) for e in entries)
    return chain == MAIN and sealed and not isinstance(fresh[-1].fact, MissionSealed)


async def sign_head(keys: Keys, mission: Id, entry: Entry, at: Millis, why: Why) -> SignedHead:
    """Sign a line as the head of its chain. Raises KeyLostError without a key."""
    head = SignedHead(mission, entry.chain, entry.seq, entry.hash, at, why.value, "", "")
    key, signature = await keys.public_key(), await keys.sign(_message(head))
    return msgspec.structs.replace(head, public_key=key.hex(), signature=signature.hex())


def _message(head: SignedHead) -> bytes:
    fields = msgspec.structs.asdict(head)
    return canonical({k: v for k, v in fields.items() if k not in {"public_key", "signature"}})


def signer_of(head: SignedHead) -> str:
    """Return the fingerprint of its key: SHA-256 of the 32 bytes, as in a bundle; empty for no key."""
    try:
        return hashlib.sha256(bytes.fromhex(head.public_key)).hexdigest()
    except ValueError:
        return ""


def signed_on(head: SignedHead) -> str:
    """Return its date in words; whoever forges one may write any number."""
    try:
        return f"{from_millis(head.at):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return "no date"


def problems_of_heads(
    rows: Sequence[StoredFact], heads: Sequence[SignedHead], trusted: str | None = None
) -> list[tuple[str, str]]:
    """Return what signed heads say against the rows as (place, what).

    ``trusted`` is the fingerprint that must have signed; without it all must be of one key. The links of the
    rows are not looked at: ``chain.problems`` does.
    """
    found: list[tuple[str, str]] = []
    expected = trusted or (signer_of(heads[0]) if heads else "")
    good: dict[str, Count] = {MAIN: 0, ADDENDUM: 0}
    for head in heads:
        wrong = _forged(head, expected) or _differs(head, rows, good.get(head.chain, 0))
        if wrong:
            found.append((f"{head.chain} {head.seq}", wrong))
        else:
            good[head.chain] = max(good.get(head.chain, 0), head.seq)
    return found + _unsigned(rows, heads, good[MAIN])


def _forged(head: SignedHead, expected: str) -> str:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.public_key))
        key.verify(bytes.fromhex(head.signature), _message(head))
    except (ValueError, InvalidSignature):
        return "the signature of this head does not hold"
    signer = signer_of(head)
    return "" if signer == expected else f"this head was signed with another key, {signer}"


def _differs(head: SignedHead, rows: Sequence[StoredFact], before: Count) -> str:
    there = [row for row in rows if row.chain == head.chain]
    date = signed_on(head)
    last = max((row.seq for row in there), default=0)
    if last < head.seq:
        return f"lines were cut off: {head.seq} facts were signed on {date}, {last} are there"
    if any(row.seq == head.seq and row.hash == head.hash for row in there):
        return ""
    return f"changed since it was signed on {date}: a line between {before + 1} and {head.seq}"


def _unsigned(
    rows: Sequence[StoredFact], heads: Sequence[SignedHead], covered: Count
) -> list[tuple[str, str]]:
    """Name the main lines of a sealed mission that no good head covers."""
    main = [row for row in rows if row.chain == MAIN]
    if not any(head.why == Why.SEAL for head in heads) and not any(map(_seals, main)):
        return []
    if not heads:
        return [("main", "no head is signed: written before heads were, or they were taken out")]
    return [(f"main {row.seq}", "not signed") for row in main if row.seq > covered]


def _seals(row: StoredFact) -> bool:
    try:
        return bool(json.loads(row.body)["kind"] == _SEALED)
    except (KeyError, TypeError, ValueError, RecursionError):
        return False
