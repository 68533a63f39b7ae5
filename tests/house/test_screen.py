"""The screen keeps its rules: one file of colours, one file of rich text, no slow table."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from ui.theme.tokens import Tokens

ROOT = Path(__file__).resolve().parents[2]
SCREEN = sorted(ROOT.glob("ui/**/*.py"))
COLOURS = "ui/theme/tokens.py"
RICH = "ui/widgets/rich.py"


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> list[str]:
    """Every string of a file that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said
    ]


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_colours_stand_in_one_file(path: Path) -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{8}\b|\brgba?\(|\bhsla?\(")
    text = path.read_text("utf-8")
    named = re.search(r"GlobalColor\.(?!transparent\b)|QColor\(\s*[0-9\"']", text)
    if short(path) != COLOURS:
        # f"#{...}" and "#RRGGBB" in words are no literals.
        assert [one for one in strings(path) if literal.search(one)] == []
        assert named is None


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_no_rule_and_no_class_that_makes_tables_slow(path: Path) -> None:
    assert [one for one in strings(path) if "::item" in one] == []
    assert "QSortFilterProxyModel" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_rich_text_stands_in_one_file(path: Path) -> None:
    text = path.read_text("utf-8")
    found = re.findall(
        r"TextFormat\.(?:RichText|AutoText|MarkdownText)|setHtml|setMarkdown|toHtml", text
    )
    assert not found or short(path) == RICH


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_every_label_is_plain(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and "QLabel" in [ast.unparse(b) for b in node.bases]:
            assert "setTextFormat(Qt.TextFormat.PlainText)" in ast.unparse(node), node.name
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"QLabel", "QtWidgets.QLabel"}, "use Label"


def test_only_the_charts_know_pyqtgraph() -> None:
    users = {short(p).split("/")[1] for p in SCREEN if re.search(r"^\s*(import|from) pyqtgraph", p.read_text("utf-8"), re.M)}  # fmt: skip
    assert users == {"charts"}


def test_every_icon_that_is_named_is_there() -> None:
    there = {path.stem for path in (ROOT / "resources/icons").glob("*.svg")}
    call = re.compile(r"(?:paint_icon|pixmap|icon)\([^\n]*?\"([a-z0-9-]+)\"")
    named = {name for path in SCREEN for name in call.findall(path.read_text("utf-8"))}
    tokens = {field.name for field in fields(Tokens)}
    assert {name.removesuffix("-filled") for name in named} - tokens <= there
