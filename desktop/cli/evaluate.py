"""`triagedeck evaluate`: how good triage is on data whose truth is known, on exactly the product's code."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from desktop.cli.evaluation import categorise, clusters, phi, retrieve, sentiment
from desktop.triage.sentences import NAME, model_file

Evaluate = Callable[[Path, Path | None], tuple[int, dict[str, object]]]


class Task(StrEnum):
    """What can be measured."""

    CATEGORISE = "categorise"
    CLUSTERS = "clusters"
    RETRIEVE = "retrieve"
    PHI = "phi"
    SENTIMENT = "sentiment"


class Evaluation(Struct, frozen=True):
    """How a task went.

    Attributes:
        n: Texts, questions or documents measured.
        metrics: By the names of the field; shares are 0 to 1.
        model: The sentence model that took part; "words" where there was none.
    """

    task: Task
    n: int
    metrics: dict[str, Any]
    model: str

    def in_words(self) -> str:
        """Say it to a person."""
        lines = [f"{name:24} {_value(value)}" for name, value in self.metrics.items()]
        return "\n".join([f"{self.task}: {self.n} measured, by {self.model}", *lines])


def evaluate_task(task: Task, data: Path, train: Path | None) -> Evaluation:
    """Measure one task. Raises InputError that names the line of a broken file."""
    count, metrics = _TASKS[task](data, train)
    return Evaluation(task, count, metrics, NAME if model_file() else "words")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items())
    return f"{value:.3f}" if isinstance(value, float) else str(value)


_TASKS: Mapping[Task, Evaluate] = {
    Task.CATEGORISE: categorise.evaluate,
    Task.CLUSTERS: clusters.evaluate,
    Task.RETRIEVE: retrieve.evaluate,
    Task.PHI: phi.evaluate,
    Task.SENTIMENT: sentiment.evaluate,
}
