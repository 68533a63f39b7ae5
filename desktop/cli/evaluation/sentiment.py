"""How often the tone's tag agrees with people's, on labelled texts."""

from pathlib import Path

from msgspec import Struct

from desktop.cli.evaluation.metrics import accuracy, macro_f1
from desktop.cli.evaluation.rows import bad_line, rows
from desktop.triage.sentiment import Label, sentiment

_NAMES = {
    **{label.value: label for label in Label},
    **{label.value[:3]: label for label in Label},
}
_MOOD = 0.5
"""A mean rating from so far away from 0 on is a mood (-4..4)."""


class Rated(Struct, frozen=True):
    """One line of the data: the label as a word in any case, or as a mean rating."""

    text: str
    label: str | float


def evaluate(data: Path, train: Path | None) -> tuple[int, dict[str, object]]:
    """Return how many texts there were, and ``accuracy`` and ``macro_f1``. Nothing is learnt: ``train`` is not read.

    The F1 of a class that neither the data nor the answers hold is left out of the mean.
    """
    truth: list[Label] = []
    said: list[Label] = []
    for number, row in rows(data, Rated):
        label = _read(row.label)
        if label is None:
            raise bad_line(
                data, number, "the label is none of negative, neutral, positive and no number"
            )
        truth.append(label)
        said.append(sentiment(row.text).label)
    return len(truth), {"accuracy": accuracy(truth, said), "macro_f1": macro_f1(truth, said)}


def _read(label: str | float) -> Label | None:
    if isinstance(label, str):
        word = label.strip().casefold()
        return _NAMES.get(word) or _rated(word)
    return _of(label)


def _rated(word: str) -> Label | None:
    try:
        return _of(float(word))
    except ValueError:
        return None


def _of(mean: float) -> Label:
    if mean <= -_MOOD:
        return Label.NEGATIVE
    return Label.POSITIVE if mean >= _MOOD else Label.NEUTRAL
