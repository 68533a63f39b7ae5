"""The .deb, made of a small folder: what it holds, who owns it, and that it runs nothing when it is installed."""

import subprocess
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

from desktop import __version__
from installers.linux.deb import HERE, make_deb
from tests.parts import find_part


@pytest.fixture(scope="module")
def deb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    find_part("dpkg-deb")
    place = tmp_path_factory.mktemp("deb")
    packed = place / "triagedeck"
    (packed / "_internal").mkdir(parents=True)
    (packed / "triagedeck").write_text("#!/bin/sh\n", "utf-8")
    (packed / "triagedeck").chmod(0o755)
    (packed / "_internal/libone.so.1").write_bytes(b"1" * 4096)
    (packed / "_internal/libone.so").symlink_to("libone.so.1")
    return make_deb(packed, place)


def told(*words: str | Path) -> str:
    return subprocess.run(
        ["dpkg-deb", *map(str, words)], capture_output=True, text=True, check=True
    ).stdout


def test_everything_lies_in_its_place_and_belongs_to_root(deb: Path) -> None:
    lines = [line.split(maxsplit=5) for line in told("--contents", deb).splitlines()]
    modes = {line[5].removeprefix("./"): line[0] for line in lines}
    assert {line[1] for line in lines} == {"root/root"}
    assert modes["opt/triagedeck/triagedeck"] == "-rwxr-xr-x"
    assert "usr/bin/triagedeck -> /opt/triagedeck/triagedeck" in modes
    assert "opt/triagedeck/_internal/libone.so -> libone.so.1" in modes
    for name in ("applications/triagedeck.desktop", "mime/packages/triagedeck.xml"):
        assert modes[f"usr/share/{name}"] == "-rw-r--r--"
    assert "usr/share/doc/triagedeck/copyright" in modes


def test_it_says_what_it_is_and_needs(deb: Path) -> None:
    assert told("--field", deb, "Version").strip() == __version__
    assert "@" not in told("--field", deb).replace("maintainers@", "")
    assert "libxcb1" in told("--field", deb, "Depends")


def test_it_holds_no_script(deb: Path, tmp_path: Path) -> None:
    told("--control", deb, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["control"]


def test_nothing_is_left_beside_it(deb: Path) -> None:
    assert {path.name for path in deb.parent.iterdir()} == {"triagedeck", deb.name}


def test_a_bundle_opens_for_review() -> None:
    kind = ET.parse(HERE / "triagebag.xml").getroot()[0]  # noqa: S314 - our own file
    entry = ConfigParser(interpolation=None)
    entry.read(HERE / "triagedeck-review.desktop", "utf-8")
    ours = entry["Desktop Entry"]
    assert ours["MimeType"] == kind.get("type", "") + ";"
    assert ours["Exec"] == "triagedeck review %f"
    patterns = [child.get("pattern") for child in kind if child.tag.endswith("glob")]
    assert patterns == ["*.triagebag"]
