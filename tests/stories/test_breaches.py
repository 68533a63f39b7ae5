"""Driven past every deadline at risk: nothing breaches with the best plan, and the truth is told without it."""

from pathlib import Path

from tests.stories.program import mission


def test_with_the_best_plan_nothing_breaches(tmp_path: Path) -> None:
    result = mission(tmp_path, "--wait-out-clocks").json
    assert (result["breaches"], result["breached"]) == (0, [])


def test_with_the_replies_cancelled_the_true_number_is_told(tmp_path: Path) -> None:
    result = mission(tmp_path, "--cancel-replies").json
    at_risk = {row["id"] for row in result["at_risk"]}
    assert result["breaches"] == 6
    assert set(result["breached"]) == at_risk
    assert result["replies_sent"] == 0
