"""Every change is found and named; nothing a hostile file holds makes the verifier stumble."""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.evidence import bundle as bundles
from desktop.evidence import verify
from desktop.evidence.bag import make_bag
from desktop.evidence.seal import seal
from tests.desktop.evidence.missions import (
    MISSION,
    chained,
    contents,
    member,
    outcome,
    repack,
)
from tests.desktop.ledger.toy_keys import ToyKeys

FACTS = "data/facts.jsonl"
Lines = list[bytes]


def names(bundle: Path) -> set[str]:
    return {path for path, _ in verify.verify(bundle)}


PAYLOAD = [
    "facts.jsonl",
    "figures.json",
    "checks.json",
    "clocks.csv",
    "views.json",
    "transcript.json",
    "report.html",
]
TAG_FILES = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "verify.py"]


@pytest.mark.parametrize("name", [*(f"data/{name}" for name in PAYLOAD), *TAG_FILES])
def test_a_changed_file_is_named(bundle: Path, name: str) -> None:
    repack(bundle, {name: member(bundle, name) + b" "})
    assert name in names(bundle)


@pytest.mark.parametrize(
    "name",
    [*(f"data/{name}" for name in PAYLOAD), *TAG_FILES, "signature.json", "tagmanifest-sha256.txt"],
)
def test_a_removed_file_is_named(bundle: Path, name: str) -> None:
    repack(bundle, {name: None})
    assert name in names(bundle)


@pytest.mark.parametrize(
    "name", ["data/extra.txt", "extra.txt", "tagmanifest-md5.txt", "data/deep/er.txt"]
)
def test_an_added_file_is_named(bundle: Path, name: str) -> None:
    repack(bundle, {name: b""})
    assert name in names(bundle)


def test_a_renamed_file_is_named_twice(bundle: Path) -> None:
    repack(bundle, {"data/views.json": None, "data/seen.json": member(bundle, "data/views.json")})
    assert names(bundle) >= {"data/views.json", "data/seen.json"}


def test_a_changed_tag_manifest_breaks_the_signature(bundle: Path) -> None:
    repack(bundle, {"tagmanifest-sha256.txt": member(bundle, "tagmanifest-sha256.txt") + b"\n"})
    assert names(bundle) == {"signature.json"}


@pytest.mark.parametrize(
    "field", ["algorithm", "public_key", "fingerprint", "head", "seq", "signature"]
)
def test_every_field_of_the_signature_counts(bundle: Path, field: str) -> None:
    fields = json.loads(member(bundle, "signature.json"))
    fields[field] = 2 if field == "seq" else fields[field][::-1]
    repack(bundle, {"signature.json": json.dumps(fields).encode()})
    assert names(bundle) == {"signature.json"}


def rehash(files: dict[str, bytes]) -> dict[str, bytes | None]:
    """Make checksums fit changed payload again, as a careful forger without the key would."""
    payload = {name[5:]: text for name, text in files.items() if name.startswith("data/")}
    made = make_bag(payload, {"verify.py": files["verify.py"]}, {"External-Identifier": MISSION})
    return dict(made)


def forge(bundle: Path, change: dict[str, bytes], key: bytes | None = None) -> None:
    """Rewrite payload with fitting checksums; with a key, sign it again too."""
    with zipfile.ZipFile(bundle) as packed:
        files = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    made = rehash(files | change)
    if key:
        tag_manifest = made["tagmanifest-sha256.txt"] or b""
        made["signature.json"] = asyncio.run(seal(ToyKeys(key), tag_manifest, chained()))  # type: ignore[arg-type]
    repack(bundle, made, zipfile.ZIP_STORED)


def test_fitting_checksums_do_not_help_without_the_key(bundle: Path) -> None:
    forge(bundle, {"data/views.json": b"[]\n"})
    assert names(bundle) == {"signature.json"}


