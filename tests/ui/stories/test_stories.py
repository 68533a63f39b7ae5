"""Whole missions in the real window on a real X server, by mouse, by keyboard alone, and by a hand without a plan."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.display import display

_PICTURES = os.environ.get("TRIAGEDECK_PICTURES")
"""Where a run keeps its screenshots; a temporary folder without it."""


_SPEAKING = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
"""Without a desktop session Qt must be told that somebody listens."""


def tell(place: Path, *words: str, wrapped: tuple[str, ...] = ()) -> dict[str, Any]:
    """Play a story in a process of its own; return what it reports."""
    pictures = Path(_PICTURES or place / "pictures") / words[0]
    command = [*wrapped, sys.executable, "-X", "faulthandler", "-m", "tests.ui.stories", *words]
    command += ["--profile", str(place / "profile"), "--pictures", str(pictures)]
    with display(1600, 1000) as screen:
        environment = {**screen, **_SPEAKING, "TRIAGEDECK_PASSPHRASE": "a passphrase of the tests"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=400, check=False
        )
    assert done.returncode == 0, done.stderr[-4000:]
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    report["pictures"] = sorted(path.stem for path in pictures.glob("*.png"))
    return report


def test_a_whole_mission_by_mouse_from_home_to_the_opened_evidence(tmp_path: Path) -> None:
    report = tell(tmp_path, "by_mouse")
    assert report["presses"] == 0
    assert {
        "1-home",
        "2-define",
        "3-prepare",
        "4-plan",
        "5-approve",
        "6-execute",
        "7-reflect",
    } <= set(report["pictures"])


def test_other_words_are_agreed_to_seen_and_taken_by_mouse(tmp_path: Path) -> None:
    report = tell(tmp_path, "other_words")
    assert report["findings"]["asked"] == 4, "one trial, and three questions that were pressed for"
    assert {"5-consent", "7-difference", "8-taken", "9-fails"} <= set(report["pictures"])


def test_a_whole_mission_by_keyboard_alone_takes_fewer_than_120_presses(tmp_path: Path) -> None:
    report = tell(tmp_path, "by_keyboard")
    assert report["clicks"] == 0
    assert report["presses"] < 120


@pytest.mark.parametrize(
    "seed", [int(one) for one in os.environ.get("TRIAGEDECK_SEEDS", "1").split(",")]
)
def test_a_hand_without_a_plan_breaks_nothing_and_leaves_nothing(tmp_path: Path, seed: int) -> None:
    actions = os.environ.get("TRIAGEDECK_ACTIONS", "400")
    report = tell(tmp_path, "random", "--seed", str(seed), "--actions", actions)
    assert sum(report["done"].values()) >= int(actions) * 0.8


def test_a_screen_reader_finds_no_control_without_a_name_on_any_page(tmp_path: Path) -> None:
    session = (
        "dbus-run-session",
        "--",
        sys.executable,
        str(Path(__file__).with_name("speaking.py")),
    )
    report = tell(tmp_path, "spoken", wrapped=session)
    found = report["findings"]
    assert {
        "1-home",
        "2-define",
        "3-prepare",
        "4-plan",
        "5-approve",
        "6-execute",
        "7-reflect",
    } <= set(found)
    errors = {page: one["error"] for page, one in found.items() if "error" in one}
    assert not errors
    assert all(one["controls"] > 10 for one in found.values()), found
    nameless = {page: one["nameless"] for page, one in found.items() if one["nameless"]}
    assert not nameless


def test_hostile_customers_freeze_nothing_and_connect_to_nothing(tmp_path: Path) -> None:
    report = tell(tmp_path, "hostile")
    assert "6-execute-done" in report["pictures"]


def test_a_window_closed_in_mid_execution_goes_on_where_it_was(tmp_path: Path) -> None:
    tell(tmp_path, "leave_midway")
    report = tell(tmp_path, "come_back")
    figures = report["findings"]["figures"]
    counted = {name: figures[name] for name in ("triaged", "drafts", "escalations", "breaches")}
    assert counted == {"triaged": 47, "drafts": 12, "escalations": 3, "breaches": 0}
    assert report["findings"]["endings"] == ["answered"] * 6


def test_services_that_die_in_mid_execution_cost_nothing(tmp_path: Path) -> None:
    figures = tell(tmp_path, "outlive_the_sandbox")["findings"]["figures"]
    counted = {name: figures[name] for name in ("triaged", "drafts", "escalations", "breaches")}
    assert counted == {"triaged": 47, "drafts": 12, "escalations": 3, "breaches": 0}


def test_what_comes_while_the_plan_runs_joins_with_a_yes_of_its_own(tmp_path: Path) -> None:
    report = tell(tmp_path, "surge_goes_on")
    figures = report["findings"]["figures"]
    assert figures["triaged"] == 49
    assert figures["drafts"] >= 12
    assert {"6-grew", "5-increment", "6-increment"} <= set(report["pictures"])


def test_a_held_reply_gets_other_words_with_a_yes_of_their_own(tmp_path: Path) -> None:
    report = tell(tmp_path, "new_words")
    found = report["findings"]
    assert found["held_after"] == found["held"]
    assert found["states"] == ["cancelled", "held"]
    assert {"6-held", "6-words-refused", "5-new-words"} <= set(report["pictures"])


def test_a_locked_brief_is_changed_with_a_reason_by_keyboard(tmp_path: Path) -> None:
    report = tell(tmp_path, "changed_brief")
    found = report["findings"]
    assert found["At most 120 words"].startswith("Checked: at most 120 words")
    assert found["Be kind to Dr. Weber"].startswith("A person checks this")
    assert found["versions"] == [[2, "Legal asked for shorter replies"], [1, ""]]


def test_a_profile_with_accounts_signs_in_by_browser_and_runs_its_plan(tmp_path: Path) -> None:
    report = tell(tmp_path, "with_accounts")
    assert report["findings"]["confirmed"] >= 50
    assert {"0-unlock", "0-accounts", "0-accounts-ready", "6-execute-accounts"} <= set(
        report["pictures"]
    )
