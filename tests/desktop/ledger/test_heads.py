"""Signed heads: no single change of a record stays unseen, and a keyring that fails stops nothing."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import KeyLostError
from desktop.domain.facts import BundleWritten, Fact
from desktop.ledger.chain import GENESIS, canonical, head, link, problems, read_row, write_row
from desktop.ledger.heads import Why, problems_of_heads, sign_head, signer_of
from desktop.ledger.signing import HeadSigner
from desktop.ports import ADDENDUM, MAIN, Keys, SignedHead, StoredFact
from tests.desktop.ledger.conftest import LEAD, Place
from tests.desktop.ledger.stories import ASKED, DIGEST, GRANTED, SEALED, STARTED, feedback, planned
from tests.desktop.ledger.toy_keys import ToyKeys

BUNDLE = BundleWritten(sha256=DIGEST, minimal=True)
MAIN_FACTS: list[Fact] = [STARTED, feedback(3), ASKED, GRANTED, feedback(2), SEALED]
AFTER: list[Fact] = [feedback(5), BUNDLE]


def written(facts: Sequence[Fact], chain: str = MAIN, prev: str = GENESIS) -> list[StoredFact]:
    rows: list[StoredFact] = []
    for number, fact in enumerate(facts, 1):
        rows.append(write_row("m1", chain, number, 1000 * number, LEAD, fact, prev))
        prev = rows[-1].hash
    return rows


ROWS = written(MAIN_FACTS)
ROWS += written(AFTER, ADDENDUM, head(ROWS))


def signed(row: StoredFact, why: Why, seed: bytes = b"\1" * 32) -> SignedHead:
    keys: Keys = ToyKeys(seed)  # type: ignore[assignment]
    return asyncio.run(sign_head(keys, "m1", read_row(row), 1_764_000_000_000, why))


HEADS = [signed(ROWS[3], Why.APPROVAL), signed(ROWS[5], Why.SEAL), signed(ROWS[7], Why.BUNDLE)]


def relinked(rows: Sequence[StoredFact]) -> list[StoredFact]:
    """Number and hash all lines anew, as somebody would who knows how a chain is made and has no key."""
    done: list[StoredFact] = []
    for row in rows:
        before = [one for one in done if one.chain == row.chain]
        prev = before[-1].hash if before else head(done) if row.chain == ADDENDUM else GENESIS
        seq = len(before) + 1
        body = canonical(json.loads(row.body) | {"seq": seq}).decode()
        done.append(StoredFact(row.chain, seq, prev, link(prev, body), body))
    return done


def edited(row: StoredFact) -> StoredFact:
    body = json.loads(row.body)
    return msgspec.structs.replace(row, body=canonical(body | {"at": body["at"] + 1}).decode())


def found(rows: Sequence[StoredFact], trusted: str | None = None) -> list[tuple[str, str]]:
    return problems("m1", rows) + problems_of_heads(rows, HEADS, trusted)


def test_an_honest_record_has_no_problem() -> None:
    assert found(ROWS) == []
    assert found(ROWS, signer_of(HEADS[0])) == []


@given(st.integers(0, len(ROWS) - 1))
def test_a_fact_changed_in_place_is_found_at_its_place(at: int) -> None:
    rows = [edited(row) if number == at else row for number, row in enumerate(ROWS)]
    assert found(rows)[0] == (
        f"{ROWS[at].chain} {ROWS[at].seq}",
        "was changed after it was written",
    )


def covering(chain: str, seq: int) -> str:
    """Return the place of the first head at or after a line."""
    return next(f"{h.chain} {h.seq}" for h in HEADS if h.chain == chain and h.seq >= seq)


@given(st.integers(0, len(ROWS) - 1))
def test_a_fact_changed_and_all_hashed_anew_is_found_by_the_next_head(at: int) -> None:
    rows = relinked([edited(row) if n == at else row for n, row in enumerate(ROWS)])
    assert problems("m1", rows) == [], "the links alone do not show it"
    place, what = problems_of_heads(rows, HEADS)[0]
    assert place == covering(ROWS[at].chain, ROWS[at].seq)
    assert "changed since it was signed on 2025-11-24" in what


@given(st.integers(0, len(ROWS) - 1))
def test_a_fact_removed_is_found_whether_or_not_all_is_hashed_anew(at: int) -> None:
    rows = ROWS[:at] + ROWS[at + 1 :]
    assert found(rows)
    place, _ = problems_of_heads(relinked(rows), HEADS)[0]
    assert place == covering(ROWS[at].chain, ROWS[at].seq)


@given(st.sampled_from([0, 1, 2, 3, 4, 6]))
def test_two_facts_swapped_are_found_whether_or_not_all_is_hashed_anew(at: int) -> None:
    rows = [*ROWS[:at], ROWS[at + 1], ROWS[at], *ROWS[at + 2 :]]
    assert problems("m1", rows)
    place, _ = problems_of_heads(relinked(rows), HEADS)[0]
    assert place == covering(ROWS[at].chain, ROWS[at].seq)


@given(st.integers(1, 6))
def test_lines_cut_off_are_counted(there: int) -> None:
    places = dict(problems_of_heads(ROWS[:there], HEADS))
    if there < 6:
        assert places["main 6"].startswith("lines were cut off: 6 facts were signed on 2025-11-24")
        assert places["main 6"].endswith(f"{there} are there")
    assert places["addendum 2"].endswith("0 are there")


def test_a_line_added_after_the_seal_is_not_signed() -> None:
    row = write_row("m1", MAIN, 7, 9000, LEAD, feedback(1), ROWS[5].hash)
    rows = relinked([*ROWS[:6], row, *ROWS[6:]])
    assert ("main 7", "not signed") in problems_of_heads(rows, HEADS)


def test_a_sealed_record_without_heads_says_so() -> None:
    assert "no head is signed" in problems_of_heads(ROWS, [])[0][1]
    assert problems_of_heads(ROWS[:4], []) == []


@pytest.mark.parametrize("field", ["seq", "hash", "at", "why", "mission", "chain", "signature"])
def test_a_head_changed_in_any_field_does_not_hold(field: str) -> None:
    now = getattr(HEADS[0], field)
    other = now + 1 if isinstance(now, int) else "addendum" if field == "chain" else "00" + now[2:]
    forged = msgspec.structs.replace(HEADS[0], **{field: other})
    place, what = problems_of_heads(ROWS, [forged, *HEADS[1:]])[0]
    assert place == f"{forged.chain} {forged.seq}"
    assert "does not hold" in what


def test_a_head_of_another_key_is_named_with_its_fingerprint() -> None:
    foreign = signed(ROWS[5], Why.SEAL, b"\2" * 32)
    said = problems_of_heads(ROWS, [HEADS[0], foreign, HEADS[2]])
    assert said[0] == ("main 6", f"this head was signed with another key, {signer_of(foreign)}")
    assert ("main 5", "not signed") in said
    assert len(problems_of_heads(ROWS, HEADS, signer_of(foreign))) == 3 + len(MAIN_FACTS)


async def test_approval_seal_and_bundle_are_signed_as_they_happen(place: Place) -> None:
    ledger = await place.open()
    ledger.witness = HeadSigner(place.database, place.keys)
    for fact in [*MAIN_FACTS, *AFTER]:
        await ledger.append(fact)
    heads = await place.database.heads("m1")
    assert [(h.chain, h.seq, h.why) for h in heads] == [
        (MAIN, 4, "approval"),
        (MAIN, 6, "seal"),
        (ADDENDUM, 2, "bundle"),
    ]
    assert problems_of_heads(ledger.rows, heads) == []


async def test_a_day_after_the_last_head_the_next_append_is_signed(place: Place) -> None:
    ledger = await place.open()
    ledger.witness = HeadSigner(place.database, place.keys)
    await ledger.append(STARTED)
    place.clock.set(place.clock.now() + timedelta(hours=23))
    await ledger.append(feedback())
    assert await place.database.heads("m1") == ()
    place.clock.set(place.clock.now() + timedelta(hours=1))
    await ledger.append(feedback())
    await ledger.append(feedback())
    assert [(h.seq, h.why) for h in await place.database.heads("m1")] == [(3, "daily")]


@pytest.mark.announces("head not signed")
async def test_a_failing_keyring_stops_nothing_and_is_asked_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: bytes) -> bytes:
        raise KeyLostError("The keyring is locked", "It did not open.", "Unlock it.")

    ledger = await place.open()
    ledger.witness = HeadSigner(place.database, place.keys)
    with monkeypatch.context() as locked:
        locked.setattr(place.keys, "sign", refuse)
        await ledger.append(*MAIN_FACTS[:4])
    assert await place.database.heads("m1") == ()
    await ledger.append(feedback())
    assert [(h.seq, h.why) for h in await place.database.heads("m1")] == [(5, "approval")]


async def test_what_was_missed_is_signed_on_opening_and_a_day_later_called_late(
    place: Place,
) -> None:
    ledger = await place.open()
    await ledger.append(*MAIN_FACTS)
    place.clock.set(place.clock.now() + timedelta(days=2))
    again = await place.open()
    await HeadSigner(place.database, place.keys)(again)
    assert [(h.seq, h.why) for h in await place.database.heads("m1")] == [(6, "late")]


@pytest.mark.announces("signed heads do not hold")
async def test_a_record_that_contradicts_its_heads_gets_no_further_signature(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned())
    long = written([STARTED, *[feedback()] * 8])[-1]
    head_of_more = await sign_head(place.keys, "m1", read_row(long), 1, Why.DAILY)
    await place.database.keep_head(head_of_more)
    await HeadSigner(place.database, place.keys)(ledger)
    await ledger.append(ASKED, GRANTED)
    assert await place.database.heads("m1") == (head_of_more,)
