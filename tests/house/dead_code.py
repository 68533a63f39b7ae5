"""Dead code, by vulture: functions, methods, classes and variables nobody uses.

Fields of frozen values and members of enums are data that somebody may read; vulture cannot know. They are
listed from the code itself at each run, so that no list is kept by hand.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("desktop", "ui", "tests")


def data_names() -> Iterator[str]:
    """Yield every name annotated or assigned in a class body."""
    for path in [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield from _fields(node)


def _fields(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id
        elif isinstance(line, ast.Assign):
            yield from (one.id for one in line.targets if isinstance(one, ast.Name))


def main() -> int:
    """Run vulture with that list; return its exit code."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as known:
        known.write("\n".join(sorted(set(data_names()))))
        known.flush()
        command = [sys.executable, "-m", "vulture", "desktop", "ui", "tests", known.name]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
