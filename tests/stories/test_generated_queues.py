"""Other queues, other words: the program's figures equal an oracle's that shares no code with it."""

import json
from pathlib import Path

import pytest

from tests.queues.generate import generate
from tests.queues.oracle import judge
from tests.stories.program import mission


@pytest.mark.parametrize(("seed", "size"), [(7, 120), (21, 310), (42, 600)])
def test_the_figures_equal_the_oracles(seed: int, size: int, tmp_path: Path) -> None:
    queue, truth = generate(seed, size)
    file = tmp_path / "queue.json"
    file.write_text(json.dumps(queue), "utf-8")
    verdict = judge(queue, truth.topic, truth.clusters)
    ended = mission(tmp_path / "out", "--queue", file)
    assert ended.code == 0, ended.err
    result = ended.json
    drafted = {
        int(e["target"])
        for e in result["effects"]
        if e["kind"] in ("public_reply", "internal_note")
    }
    assert set(result["scope"]) == verdict.scope
    assert drafted == set(verdict.drafts)
    assert result["drafts"] == len(verdict.drafts)
    assert {row["id"] for row in result["at_risk"]} == verdict.at_risk
    assert {frozenset(c) for c in result["clusters"]} == truth.clusters
    assert result["escalations"] == len(verdict.escalations)
    assert all(row["ended"] == "answered" for row in result["at_risk"])
