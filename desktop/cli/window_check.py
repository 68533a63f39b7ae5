"""Does the window start and paint here? Asked of the program itself in a process of its own: the core has no screen."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.findings import Finding

_PATIENCE_SECONDS = 60.0
_NO_SCREEN_NEEDED = ("offscreen", "minimal")
_REMEDY = (
    "Start `triagedeck window` in a terminal and read what it says. "
    "On Debian and its relatives the package libxcb-cursor0 is what is missing most often."
)


def can_show(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a window could be shown: ``platform`` as in ``sys.platform``."""
    if platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM") in _NO_SCREEN_NEEDED:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


async def check_window(place: Path) -> Finding:
    """Show the window on a sandbox mission kept in ``place``; say honestly when there is nowhere to show it."""
    if not can_show(os.environ, sys.platform):
        return Finding("Window", True, "not shown: there is no display here")
    return await asyncio.to_thread(_paint_once, place)


def _paint_once(place: Path) -> Finding:
    words = ["window", "--sandbox", "--alone", "--out", str(place), "--paint-once"]
    try:
        done = subprocess.run(  # noqa: S603 - the program itself
            [*_program(), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        said = f"nothing was painted within {_PATIENCE_SECONDS:.0f} seconds"
        return Finding("Window", False, said, _REMEDY)
    return _judge(done)


def _judge(done: "subprocess.CompletedProcess[str]") -> Finding:
    try:
        seen: dict[str, Any] = msgspec.json.decode(done.stdout.strip() or "{}", type=dict[str, Any])
    except msgspec.DecodeError:
        seen = {}
    if done.returncode == 0 and seen.get("painted"):
        size = f"{seen['width']} x {seen['height']}"
        return Finding("Window", True, f"shown and painted, {size}, {seen['platform']}")
    return Finding("Window", False, f"ended with {done.returncode}: {_told(done.stderr)}", _REMEDY)


def _told(stderr: str) -> str:
    """Return the line that says why: Qt begins with it, Python ends with it."""
    lines = stderr.strip().splitlines() or ["it said nothing"]
    return lines[-1] if lines[0].startswith("Traceback") else lines[0]


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "ui.entry"]
