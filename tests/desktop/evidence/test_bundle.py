"""A bundle is written whole, always the same, and verifies."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import StoreError
from desktop.evidence import verify
from desktop.evidence.bundle import write_bundle
from tests.desktop.evidence.missions import MISSION, contents, repack
from tests.desktop.ledger.toy_keys import ToyKeys


async def test_a_bundle_just_written_is_intact(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "m.triagebag"
    digest = await write_bundle(contents(), ToyKeys(), path)  # type: ignore[arg-type]
    assert verify.verify(path) == []
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [p.name for p in path.parent.iterdir()] == ["m.triagebag"]


async def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    digests = {
        await write_bundle(contents(), ToyKeys(), tmp_path / name)  # type: ignore[arg-type]
        for name in ("a.triagebag", "b.triagebag")
    }
    assert len(digests) == 1


async def test_a_disk_that_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="could not be written"):
        await write_bundle(contents(), ToyKeys(), tmp_path / "file" / "m.triagebag")  # type: ignore[arg-type]


def test_everything_lies_in_one_top_folder_as_rfc_8493_wants(bundle: Path) -> None:
    names = zipfile.ZipFile(bundle).namelist()
    assert {name.partition("/")[0] for name in names} == {MISSION}
    assert {name.partition("/")[2] for name in names} == {
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "verify.py",
        "signature.json", "data/facts.jsonl", "data/figures.json", "data/checks.csv",
        "data/checks.json", "data/clocks.csv",
        "data/views.json", "data/transcript.json", "data/screening.json", "data/report.html",
    }  # fmt: skip


def test_a_named_signer_is_known_and_another_is_a_problem(bundle: Path) -> None:
    signer = verify.examine(bundle).signer
    assert verify.examine(bundle, signer.upper()) == verify.Verdict([], signer, True)
    other = verify.examine(bundle, "0" * 64)
    assert (other.signer_known, [path for path, _ in other.problems]) == (False, ["signature.json"])


async def test_another_key_shows_as_another_signer(bundle: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.triagebag"
    await write_bundle(contents(), ToyKeys(b"\2" * 32), forged)  # type: ignore[arg-type]
    assert verify.verify(forged) == []
    assert verify.examine(forged).signer != verify.examine(bundle).signer


def test_a_bundle_unzipped_and_zipped_again_by_hand_is_still_intact(
    bundle: Path, tmp_path: Path
) -> None:
    repack(bundle, {})
    assert verify.verify(bundle) == []
    zipfile.ZipFile(bundle).extractall(tmp_path / "out")
    assert verify.verify(tmp_path / "out" / MISSION) == []
