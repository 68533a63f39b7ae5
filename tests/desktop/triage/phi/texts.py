"""The corpora of the tripwire, and what it may know where our own drafts are read."""

import json
from pathlib import Path
from typing import Any

from desktop.triage.phi import Known, scan

FOLDER = Path(__file__).parents[3] / "queues" / "phi"
OURS = Known(hosts=("kb.triagedeck.example",), texts=("+1 555 013 2000",))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def found(text: str, known: Known | None = None) -> list[tuple[str, str]]:
    """Return what is found in a text: class and value, in order."""
    return [(one.kind.value, text[one.start : one.end]) for one in scan(text, known or Known())]
