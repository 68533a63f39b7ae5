#!/usr/bin/env python3
"""The developer's door. Standard library only.

run      set up, then open the window on the local sandbox; without a display, or with --headless, run the same
         mission in the terminal; what follows goes to `triagedeck window` or `triagedeck mission`
test     set up, then run every test; what follows goes to pytest
check    lint, types, import contracts, house rules
faults   set up, then kill the program again and again while services fail: --kills N, --seed S, --json
bench    speed, as ratios against a reference in the same run: --only NAME, --json FILE
package  build the program that needs no Python, prove it by its own self-test, make the installer of this system
lock     resolve the dependencies again and write requirements/*.txt

`run`, `test` and `package` set up everything they need on a fresh machine: a virtual environment, the locked
packages and, on Debian as root, the system parts.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ("app", "dev", "bench", "package")
APP, DEV, BENCH, PACKAGE = (ROOT / f"requirements/{name}.txt" for name in LOCKS)
PACKAGE_VENV = ROOT / ".venv-package"
PACKED = ROOT / "dist/triagedeck"

# What is needed beside Python: the command, library or file that shows it is there, and Debian's package.
WINDOW_PARTS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
SCREEN_PARTS = {"Xvfb": "xvfb", "xauth": "xauth", "openbox": "openbox"}
TEST_PARTS = {
    **WINDOW_PARTS,
    **SCREEN_PARTS,
    "chromium": "chromium",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "pg_ctl": "postgresql",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
PACKAGE_PARTS = {**WINDOW_PARTS, **SCREEN_PARTS, "objdump": "binutils", "dpkg-deb": "dpkg"}


def main() -> int:
    """Read the verb and do it; the rest is the verb's own."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    verbs = {"run": do_run, "test": do_test, "check": do_check, "bench": do_bench}
    verbs |= {"faults": do_faults, "package": do_package, "lock": do_lock}
    parser.add_argument("verb", choices=verbs)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    return verbs[chosen.verb](chosen.rest)


def do_run(rest: list[str]) -> int:
    """Open the window on the sandbox; where there is no display, run the mission in the terminal."""
    set_up(APP)
    program, words = str(BIN / "triagedeck"), [word for word in rest if word != "--headless"]
    if wants_terminal(rest, os.environ, sys.platform):
        print("The mission runs in the terminal: --headless, or no display here.", flush=True)
        return call([program, "mission", "--sandbox", *words])
    if not get_parts(WINDOW_PARTS, "The window needs"):
        print("Without them: python3 dev.py run --headless")
        return 1
    return call([program, "window", "--sandbox", *words])


def wants_terminal(rest: list[str], environ: Mapping[str, str], platform: str) -> bool:
    """Return whether to go without a window: asked for, or no display; Windows and macOS always have one."""
    shown = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return "--headless" in rest or not (shown or platform in ("win32", "darwin"))


def do_test(rest: list[str]) -> int:
    """Run every test against real parts: screen, database server, keyring, browser, processes."""
    set_up(DEV)
    if not get_parts(TEST_PARTS, "The tests need") and os.environ.get("CI") == "true":
        return 1
    # One worker more than cores: tests wait for clocks and processes. A crashed one ends the run: replaced, the
    # others would wait for it for ever.
    workers = str(min(8, os.cpu_count() or 2) + 1)
    every = ["-n", workers, "--dist", "loadfile", "--max-worker-restart=0"]
    return call([str(PYTHON), "-m", "pytest", *(rest or every)])


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


def do_faults(rest: list[str]) -> int:
    """Kill real processes in the middle of a mission and count what was done twice, lost or overwritten."""
    set_up(DEV)
    return call([str(PYTHON), "-m", "tests.faults", *rest])


def do_bench(rest: list[str]) -> int:
    """Measure, each figure beside its reference in the same run."""
    set_up(BENCH)
    return call([str(PYTHON), "-m", "tests.bench", *rest])


def do_package(_: list[str]) -> int:
    """Pack the program, let it prove itself on a screen, make the installer of this system (so far: Linux)."""
    if not get_parts(PACKAGE_PARTS, "Packing needs"):
        return 1
    python = set_up_package()
    build = ["--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build"]
    steps = [
        [python, "-m", "PyInstaller", *build, "build.spec"],
        [*screen(os.environ, sys.platform), str(PACKED / "triagedeck"), "self-test"],
    ]
    if sys.platform == "linux":
        steps.append([python, "-m", "installers.linux.deb", str(PACKED), "dist"])
    # One after the other, until one fails.
    return next((code for step in steps if (code := call(step))), 0)


def screen(environ: Mapping[str, str], platform: str) -> list[str]:
    """Return what brings a screen to a command where there is none."""
    return ["xvfb-run", "-a"] if wants_terminal([], environ, platform) else []


def set_up_package() -> str:
    """Make the environment that holds what is packed and nothing else; return its Python."""
    if not shutil.which("uv", path=environment()["PATH"]):
        set_up(APP)
        install(["uv"])
    python = str(PACKAGE_VENV / BIN.name / PYTHON.name)
    make = ["uv", "venv", "-q", "--allow-existing", "--python", sys.executable, str(PACKAGE_VENV)]
    fill = ["uv", "pip", "sync", "-q", "--require-hashes", "--python", python, str(PACKAGE)]
    if call(make) or call(fill):
        sys.exit("uv could not install the packages. Its message stands above.")
    return python


def do_lock(_: list[str]) -> int:
    """Write the hash-locked requirement files (needs `uv`); no index address is recorded."""
    base = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    base += ["--no-header", "--no-emit-index-url", "-q", "pyproject.toml"]
    extras = {APP: [], DEV: ["--extra", "dev"], PACKAGE: ["--extra", "package"]}
    extras[BENCH] = ["--extra", "dev", "--extra", "yardsticks"]
    return max(call([*base, *extra, "-o", str(file)]) for file, extra in extras.items())


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
    # The lock is whole; what it leaves out on purpose (pyproject.toml, [tool.uv]) pip must not ask for.
    install(["--no-deps", "--require-hashes", "-r", str(lock)])
    install(["--no-deps", "--no-build-isolation", "-e", "."])
    stamp.write_text("\n".join([*have, wanted]))


def install(arguments: list[str]) -> None:
    """Run pip in the virtual environment; stop with its own words when it fails."""
    quiet = ["--disable-pip-version-check", "-q"]
    done = call([str(PYTHON), "-m", "pip", "install", *quiet, *arguments])
    if done:
        sys.exit(f"pip could not install the packages (exit {done}). Its message stands above.")


def get_parts(parts: Mapping[str, str], who: str) -> bool:
    """Install the missing system parts where we may, else name the one command; return whether all are there."""
    missing = [package for part, package in parts.items() if not has_part(part)]
    if not missing or sys.platform != "linux":
        return True
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing " + ", ".join(missing), flush=True)
        call(["apt-get", "update", "-q"])
        return call(command) == 0
    print(f"{who}: {', '.join(missing)}\nOn Debian: sudo " + " ".join(command), flush=True)
    return False


def has_part(part: str) -> bool:
    """Return whether a part is there: a file (its path may hold a *), a library, or a command."""
    if part.startswith("/"):
        return any(Path("/").glob(part[1:]))
    if ".so." in part:
        try:
            return bool(ctypes.CDLL(part))
        except OSError:
            return False
    return shutil.which(part, path=environment()["PATH"]) is not None


if __name__ == "__main__":
    sys.exit(main())
