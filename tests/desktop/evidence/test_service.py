"""Evidence of a real mission: written once after the seal, opened again offline, and both recorded."""

from pathlib import Path

import pytest

from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import AuditEventRecorded, AuditKind
from desktop.domain.values import StageName
from desktop.evidence.verify import verify
from tests.desktop.stages.standing import SCOPE, Standing


async def seal(standing: Standing) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.wait_out()
    await standing.desk.reflect.seal()


async def test_there_is_no_evidence_before_the_seal(reader: Standing) -> None:
    await reader.plan()
    with pytest.raises(RuleError, match="No evidence yet"):
        await reader.desk.evidence.write()


async def test_a_bundle_is_written_once_and_is_intact(standing: Standing) -> None:
    await seal(standing)
    path = await standing.desk.evidence.write()
    assert await standing.desk.evidence.write() == path
    assert verify(path) == []
    assert standing.kinds.count("BundleWritten") == 1
    assert path == str(standing.deck.folder.bundle(standing.mission.id))
    (past,) = await standing.desk.home.past()
    assert past.bundle == path


async def test_a_bundle_that_was_deleted_is_written_again(standing: Standing) -> None:
    await seal(standing)
    path = Path(await standing.desk.evidence.write())
    path.unlink()
    assert Path(await standing.desk.evidence.write()).is_file()
    assert verify(path) == []


async def test_what_was_written_can_be_stepped_through(standing: Standing) -> None:
    await seal(standing)
    review = await standing.desk.evidence.open(await standing.desk.evidence.write())
    view = review.view
    assert (view.mission, view.problems) == (standing.mission.id, ())
    assert view.outcome == (await standing.desk.reflect.view()).outcome
    assert view.checks
    assert view.transcript
    assert any(line.exception for line in view.facts)
    last = review.at(len(view.facts))
    assert (last.sealed, last.undo_until is not None) == (True, True)
    assert last.checklist == (await standing.desk.execute.view()).checklist
    assert sum(count for _, count in last.effects) == len(standing.mission.effects)
    stages = [review.at(step).stage for step in range(len(view.facts) + 1)]
    assert stages == sorted(stages, key=list(StageName).index)
    opened = AuditEventRecorded(event=AuditKind.BUNDLE_OPENED, subject=standing.mission.id)
    assert opened in standing.facts


async def test_what_is_no_bundle_leaves_no_trace(reader: Standing, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no evidence bundle"):
        await reader.desk.evidence.open(str(tmp_path))
    assert reader.kinds == []


async def test_the_exhibits_are_tables_of_plain_text(standing: Standing) -> None:
    await standing.execute()
    view = await standing.desk.reflect.complete()
    board, validators, transcript = view.exhibits
    assert len(board.rows) == len(SCOPE)
    assert board.summary == f"{len(SCOPE)} tickets, 4 incidents"
    assert {row[3] for row in board.rows} <= {
        "Reply held",
        "Draft ready",
        "Escalated",
        "Categorised",
    }
    verdicts = {cell for row in validators.rows for cell in row[1:-1]}
    assert verdicts == {"passed", "repaired", "failed"}
    assert "failed" in validators.rows[0]
    assert transcript.summary.startswith("#eng-oncall, ")
    for exhibit in view.exhibits:
        assert all(len(row) == len(exhibit.columns) for row in exhibit.rows)


async def test_reflect_says_when_it_can_be_sealed(standing: Standing) -> None:
    await standing.execute()
    view = await standing.desk.reflect.complete()
    assert view.open_effects == 4
    assert view.facts == len(standing.facts)
    assert view.can_seal_at is not None
    await standing.desk.execute.undo(list(standing.mission.effects))
    withdrawn = (await standing.desk.reflect.view()).exhibits[2]
    assert all(row[2].endswith("(withdrawn)") for row in withdrawn.rows)
    await standing.door.until(view.can_seal_at)
    await standing.desk.execute.release_due()
    sealed = await standing.desk.reflect.seal()
    assert (sealed.can_seal_at, sealed.open_effects) == (None, 0)