def rewritten(line: bytes, **fields: object) -> bytes:
    """Change a row's body and make its own hash fit again."""
    row = json.loads(line)
    body = json.loads(row["body"]) | fields
    row["body"] = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    row["hash"] = hashlib.sha256((row["prev"] + row["body"]).encode()).hexdigest()
    return json.dumps(row).encode()


CHAIN_FORGERIES: dict[str, Callable[[Lines], Lines]] = {
    "changed body": lambda r: [r[0].replace(b"sandbox", b"product"), *r[1:]],
    "changed body, new hash": lambda r: [rewritten(r[0], at=1), *r[1:]],
    "first removed": lambda r: r[1:],
    "middle removed": lambda r: [r[0], *r[2:]],
    "last of the main chain removed": lambda r: [*r[:2], *r[3:]],
    "all removed": lambda _: [],
    "swapped": lambda r: [r[1], r[0], *r[2:]],
    "addendum swapped": lambda r: [*r[:3], r[4], r[3]],
    "said twice": lambda r: [r[0], r[0], *r[1:]],
    "cut short": lambda r: [*r[:-1], r[-1][:40]],
    "cut off the chain": lambda r: r[:2],
    "from another mission": lambda r: [*r[:2], rewritten(r[2], mission="other"), *r[3:]],
    "an unknown chain": lambda r: [*r, r[-1].replace(b"addendum", b"appendix")],
    "main after addendum": lambda r: [*r[:2], r[3], r[2], r[4]],
    "no object": lambda r: [*r, b"[]"],
    "no JSON": lambda r: [*r, b"{"],
    "not a number": lambda r: [*r, b'{"chain":"main","seq":NaN,"prev":"","hash":"","body":""}'],
    "nested deep": lambda r: [*r, b"[" * 200_000],
    "a lone surrogate": lambda r: [*r, b'{"chain":"main","seq":4,"prev":"\\ud800","hash":"","body":""}'],
}  # fmt: skip


@pytest.mark.parametrize("forgery", CHAIN_FORGERIES)
def test_a_forged_ledger_is_found_even_when_signed_again_by_its_forger(
    bundle: Path, forgery: str
) -> None:
    lines = CHAIN_FORGERIES[forgery](member(bundle, FACTS).splitlines())
    forge(bundle, {FACTS: b"".join(line + b"\n" for line in lines)}, key=b"\3" * 32)
    assert any(name.startswith(FACTS) for name in names(bundle)), verify.verify(bundle)


def test_the_line_that_was_changed_is_named(bundle: Path) -> None:
    lines = member(bundle, FACTS).splitlines()
    lines[1] = lines[1].replace(b"47", b"48")
    forge(bundle, {FACTS: b"".join(line + b"\n" for line in lines)}, key=b"\3" * 32)
    assert f"{FACTS}, line 2" in names(bundle)


@pytest.mark.parametrize("name", ["triaged", "drafts", "escalations", "breaches", "minutes_saved"])
def test_a_figure_that_differs_from_the_ledger_is_named(bundle: Path, name: str) -> None:
    figures = json.loads(member(bundle, "data/figures.json"))
    next(f for f in figures["figures"] if f["name"] == name)["value"] += 1
    forge(bundle, {"data/figures.json": json.dumps(figures).encode()}, key=b"\3" * 32)
    words = "saved_seconds" if name == "minutes_saved" else name
    assert verify.verify(bundle) == [("data/figures.json", f"{words} differs from the ledger")]


@pytest.mark.parametrize(
    "change", [{"breached": [7]}, {"sealed": False}, {"figures": []}, {"figures": 3}, {"more": 1}]
)
def test_an_outcome_the_ledger_does_not_tell_is_named(
    bundle: Path, change: dict[str, object]
) -> None:
    figures = json.loads(member(bundle, "data/figures.json")) | change
    forge(bundle, {"data/figures.json": json.dumps(figures).encode()}, key=b"\3" * 32)
    assert names(bundle) == {"data/figures.json"}


