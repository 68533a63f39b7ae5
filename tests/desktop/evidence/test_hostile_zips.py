"""Zips made to harm: each is refused with a reason, quickly, and without being unpacked."""

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.evidence import verify
from tests.effort import within


def zipped(*names: str, content: bytes = b"x", mode: int = 0) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            member = zipfile.ZipInfo("placeholder")
            member.filename = name
            member.external_attr = mode << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, content)
    return held.getvalue()


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return zipped("a/bagit.txt", "a/bagit.txt")


def overlapping() -> bytes:
    """Many names, one body: the classic of small bombs."""
    content = bytearray(zipped(*(f"a/{n:04}" for n in range(200)), content=b"\0" * 300_000))
    at = content.index(b"PK\1\2")
    while (at := content.find(b"PK\1\2", at)) >= 0:
        content[at + 42 : at + 46] = struct.pack("<I", 0)
        at += 4
    return bytes(content)


def big() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a/x", b"x" * 1000)
    content = bytearray(held.getvalue())
    at = content.index(b"PK\1\2")
    content[at + 20 : at + 28] = struct.pack("<II", 2_100_000, 210_000_000)
    return bytes(content)


def with_flag(flag: int) -> bytes:
    content = bytearray(zipped("a/bagit.txt"))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + place] |= flag
    return bytes(content)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "parent": lambda: zipped("a/../../evil"),
    "absolute": lambda: zipped("/etc/passwd"),
    "backslashes": lambda: zipped("a\\..\\evil"),
    "drive": lambda: zipped("C:/evil"),
    "share": lambda: zipped("\\\\host\\share"),
    "home": lambda: zipped("~/evil"),
    "dot": lambda: zipped("a/./b"),
    "empty part": lambda: zipped("a//b"),
    "control": lambda: zipped("a/\x1b[2J"),
    "long name": lambda: zipped("a/" + "n" * 600),
    "huge name": lambda: zipped("a/" + "n" * 65_000),
    "link": lambda: zipped("a/link", content=b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
    "device": lambda: zipped("a/device", mode=stat.S_IFCHR | 0o666),
    "twice": twice,
    "twice by case": lambda: zipped("a/bagit.txt", "a/BAGIT.txt"),
    "twice by accents": lambda: zipped("a/\u00e9", "a/e\u0301"),
    "too many": lambda: zipped(*(f"a/{n}" for n in range(2_001))),
    "bomb": lambda: zipped("a/zeros", content=b"\0" * 50_000_000),
    "overlap": overlapping,
    "too big": big,
    "encrypted": lambda: with_flag(1),
    "comment": lambda: zipped("a/bagit.txt")[:-2] + b"\5\0hello",
    "bytes behind": lambda: zipped("a/bagit.txt") + b"\0",
    "zip64": lambda: zipped("a/b")[:-22] + b"PK\6\7" + b"\0" * 16 + zipped("a/b")[-22:],
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_zip_is_refused_with_a_reason_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hostile.triagebag"
    path.write_bytes(HOSTILE[kind]())
    within(180, lambda: verify.verify(path))
    tracemalloc.start()
    found, peak = verify.verify(path), tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found
    assert all(what for _, what in found)
    assert peak < 20_000_000


def test_a_link_in_an_unzipped_bundle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bagit.txt").symlink_to("/etc/passwd")
    assert verify.verify(tmp_path) == [("bagit.txt", "is a link or no ordinary file")]
