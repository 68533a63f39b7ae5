"""Settings: defaults without a file, every value within its limits, a wrong one named with its place."""

from pathlib import Path

import pytest

from desktop.domain.errors import InputError
from desktop.preferences.contract import Preferences
from desktop.preferences.service import load_preferences


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    chosen = load_preferences(tmp_path / "none.toml")
    assert chosen == Preferences()
    assert (chosen.batch_size, chosen.threshold, chosen.undo_minutes) == (12, 5, 15)
    assert chosen.pace.total == 16


def test_what_is_set_is_taken_and_the_rest_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('batch_size = 3\nchannel = "#oncall"\n[manual]\ndraft = 7.5\n', "utf-8")
    chosen = load_preferences(file)
    assert (chosen.batch_size, chosen.channel, chosen.manual.draft) == (3, "#oncall", 7.5)
    assert chosen.threshold == 5


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("batch_size = 0", "batch_size"),
        ("threshold = -1", "threshold"),
        ("undo_minutes = 121", "undo_minutes"),
        ("margin_minutes = 0", "margin_minutes"),
        ('window_minutes = "90"', "window_minutes"),
        ("[pace]\nplan = -2", "pace.plan"),
        ('channel = "no spaces please"', "channel"),
        ('proxy = "socks5://proxy.example"', "proxy"),
        ('vip_tag = ""', "vip_tag"),
        ("colour = 3", "colour"),
        ("batch_size =", "Invalid value"),
        ("\u0000", "line 1"),
    ],
)
def test_a_wrong_value_is_named(text: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"settings\.toml") as wrong:
        load_preferences(file)
    assert place in wrong.value.message
