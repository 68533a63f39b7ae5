"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from desktop.base.whole import write_whole


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "kept.toml"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["kept.toml"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "kept.toml"
    file.write_bytes(b"old")
    (tmp_path / "kept.new").mkdir()
    with pytest.raises(OSError, match=r"kept\.new"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
