#!/usr/bin/env python3
"""The developer's door: run, test, check, bench, lock. Standard library only.

`python3 dev.py run` and `python3 dev.py test` set up everything they need on a fresh machine: a virtual
environment, the locked packages and, on Debian as root, the system parts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
APP, DEV = ROOT / "requirements/app.txt", ROOT / "requirements/dev.txt"

# What the tests need beside Python: the command that shows it is there, and Debian's package.
TEST_PARTS = {
    "chromium": "chromium",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "pg_ctl": "postgresql",
}


def main() -> int:
    """Read the verb and do it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="set up, then run the mission on the local sandbox")
    run.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to `triagedeck mission`")
    test = verbs.add_parser("test", help="set up, then run every test")
    test.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to pytest")
    verbs.add_parser("check", help="lint, types, import contracts, house rules")
    bench = verbs.add_parser("bench", help="speed, as ratios against a reference in the same run")
    bench.add_argument("rest", nargs=argparse.REMAINDER, help="--only NAME, --json FILE")
    verbs.add_parser("lock", help="resolve the dependencies again and write requirements/*.txt")
    chosen = parser.parse_args()
    return {"run": do_run, "test": do_test, "check": do_check, "bench": do_bench, "lock": do_lock}[
        chosen.verb
    ](getattr(chosen, "rest", []))


def do_run(rest: list[str]) -> int:
    """Run the reference mission headless on the sandbox, with progress, and print the outcome."""
    set_up(APP)
    return call([str(BIN / "triagedeck"), "mission", "--sandbox", *rest])


def do_test(rest: list[str]) -> int:
    """Run every test against real parts: database server, keyring, browser, processes."""
    set_up(DEV)
    if not get_test_parts():
        return 1
    return call([str(PYTHON), "-m", "pytest", *(rest or ["-n", "2", "--dist", "loadfile"])])


def do_check(_: list[str]) -> int:
    """Everything that can be judged without running the program; what CI runs first."""
    set_up(DEV)
    steps = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "import contracts": ["lint-imports"],
        "dead code": ["python", "-m", "tests.house.dead_code"],
        "dependencies": ["deptry", "."],
        "house rules": ["python", "-m", "pytest", "-q", "-p", "no:randomly", "tests/house"],
    }
    failed = [name for name, command in steps.items() if not passed(name, command)]
    print("check: " + ("failed: " + ", ".join(failed) if failed else "clean"))
    return 1 if failed else 0


def do_bench(rest: list[str]) -> int:
    """Measure, each figure beside its reference in the same run."""
    set_up(DEV)
    return call([str(PYTHON), "-m", "tests.bench", *rest])


def do_lock(_: list[str]) -> int:
    """Write the hash-locked requirement files (needs `uv`); no index address is recorded."""
    base = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    base += ["--no-header", "--no-emit-index-url", "-q", "pyproject.toml"]
    return call([*base, "-o", str(APP)]) or call([*base, "--extra", "dev", "-o", str(DEV)])


def passed(name: str, command: list[str]) -> bool:
    """Run one step of the check and say how it went."""
    print(f"— {name}", flush=True)
    return call([str(BIN / command[0]), *command[1:]]) == 0


def call(command: list[str]) -> int:
    """Run a command in the repository, passing on what it prints; return its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode


def environment() -> dict[str, str]:
    """Return the environment for everything we start: our virtual environment first."""
    path = os.pathsep.join([str(BIN), *postgres_folders(), os.environ.get("PATH", "")])
    ours = {"PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1"}
    # Several tests at once: numpy's own threads would only fight over the cores.
    return {**os.environ, **ours, "OPENBLAS_NUM_THREADS": "1"}


def postgres_folders() -> list[str]:
    """Return where Debian keeps the PostgreSQL server's own commands (not on PATH)."""
    return [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def set_up(lock: Path) -> None:
    """Make the virtual environment and install the locked packages, once per lock file."""
    if sys.version_info < (3, 11):
        sys.exit("Triage Deck needs Python 3.11, 3.12 or 3.13. Start dev.py with one of them.")
    if not PYTHON.exists():
        print("Making a virtual environment in .venv", flush=True)
        venv.create(VENV, with_pip=True)
    stamp = VENV / "installed"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    have = stamp.read_text().split() if stamp.exists() else []
    if wanted in have:
        return
    print(f"Installing the packages of {lock.relative_to(ROOT)}", flush=True)
    install(["--require-hashes", "-r", str(lock)])
    install(["--no-deps", "--no-build-isolation", "-e", "."])
    stamp.write_text("\n".join([*have, wanted]))


def install(arguments: list[str]) -> None:
    """Run pip in the virtual environment; stop with its own words when it fails."""
    quiet = ["--disable-pip-version-check", "-q"]
    done = call([str(PYTHON), "-m", "pip", "install", *quiet, *arguments])
    if done:
        sys.exit(f"pip could not install the packages (exit {done}). Its message stands above.")


def get_test_parts() -> bool:
    """Install the system parts the tests need where we may; else name the one command."""
    path = environment()["PATH"]
    missing = [pkg for cmd, pkg in TEST_PARTS.items() if not shutil.which(cmd, path=path)]
    if not missing:
        return True
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing " + ", ".join(missing), flush=True)
        call(["apt-get", "update", "-q"])
        return call(command) == 0
    print("The tests need: " + ", ".join(missing) + "\nOn Debian: sudo " + " ".join(command))
    return os.environ.get("CI") != "true"


if __name__ == "__main__":
    sys.exit(main())
