"""BagIt conformance: the Library of Congress suite where it lies, and bags of our own for version 1.0."""

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.evidence.verify import Problem, check_bag, noting, read_files

REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[4] / "shared"))
SUITE = next((p for p in (REFERENCE / "data/bagit", REFERENCE / "bagit") if p.is_dir()), None)
VERSIONS = ("v0.97", "v1.0")


def problems(folder: Path) -> list[Problem]:
    found: list[Problem] = []
    with ExitStack() as stack, noting(found, ""):
        found += check_bag(read_files(folder, stack))
    return found


def bags(version: str, *kinds: str) -> list[Path]:
    if SUITE is None or not (SUITE / version).is_dir():
        pytest.skip(f"the public BagIt suite {version} is not in ../shared: not run")
    found = [bag for kind in kinds for bag in sorted((SUITE / version / kind).glob("*"))]
    return [bag for bag in found if bag.is_dir()]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_valid_bag_of_the_suite_is_accepted(version: str) -> None:
    judged = {bag.name: problems(bag) for bag in bags(version, "valid")}
    assert judged
    assert [name for name, found in judged.items() if found] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_invalid_bag_of_the_suite_is_refused_on_every_system(version: str) -> None:
    invalid = bags(version, "invalid", "linux-only", "windows-only")
    assert [bag.name for bag in invalid if not problems(bag)] == []
    assert invalid


def bag(folder: Path, **change: str) -> Path:
    """A valid bag of version 1.0 with two manifests; a change replaces a file (``_`` is ``.``)."""
    (folder / "data").mkdir()
    text = {"data/a": "a", "data/50%": "b"}
    manifest = {
        f"manifest-{name}.txt": "".join(
            f"{hashlib.new(name, content.encode()).hexdigest()}  {path.replace('%', '%25')}\n"
            for path, content in text.items()
        )
        for name in ("sha256", "sha512")
    }
    declared = {"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
    for path, content in {**text, **manifest, **declared, **change}.items():
        (folder / path).write_bytes(content.encode())
    return folder


def line(path: str, content: str = "a") -> str:
    return f"{hashlib.sha256(content.encode()).hexdigest()}  {path}\n"


def test_a_version_1_0_bag_is_accepted(tmp_path: Path) -> None:
    assert problems(bag(tmp_path)) == []


INVALID = {
    "white space before the colon": {"bagit.txt": "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n"},
    "two spaces after it": {"bagit.txt": "BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n"},
    "a leading space": {"bagit.txt": " BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
    "a byte order mark": {"bagit.txt": "\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"},
    "an unknown encoding": {"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: KLINGON\n"},
    "an unknown version": {"bagit.txt": "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"},
    "manifests that list different files": {"manifest-sha256.txt": line("data/a")},
    "a file that no manifest lists": {"data/more": "c"},
    "a listed file that is missing": {"manifest-sha256.txt": line("data/a") + line("data/50%25", "b") + line("data/no")},
    "a file listed twice": {"manifest-sha256.txt": 2 * line("data/a") + line("data/50%25", "b")},
    "payload outside data": {"manifest-sha256.txt": line("a") + line("data/a") + line("data/50%25", "b")},
    "an unknown checksum": {"manifest-crc7.txt": "00  data/a\n"},
    "a wrong Payload-Oxum": {"bag-info.txt": "Payload-Oxum: 3.2\n"},
    "a fetch list with more": {"fetch.txt": "http://host/x - data/x\n"},
    "a fetch line too short": {"fetch.txt": "data/x\n"},
}  # fmt: skip


@pytest.mark.parametrize("fault", INVALID)
def test_a_version_1_0_bag_is_refused_for(tmp_path: Path, fault: str) -> None:
    assert problems(bag(tmp_path, **INVALID[fault]))
