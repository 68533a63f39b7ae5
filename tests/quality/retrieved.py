"""The right page first: beside SQLite's full-text search."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop.triage.retrieval import Document, Retrieval
from tests.quality.figures import Figure, share
from tests.quality.stackfaq import Thread, read_threads


def stackfaq_pages(data: Path) -> Iterator[Figure]:
    """Top-1 and top-5 over all paraphrases."""
    threads = read_threads(data)
    questions = [(text, at) for at, thread in enumerate(threads) for text in thread.asked]
    retrieval = Retrieval([Document(one.title, one.body) for one in threads])
    scores = retrieval.scores([text for text, _ in questions])
    ours = [list((-row).argsort()) for row in scores]
    plain = list(_fts5(threads, [text for text, _ in questions]))
    for most, target in ((1, 0.96), (5, 0.99)):
        mine = [at in order[:most] for order, (_, at) in zip(ours, questions, strict=True)]
        theirs = [at in order[:most] for order, (_, at) in zip(plain, questions, strict=True)]
        yield Figure(
            f"StackFAQ retrieval, top-{most}", share(mine), share(theirs), "SQLite FTS5", target
        )


def _fts5(threads: list[Thread], questions: list[str]) -> Iterator[list[int]]:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table pages using fts5(title, body, tokenize='porter')")
    database.executemany("insert into pages values (?, ?)", [(t.title, t.body) for t in threads])
    ask = "select rowid from pages where pages match ? order by rank"
    for question in questions:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        yield [row - 1 for (row,) in database.execute(ask, (words,))]
    database.close()
