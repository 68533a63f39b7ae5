"""The house keeps its plan: rooms, mirrors, sizes, names, closed catalogues."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from desktop.domain import facts
from desktop.domain.values import StageName

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted([*ROOT.glob("desktop/**/*.py"), *ROOT.glob("ui/**/*.py")])
ALL_CODE = sorted(
    [*CODE, *ROOT.glob("tests/**/*.py"), *ROOT.glob("installers/**/*.py"), ROOT / "dev.py"]
)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
RULES = {
    "home": {"surge", "readiness"},
    "define": {"intent", "brief_writer"},
    "prepare": {"preview"},
    "plan": {"candidates", "ranking"},
    "approve": {"packet"},
    "execute": {"runner"},
    "reflect": {"outcome"},
}


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("stage", list(StageName))
def test_every_stage_has_its_contract_service_rules_and_tests(stage: str) -> None:
    room = ROOT / "desktop/stages" / stage
    wanted = {"__init__", "contract", "service", *RULES[stage]}
    assert wanted <= {path.stem for path in room.glob("*.py")}
    assert list((ROOT / "tests/desktop/stages" / stage).glob("test_*.py")), "no tests"


@pytest.mark.parametrize("path", ALL_CODE, ids=short)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_files_are_small_in_the_middle() -> None:
    sizes = sorted(len(path.read_text("utf-8").splitlines()) for path in CODE)
    assert sizes[len(sizes) // 2] <= 120


def test_functions_are_short_in_the_middle() -> None:
    lengths = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths.append((node.end_lineno or 0) - node.lineno + 1)
    assert sorted(lengths)[len(lengths) // 2] <= 10


@pytest.mark.parametrize("path", ALL_CODE, ids=short)
def test_no_file_has_a_name_that_says_nothing(path: Path) -> None:
    assert not {path.stem, *path.parts[len(ROOT.parts) :]} & FORBIDDEN_NAMES


def test_only_one_file_knows_httpx() -> None:
    users = [
        short(p) for p in CODE if re.search(r"^(import|from) httpx", p.read_text("utf-8"), re.M)
    ]
    assert users == ["desktop/connectors/direct.py"]


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asking = re.compile(r"datetime\.now\(|time\.time\(|utcnow\(|date\.today\(")
    users = [short(p) for p in CODE if asking.search(p.read_text("utf-8"))]
    assert users == ["desktop/base/clock.py"]


def test_nothing_waits_in_a_way_that_swallows_a_cancellation() -> None:
    # asyncio.wait_for does in Python 3.11, when the answer comes in the same moment (bpo-37658).
    users = [
        short(p) for p in CODE if re.search(r"await asyncio\.wait_for\(", p.read_text("utf-8"))
    ]
    assert users == []


def test_no_file_names_a_path_of_this_machine_or_a_package_index() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    telling = re.compile(r"/work/|/root/|extra-index-url|--index-url|find-links|simple/")
    skipped = {"tests/house/test_house.py"}
    found = []
    for name in filter(None, listed):
        path = ROOT / name
        if name in skipped or path.suffix in {".png", ".otf", ".ttf"} or not path.is_file():
            continue
        found += [name for line in path.read_text("utf-8").splitlines() if telling.search(line)]
    assert found == []


def test_the_requirement_files_are_locked_with_hashes() -> None:
    for name in ("app", "dev", "package"):
        text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
        pinned = re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)
        blocks = re.split(r"\n(?=[a-z0-9])", text)
        assert pinned
        assert all("--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0])


def test_the_telemetry_names_are_the_26() -> None:
    assert len(facts.TELEMETRY) == 26


@pytest.mark.parametrize("kind", [*facts.FACTS, *facts.SIGNALS])
def test_every_fact_and_signal_says_what_it_means(kind: str) -> None:
    entry = facts.FACTS.get(kind) or facts.SIGNALS[kind]
    assert entry.__doc__


@pytest.mark.parametrize("kind", sorted(facts.FACTS))
def test_every_fact_is_made_somewhere_in_the_core(kind: str) -> None:
    name = facts.FACTS[kind].__name__
    makers = [p for p in CODE if f"{name}(" in p.read_text("utf-8") and "domain" not in p.parts]
    assert makers, f"nothing makes {name}"
