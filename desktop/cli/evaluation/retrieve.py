"""How often the right article comes first, or among the five a person is shown."""

from pathlib import Path

import numpy as np
from msgspec import Struct

from desktop.cli.evaluation.labelled import read_json
from desktop.domain.errors import InputError
from desktop.triage.retrieval import Document, Retrieval

_SHOWN = 5


class Article(Struct, frozen=True):
    """An article of the knowledge base."""

    id: str | int
    body: str = ""
    title: str = ""


class Query(Struct, frozen=True):
    """A question and the article that answers it."""

    text: str
    id: str | int


class Questions(Struct, frozen=True):
    """The whole file."""

    kb: tuple[Article, ...]
    queries: tuple[Query, ...]


def evaluate(data: Path, _train: Path | None) -> tuple[int, dict[str, object]]:
    """Return how many questions there were and how many found their article."""
    asked = read_json(data, Questions)
    known = {str(article.id): at for at, article in enumerate(asked.kb)}
    if len(known) < len(asked.kb):
        raise InputError("Two articles have one id", data.name, "Give each its own.")
    retrieval = Retrieval([Document(one.title, one.body) for one in asked.kb])
    scores = retrieval.scores([query.text for query in asked.queries])
    order = np.argsort(-scores, axis=1, kind="stable")[:, :_SHOWN]
    wanted = [known.get(str(query.id), -1) for query in asked.queries]
    places = [
        list(row).index(one) if one in row else _SHOWN
        for row, one in zip(order, wanted, strict=True)
    ]
    many = len(places)
    return many, {
        "top1": sum(place == 0 for place in places) / many if many else 0.0,
        "top5": sum(place < _SHOWN for place in places) / many if many else 0.0,
    }
