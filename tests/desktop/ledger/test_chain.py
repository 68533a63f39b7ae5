"""The chain: every single change of its rows is found; old facts are read as they were meant."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.domain.errors import IntegrityError
from desktop.domain.facts import ApprovalRequested, Fact
from desktop.domain.values import Actor, Role
from desktop.ledger.chain import (
    GENESIS,
    canonical,
    head,
    link,
    problems,
    read_row,
    write_row,
)
from desktop.ports import ADDENDUM, MAIN, StoredFact
from tests.desktop.ledger.conftest import Place
from tests.desktop.ledger.stories import ASKED, SEALED, STARTED, feedback, planned, task

ACTOR = Actor("lead-1", "sam", Role.LEAD)
MISSION = "m1"


def chain_of(*facts: Fact, mission: str = MISSION, chain: str = MAIN) -> list[StoredFact]:
    rows: list[StoredFact] = []
    for seq, fact in enumerate(facts, start=1):
        rows.append(write_row(mission, chain, seq, 1_000 + seq, ACTOR, fact, head(rows, chain)))
    return rows


def whole() -> list[StoredFact]:
    """Return a sealed mission with an addendum of two."""
    main = chain_of(STARTED, planned("e1"), planned("e2"), ASKED, SEALED)
    first = write_row(MISSION, ADDENDUM, 1, 2_000, ACTOR, feedback(), head(main))
    second = write_row(MISSION, ADDENDUM, 2, 2_001, ACTOR, task("t1"), first.hash)
    return [*main, first, second]


def changed(row: StoredFact) -> Iterator[StoredFact]:
    yield replace(row, body=row.body.replace(":1", ":7", 1))
    yield replace(row, body=row.body + " ")
    yield replace(row, hash="f" * 64)
    yield replace(row, prev="f" * 64)
    yield replace(row, seq=row.seq + 1)
    forged = row.body.replace("lead-1", "boss-1")
    yield replace(row, body=forged, hash=link(row.prev, forged))
    yield replace(row, body="no json", hash=link(row.prev, "no json"))
    yield replace(row, body="[]", hash=link(row.prev, "[]"))


def test_a_whole_chain_has_no_problem() -> None:
    assert problems(MISSION, whole()) == []
    assert problems(MISSION, whole(), anchored=head(whole())) == []
    assert problems(MISSION, []) == []


@pytest.mark.parametrize("at", range(6))
def test_every_change_of_every_row_is_found(at: int) -> None:
    rows = whole()
    for other in changed(rows[at]):
        assert problems(MISSION, [*rows[:at], other, *rows[at + 1 :]]), other


def test_a_change_of_the_last_row_is_found_unless_its_own_hash_is_forged_too() -> None:
    rows = whole()
    known = rows[-1].hash
    for other in changed(rows[-1]):
        assert problems(MISSION, [*rows[:-1], other], anchored=known), other


@pytest.mark.parametrize("at", range(6))
def test_every_removal_is_found(at: int) -> None:
    rows = whole()
    assert problems(MISSION, [*rows[:at], *rows[at + 1 :]])


def test_a_cut_tail_is_found_through_a_head_noted_elsewhere() -> None:
    rows = whole()
    for kept in range(len(rows)):
        assert problems(MISSION, rows[:kept], anchored=rows[-1].hash)


@pytest.mark.parametrize("at", range(6))
def test_every_swap_of_neighbours_is_found(at: int) -> None:
    rows = whole()
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    assert problems(MISSION, rows)


@pytest.mark.parametrize("at", range(8))
def test_every_row_put_in_between_is_found(at: int) -> None:
    rows = whole()
    for extra in (rows[1], rows[-1], chain_of(STARTED, mission="m2")[0]):
        assert problems(MISSION, [*rows[:at], extra, *rows[at:]])


def test_a_chain_of_another_mission_is_found_even_when_whole() -> None:
    assert problems(MISSION, chain_of(STARTED, planned(), mission="m2"))


def test_an_addendum_hangs_on_the_sealed_head() -> None:
    rows = whole()
    assert rows[5].prev == rows[4].hash
    assert head(rows) == rows[4].hash
    assert head(rows, ADDENDUM) == rows[6].hash
    assert head(rows[:5], ADDENDUM) == rows[4].hash
    loose = write_row(MISSION, ADDENDUM, 1, 2_000, ACTOR, feedback(), GENESIS)
    assert problems(MISSION, [*rows[:5], loose])


Plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(value=Plain)
def test_canonical_bytes_depend_on_the_value_alone(value: object) -> None:
    try:
        written = canonical(value)
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert canonical(msgspec.json.decode(written)) == written or _huge(value)


def _huge(value: object) -> bool:
    return any(len(part) > 18 for part in str(value).replace("-", " ").split())


def test_canonical_json_sorts_keys_and_keeps_letters() -> None:
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()


async def test_a_fact_of_an_old_schema_is_lifted_on_reading_and_never_rewritten(
    place: Place,
) -> None:
    """Schema 1 of ``approval_requested`` had no ``expires_at``; it lapsed after 24 hours."""
    await place.open(MISSION)
    first = chain_of(STARTED)[0]
    fields = msgspec.to_builtins(ASKED)
    del fields["kind"], fields["expires_at"]
    place_of = {"mission": MISSION, "chain": MAIN, "seq": 2, "at": 5_000}
    what = {"kind": "approval_requested", "schema": 1, "fields": fields}
    body = canonical({**place_of, **what, "actor": msgspec.to_builtins(ACTOR)}).decode()
    old = StoredFact(MAIN, 2, first.hash, link(first.hash, body), body)
    fence = await place.database.take(MISSION, "somebody")
    await place.database.append(MISSION, fence, [first, old], [])
    ledger = await place.open(MISSION)
    lifted = ledger.entries[1].fact
    assert isinstance(lifted, ApprovalRequested)
    assert lifted.expires_at == 5_000 + 24 * 3600 * 1000
    assert ledger.mission.approval is not None
    await ledger.append(feedback())
    assert (await place.database.rows(MISSION))[1].body == body


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("{", "cannot be read"),
        ("[1]", "cannot be read"),
        ('{"kind":"effect_sent"}', "cannot be read"),
        ('{"kind":"moon_landed","schema":1,"fields":{},"at":1,"actor":{}}', "unknown fact|read"),
    ],
)
def test_a_body_that_is_no_fact_is_told_in_words(body: str, what: str) -> None:
    with pytest.raises(IntegrityError, match=rf"(?i){what}"):
        read_row(StoredFact(MAIN, 1, GENESIS, link(GENESIS, body), body))


def test_a_kind_of_a_newer_program_asks_for_that_program() -> None:
    row = chain_of(STARTED)[0]
    body = row.body.replace("mission_started", "moon_landed")
    with pytest.raises(IntegrityError) as unknown:
        read_row(replace(row, body=body))
    assert "newer" in unknown.value.remedy


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
        ),
    )
)
def test_what_is_sealed_fast_is_sealed_in_canonical_form(value: object) -> None:
    """``Ledger.keep_value`` encodes in one go what ``canonical`` says in two: the same bytes, so the same name."""
    assert msgspec.json.encode(value, order="sorted") == canonical(value)
