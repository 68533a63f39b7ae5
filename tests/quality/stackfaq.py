"""StackFAQ: threads of paraphrases with their answers."""

import json
from pathlib import Path
from typing import NamedTuple


class Thread(NamedTuple):
    """One question, its answers in one text, and how others asked it."""

    title: str
    body: str
    asked: list[str]


def read_threads(data: Path) -> list[Thread]:
    """Return the development threads."""
    threads = json.loads((data / "stackfaq/stackfaq_dev.json").read_text("utf-8"))["threads"]
    return [
        Thread(
            one["question"],
            "\n".join(one["answer"]),
            [text for text in one["rephr"] if text and text != "*"],
        )
        for one in threads
    ]
