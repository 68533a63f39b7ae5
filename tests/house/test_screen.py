"""The screen keeps its rules: one file of colours, one file of rich text, no slow table."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from msgspec import Struct
from numpy.typing import NDArray

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


ROOMS = sorted({path.parent for path in SCREEN if path.name != "__init__.py"} - {ROOT / "ui"})


@pytest.mark.parametrize("room", ROOMS, ids=short)
def test_every_room_of_the_screen_has_its_tests_in_the_same_place(room: Path) -> None:
    assert list((ROOT / "tests" / room.relative_to(ROOT)).glob("test_*.py")), "no tests"


def calls(tree: ast.AST, *names: str) -> list[str]:
    return [
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    ]


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_no_loop_turns_inside_the_loop(path: Path) -> None:
    # A dialog's exec() or processEvents() inside a coroutine runs other coroutines in the middle of it.
    tree = ast.parse(path.read_text("utf-8"))
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]
    assert [one for node in inside for one in calls(node, "exec", "exec_", "processEvents")] == []
    # Before the loop turns, and for the gallery that has none, the application itself may.
    found = [one for one in calls(tree, "exec", "exec_", "processEvents") if ".app." not in f".{one}"]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("ui/stages/*/presenter.py")), ids=short)
def test_a_presenter_holds_no_widget(path: Path) -> None:
    imported = re.findall(r"^\s*(?:from|import) (\S+)", path.read_text("utf-8"), re.MULTILINE)
    held = [one for one in imported if one.startswith(("PySide6", "ui.widgets", "ui.dialogs", "ui.charts"))]  # fmt: skip
    assert set(held) <= {"PySide6.QtCore"}


def views() -> list[type]:
    """Every View of a contract or a presenter, by its name."""
    found = []
    for path in [*ROOT.glob("desktop/**/contract.py"), *ROOT.glob("ui/stages/*/presenter.py")]:
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        found += [
            one
            for name, one in vars(module).items()
            if name.endswith("View") and isinstance(one, type) and one.__module__ == module.__name__
        ]
    return found


def names() -> dict[str, Any]:
    """What annotations name that only the type checker imports."""
    known: dict[str, Any] = {}
    for path in [*ROOT.glob("desktop/domain/**/*.py"), *ROOT.glob("desktop/**/contract.py")]:
        room = path.relative_to(ROOT).with_suffix("").parts
        known |= vars(import_module(".".join(room).removesuffix(".__init__")))
    return {**known, "datetime": datetime, "Mapping": Mapping, "NDArray": NDArray}


def parts(kind: Any) -> Iterator[Any]:
    """Every type inside an annotation, its own name first."""
    yield get_origin(kind) or kind
    for inner in get_args(kind):
        yield from parts(inner)


NAMES = names()


@pytest.mark.parametrize("view", views(), ids=lambda view: f"{view.__module__}.{view.__name__}")
def test_a_view_is_frozen_all_the_way_down(view: type) -> None:
    seen: set[Any] = set()
    waiting: list[Any] = [view]
    while waiting:
        one = waiting.pop()
        if one in seen or not isinstance(one, type):
            continue
        seen.add(one)
        assert one not in {dict, list, set, bytearray, object}, f"{one} can change under the page"
        room = one.__module__.split(".")
        assert room[0] not in {"sqlalchemy", "httpx"}, f"{one} is no plain value"
        if is_dataclass(one):
            assert one.__dataclass_params__.frozen, one
        elif issubclass(one, Struct):
            assert one.__struct_config__.frozen, one
        if room[0] in {"desktop", "ui"}:
            waiting += [
                part for hint in get_type_hints(one, localns=NAMES).values() for part in parts(hint)
            ]
    assert len(views()) >= 15
