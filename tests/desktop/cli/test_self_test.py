"""The self-test: a whole mission, then the window; where there is no display it says so, where one is broken too."""

import os
from pathlib import Path

import pytest

from desktop.cli.window_check import can_show, check_window
from tests.stories.program import triagedeck


def test_it_proves_this_installation() -> None:
    ended = triagedeck("self-test", "--json", QT_QPA_PLATFORM="offscreen")
    assert ended.code == 0, ended.out
    found = {finding["name"]: finding for finding in ended.json["findings"]}
    assert list(found) == ["Resources", "Sentence model", "Mission", "Ledger", "Bundle", "Window"]
    assert found["Window"]["words"].startswith("shown and painted, ")
    assert found["Window"]["words"].endswith(" offscreen")


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(
    environment: dict[str, str], platform: str, shown: bool
) -> None:
    assert can_show(environment, platform) is shown


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.skipif(os.name != "posix", reason="other systems always have a display")
async def test_without_a_display_it_says_so(tmp_path: Path, no_display: pytest.MonkeyPatch) -> None:
    found = await check_window(tmp_path)
    assert (found.ok, found.words) == (True, "not shown: there is no display here")


@pytest.mark.skipif(os.name != "posix", reason="other systems always have a display")
async def test_a_display_that_does_not_answer_is_a_failure_with_a_remedy(
    tmp_path: Path, no_display: pytest.MonkeyPatch
) -> None:
    no_display.setenv("DISPLAY", ":4711")
    found = await check_window(tmp_path)
    assert not found.ok
    assert ":4711" in found.words
    assert "triagedeck window" in found.remedy
