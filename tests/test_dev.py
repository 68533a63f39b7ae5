"""The developer's door decides rightly: window or terminal, and what is missing."""

import pytest

from dev import TEST_PARTS, WINDOW_PARTS, has_part, screen, wants_terminal


@pytest.mark.parametrize(
    ("rest", "environ", "platform", "terminal"),
    [
        ([], {}, "linux", True),
        ([], {"DISPLAY": ""}, "linux", True),
        ([], {"DISPLAY": ":0"}, "linux", False),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ([], {}, "win32", False),
        ([], {}, "darwin", False),
        (["--headless"], {"DISPLAY": ":0"}, "linux", True),
        (["--out", "x", "--headless"], {}, "darwin", True),
    ],
)
def test_the_window_opens_where_there_is_a_display_and_nobody_forbids_it(
    rest: list[str], environ: dict[str, str], platform: str, terminal: bool
) -> None:
    assert wants_terminal(rest, environ, platform) is terminal


def test_a_packed_program_is_tried_on_the_screen_that_is_there_or_brings_its_own() -> None:
    assert screen({"DISPLAY": ":0"}, "linux") == []
    assert screen({}, "linux") == ["xvfb-run", "-a"]
    assert screen({}, "win32") == []


@pytest.mark.parametrize("part", ["sh", "libc.so.6", "/etc/host*"])
def test_a_command_a_library_and_a_file_are_found(part: str) -> None:
    assert has_part(part)


@pytest.mark.parametrize("part", ["no-such-command", "libnone.so.9", "/etc/no-such-*"])
def test_what_is_missing_is_missing(part: str) -> None:
    assert not has_part(part)


def test_the_tests_need_what_the_window_needs() -> None:
    assert WINDOW_PARTS.items() <= TEST_PARTS.items()
