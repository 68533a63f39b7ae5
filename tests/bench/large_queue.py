"""A queue of ten thousand tickets: a generated one, its tickets repeated under other ids."""

import json
from pathlib import Path

from tests.queues.generate import generate

SIZE = 10_000


def write_large_queue(path: Path, size: int = SIZE) -> None:
    """Write a queue file of so many open tickets."""
    queue, _ = generate(7, 600)
    desk = queue["zendesk"]
    known = desk["tickets"]
    desk["tickets"] = [{**known[n % len(known)], "id": 100_000 + n} for n in range(size)]
    path.write_text(json.dumps(queue), "utf-8")
