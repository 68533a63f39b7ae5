"""The corpora of the tripwire, and what it may know where our own drafts are read."""

import json
from pathlib import Path
from typing import Any

from desktop.triage.phi import Known

FOLDER = Path(__file__).parents[3] / "queues" / "phi"
OURS = Known(hosts=("kb.triagedeck.example",), texts=("+1 555 013 2000",))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
