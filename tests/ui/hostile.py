"""Strings made to break screens: the public lists where they lie, and some of our own."""

import json
import os
from pathlib import Path

REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[3] / "shared"))
FOLDER = next((p for p in (REFERENCE / "data/hostile", REFERENCE / "hostile") if p.is_dir()), None)

OURS = (
    "<b>bold</b><img src='file:///etc/passwd'><script>alert(1)</script>",
    "<html><body bgcolor=red>", "&lt;b&gt; &amp; & &nosuch;", "&File &Edit R&D",
    "\u202egnp.exe\u202c", "\x00\x07\x1b[31m", "a\u0301" * 500, "Z" + "\u0337\u0321" * 400,
    "w" * 100_000, "word " * 40_000, "\n" * 5_000, "\ud83d\ude00" * 50, "😀👩‍👩‍👧" * 300,
    "שלום عالم" * 100, "%s %n {0} {x}", "",
)  # fmt: skip


def naughty() -> list[str]:
    """The big list of naughty strings; empty where the reference data is not there."""
    path = FOLDER / "blns/blns.json" if FOLDER else None
    return json.loads(path.read_text("utf-8")) if path and path.is_file() else []


def payloads() -> list[str]:
    """Payloads against HTML cleaners; empty where the reference data is not there."""
    path = FOLDER / "dompurify_payloads.json" if FOLDER else None
    found = json.loads(path.read_text("utf-8")) if path and path.is_file() else []
    return [one["payload"] for one in found]