async def test_a_provisional_outcome_is_held_against_the_completed_mission(tmp_path: Path) -> None:
    provisional = replace(
        contents(), rows=chained()[:2], outcome=msgspec.structs.replace(outcome(), sealed=False)
    )
    path = tmp_path / "m.triagebag"
    await bundles.write_bundle(provisional, ToyKeys(), path)  # type: ignore[arg-type]
    assert verify.verify(path) == []


# --- Run by itself ---------------------------------------------------------------------------------------------------


def bare(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=30)


def test_a_bare_python_runs_the_copy_inside_an_unzipped_bundle(
    bundle: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(bundle).extractall(tmp_path)
    folder = tmp_path / MISSION
    done = bare(folder / "verify.py", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"], answer["problems"], answer["signer_known"]) == (
        0,
        True,
        [],
        False,
    )
    (folder / "data/views.json").write_text("[]")
    done = bare(folder / "verify.py", "--json", "--signer", answer["signer"])
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"], told["signer_known"]) == (1, False, True)
    assert "data/views.json" in {problem["path"] for problem in told["problems"]}


def test_the_answer_in_words_names_the_key_and_the_damage(bundle: Path) -> None:
    done = bare(verify.__file__, bundle)
    assert (done.returncode, done.stdout.startswith("Intact, signer not known.")) == (0, True)
    repack(bundle, {"data/e\x1b[2Jvil": b""})
    done = bare(verify.__file__, bundle)
    assert (done.returncode, "\x1b" in done.stdout, done.stderr) == (1, False, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"PK\5\6" + b"\0" * 18,
        b"PK\5\6" + b"\xff" * 18,
        b"no zip at all" * 99,
        b"\0" * 4096,
    ],
)
def test_what_is_no_bundle_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    done = bare(verify.__file__, path, "--json")
    assert (done.returncode, done.stderr, json.loads(done.stdout)["ok"]) == (1, "", False)


@pytest.mark.skipif(os.name != "posix", reason="a device file is a POSIX thing")
def test_folders_devices_and_missing_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    for path in (
        tmp_path / "pipe",
        tmp_path / "empty",
        tmp_path,
        Path("/dev/zero"),
        tmp_path / "no",
        "\0",
        "x" * 5000,
    ):
        assert verify.verify(path)


# --- Whatever happens to the bytes -----------------------------------------------------------------------------------


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_flipped_bytes_never_stumble_and_never_hide_a_changed_file(
    pristine: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(pristine)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
    path, unhurt = tmp_path / "flipped.triagebag", tmp_path / "unhurt.triagebag"
    path.write_bytes(content)
    unhurt.write_bytes(pristine)
    if not verify.verify(path):
        assert read_all(path) == read_all(unhurt)


def read_all(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 1_000_000), more=st.binary(max_size=64))
def test_cut_or_lengthened_bundles_are_refused(
    pristine: bytes, tmp_path: Path, cut: int, more: bytes
) -> None:
    path = tmp_path / "cut.triagebag"
    path.write_bytes(pristine[: cut % len(pristine)] + more)
    assert verify.verify(path)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from([*(f"data/{n}" for n in PAYLOAD), *TAG_FILES, "signature.json"]),
    place=st.integers(0),
    flip=st.integers(1, 255),
)
def test_a_flipped_byte_in_any_file_is_found(
    bundle: Path, name: str, place: int, flip: int
) -> None:
    content = bytearray(member(bundle, name))
    content[place % len(content)] ^= flip
    pristine = bundle.read_bytes()
    repack(bundle, {name: bytes(content)})
    found = verify.verify(bundle)
    bundle.write_bytes(pristine)
    white = name == "signature.json" and json_same(bytes(content), bundle)
    assert found or white


def json_same(content: bytes, bundle: Path) -> bool:
    """White space and the case of hex digits in signature.json say the same."""
    try:
        changed, was = json.loads(content), json.loads(member(bundle, "signature.json"))
    except ValueError:
        return False
    return all(str(changed.get(key)).lower() == str(value).lower() for key, value in was.items())
