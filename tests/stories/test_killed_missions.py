"""A mission killed with SIGKILL in each stage and started again ends the same, each effect once."""

from pathlib import Path

import pytest

from tests.stories.outside import outside
from tests.stories.program import facts, kill_when, mission

MOMENTS = {
    "home": lambda kinds: "mission_started" in kinds,
    "define": lambda kinds: "brief_generated" in kinds,
    "prepare": lambda kinds: "toolkit_connected" in kinds,
    "plan": lambda kinds: "plan_ranked" in kinds,
    "approve": lambda kinds: "approval_requested" in kinds,
    "execute, first ticket": lambda kinds: kinds.count("effect_sent") == 1,
    "execute, half way": lambda kinds: kinds.count("effect_confirmed") >= 23,
    "execute, drafts": lambda kinds: kinds.count("execution_step_completed") >= 1,
    "execute, escalations": lambda kinds: kinds.count("execution_step_completed") >= 2,
    "reflect, replies held": lambda kinds: "mission_completed" in kinds,
    "reflect, replies leaving": lambda kinds: kinds.count("effect_confirmed") >= 58,
    "reflect, sealed": lambda kinds: "mission_sealed" in kinds,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_mission_goes_on_and_ends_the_same(moment: str, tmp_path: Path) -> None:
    before = kill_when(tmp_path, MOMENTS[moment])
    ended = mission(tmp_path)
    assert ended.code == 0, ended.err
    result = ended.json
    assert facts(tmp_path)[: len(before)] == before
    figures = [result[name] for name in ("triaged", "drafts", "escalations", "breaches")]
    assert figures == [47, 12, 3, 0]
    assert [row["ended"] for row in result["at_risk"]] == ["answered"] * 6
    world = outside(tmp_path, result["mission"])
    assert world.markers == {effect["id"]: 1 for effect in result["effects"]}
    assert len(world.messages) == 3
    assert sum(len(world.ours(ticket)) for ticket in world.tickets) == 12


def test_a_mission_killed_again_and_again_still_ends_the_same(tmp_path: Path) -> None:
    for count in (5, 30, 55, 61):
        kill_when(tmp_path, lambda kinds, least=count: kinds.count("effect_sent") >= least)
    result = mission(tmp_path).json
    world = outside(tmp_path, result["mission"])
    assert world.markers == {effect["id"]: 1 for effect in result["effects"]}
    assert [result[name] for name in ("triaged", "drafts", "escalations")] == [47, 12, 3]
