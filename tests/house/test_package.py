"""What `build.spec` names is there: a packed program that misses a file is found here, not by its user."""

from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def analysis() -> dict[str, Any]:
    """What the specification hands to PyInstaller, read by running it with empty hands."""
    handed: dict[str, Any] = {}

    def analyse(scripts: list[str], **named: Any) -> SimpleNamespace:
        handed.update(named, scripts=scripts)
        return SimpleNamespace(pure=[], scripts=[], binaries=QT, datas=[])

    def collect(_: Any, binaries: list[tuple[str, str, str]], __: Any, **named: Any) -> None:
        handed.update(packed=[name for name, _, _ in binaries], name=named["name"])

    tools = {"Analysis": analyse, "COLLECT": collect, "PYZ": list, "EXE": lambda *_, **__: None}
    code = compile((ROOT / "build.spec").read_text("utf-8"), "build.spec", "exec")
    exec(code, {"SPECPATH": str(ROOT), **tools})  # noqa: S102 - it is how PyInstaller reads it
    return handed


QT = [
    (f"PySide6/Qt/plugins/{name}", "", "BINARY")
    for name in ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqvnc.so")
] + [("libgtk-3.so.0", "", "BINARY"), ("libxcb-cursor.so.0", "", "BINARY")]


def test_every_script_and_every_file_it_names_is_there(analysis: dict[str, Any]) -> None:
    assert [script for script in analysis["scripts"] if not Path(script).is_file()] == []
    empty = [
        source
        for source, _ in analysis["datas"]
        if not list(Path(source).parent.glob(Path(source).name))
    ]
    assert empty == []


def test_every_folder_of_resources_is_packed_but_the_pictures(analysis: dict[str, Any]) -> None:
    packed = {place for _, place in analysis["datas"] if place.startswith("resources/")}
    there = {f"resources/{path.name}" for path in (ROOT / "resources").iterdir() if path.is_dir()}
    assert there - packed <= {"resources/pictures", "resources/__pycache__"}


@pytest.mark.parametrize("stage", ["home", "define", "prepare", "plan", "approve", "execute", "reflect"])  # fmt: skip
def test_every_page_is_named(analysis: dict[str, Any], stage: str) -> None:
    wanted = {f"ui.stages.{stage}.page", f"ui.stages.{stage}.presenter"}
    assert wanted <= set(analysis["hiddenimports"])


def test_every_hidden_import_resolves(analysis: dict[str, Any]) -> None:
    assert [name for name in analysis["hiddenimports"] if find_spec(name) is None] == []


def test_nothing_is_both_wanted_and_unwanted(analysis: dict[str, Any]) -> None:
    wanted = set(analysis["hiddenimports"])
    assert wanted.isdisjoint(analysis["excludes"])


def test_what_only_other_desktops_need_is_left_out(analysis: dict[str, Any]) -> None:
    names = [Path(name).name for name in analysis["packed"]]
    assert names == ["libqxcb.so", "libqoffscreen.so", "libxcb-cursor.so.0"]


def test_the_verifier_is_packed_as_source_for_the_bundles(analysis: dict[str, Any]) -> None:
    assert analysis["module_collection_mode"] == {"desktop.evidence.verify": "py"}


def test_the_licences_of_what_is_packed_go_along(analysis: dict[str, Any]) -> None:
    told = {place.removeprefix("licences/") for _, place in analysis["datas"]}
    assert {"Python", "SQLAlchemy", "cryptography", "numpy", "pyqtgraph", "httpx"} <= told
