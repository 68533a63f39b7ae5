"""Undo: each effect taken back in its own way, only where the value is still ours."""

from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import RuleError, TriageError
from desktop.domain.facts import UndoConfirmed
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing

ALONE = 20364
BEFORE = {"urgent", "high"}


async def test_a_category_and_its_tag_return_to_what_they_were(standing: Standing) -> None:
    before = standing.ticket(ALONE)
    await standing.execute()
    assert "triage_deck" in standing.ticket(ALONE)["tags"]
    await standing.desk.execute.undo([standing.effect(EffectKind.CATEGORISE, ALONE).id])
    after = standing.ticket(ALONE)
    assert after["tags"] == before["tags"]
    assert after["custom_fields"] == before["custom_fields"]


async def test_a_colleagues_change_is_kept_and_counted_as_a_conflict(standing: Standing) -> None:
    await standing.execute()
    field = standing.ticket(ALONE)["custom_fields"][0]["id"]
    theirs = {
        "custom_fields": [{"id": field, "value": "billing"}],
        "tags": ["triage_deck", "vip-call"],
    }
    standing.post(f"tickets/{ALONE}/edit", {"ticket": theirs})
    await standing.desk.execute.undo([standing.effect(EffectKind.CATEGORISE, ALONE).id])
    assert standing.category(ALONE) == "billing"
    assert "vip-call" in standing.ticket(ALONE)["tags"]
    assert "triage_deck" not in standing.ticket(ALONE)["tags"]
    assert [f.conflicts for f in standing.facts if isinstance(f, UndoConfirmed)] == [1]
