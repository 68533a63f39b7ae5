"""Review: a bundle opened offline steps through its facts; a damaged one says so, and is still shown."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError
from desktop.domain.facts import EffectPlanned, EffectSent
from desktop.domain.values import StageName, to_millis
from desktop.evidence.review import open_review
from desktop.ledger.chain import head, write_row
from desktop.ports import MAIN, StoredFact
from tests.desktop.evidence.missions import LEAD, MISSION, NOW, contents, member, repack
from tests.effort import within

FACTS = "data/facts.jsonl"


def test_an_intact_bundle_shows_everything_it_holds(bundle: Path) -> None:
    view = open_review(bundle).view
    assert (view.name, view.mission, view.problems) == ("mission.triagebag", MISSION, ())
    assert len(view.signer) == 64
    assert [line.title for line in view.facts][:3] == [
        "Mission started",
        "Mission complete",
        "Mission sealed",
    ]
    assert [(line.chain, line.seq) for line in view.facts][-2:] == [
        ("addendum", 1),
        ("addendum", 2),
    ]
    made = contents()
    assert (view.outcome, view.checks, view.transcript) == (
        made.outcome,
        made.checks,
        made.transcript,
    )
    assert view.facts[0].at == NOW
    assert view.facts[0].short_hash == made.rows[0].hash[:8]


def test_each_step_is_how_the_mission_stood_then(bundle: Path) -> None:
    review = open_review(bundle)
    assert review.at(0).stage is StageName.HOME
    assert review.at(1).stage is StageName.DEFINE
    assert [review.at(step).sealed for step in range(6)] == [False, False, False, True, True, True]
    assert review.at(-3) == review.at(0)
    assert review.at(99) == review.at(5)


def test_a_changed_fact_is_a_problem_and_the_rest_is_still_shown(bundle: Path) -> None:
    text = member(bundle, FACTS).decode()
    repack(bundle, {FACTS: text.replace("47", "48").encode()})
    view = open_review(bundle).view
    assert any("was changed" in problem.what for problem in view.problems)
    assert len(view.facts) == 5


def test_a_line_that_is_no_fact_is_named(bundle: Path) -> None:
    lines = member(bundle, FACTS).splitlines()
    broken = json.loads(lines[1])
    broken["body"] = broken["body"].replace("mission_completed", "mission_invented")
    odd = json.loads(lines[2]) | {"body": "[" * 100_000}
    changed = [lines[0], json.dumps(broken).encode(), json.dumps(odd).encode(), b"nonsense"]
    repack(bundle, {FACTS: b"\n".join(changed)}, zipfile.ZIP_STORED)
    view = open_review(bundle).view
    assert [line.title for line in view.facts] == ["Mission started", *["Cannot be read"] * 2]
    assert "line 4 is no fact" in {problem.what for problem in view.problems}


def test_figures_that_are_none_are_left_out(bundle: Path) -> None:
    repack(bundle, {"data/figures.json": b"[]", "data/checks.json": None})
    view = open_review(bundle).view
    assert (view.outcome, view.checks) == (None, ())
    assert view.problems
    assert len(view.transcript) == 1


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", bytes(200)])
def test_what_is_no_bundle_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "holiday.png"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no evidence bundle"):
        open_review(path)


def test_a_missing_file_and_a_bundle_without_facts_are_refused(
    bundle: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no evidence bundle"):
        open_review(tmp_path / "nothing.triagebag")
    repack(bundle, {FACTS: None})
    with pytest.raises(InputError, match="no evidence bundle"):
        open_review(bundle)


def many(count: int) -> bytes:
    """Return the facts of a mission with as many planned and sent changes."""
    rows: list[StoredFact] = []
    for number in range(count):
        effect = f"e{number // 2}"
        kind = EffectKind.CATEGORISE
        planned = EffectPlanned(
            effect=effect, effect_kind=kind, target="7", content="ab" * 32, increment=0
        )
        fact = EffectSent(effect=effect, attempt=1) if number % 2 else planned
        at = to_millis(NOW)
        rows.append(write_row(MISSION, MAIN, number + 1, at, LEAD, fact, head(rows[-1:], MAIN)))
    lines = (
        json.dumps({"chain": r.chain, "seq": r.seq, "prev": r.prev, "hash": r.hash, "body": r.body})
        for r in rows
    )
    return "\n".join(lines).encode()


def test_stepping_through_a_thousand_facts_is_quick(bundle: Path) -> None:
    repack(bundle, {FACTS: many(1000)})
    review = open_review(bundle)
    assert len(review.view.facts) == 1000
    steps = within(180, lambda: [review.at(step) for step in range(1001)])
    assert steps[1000].effects == ((EffectState.SENT.value, 500),)
    assert steps[1].effects == ((EffectState.PLANNED.value, 1),)
