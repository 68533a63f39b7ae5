"""How often the tone's tag agrees with people's, on labelled texts."""

from collections import Counter
from pathlib import Path

from msgspec import Struct

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
    pairs: Counter[tuple[Label, Label]] = Counter()
    for number, row in rows(data, Rated):
        label = _read(row.label)
        if label is None:
            raise bad_line(
                data, number, "the label is none of negative, neutral, positive and no number"
            )
        pairs[label, sentiment(row.text).label] += 1
    right = sum(count for (wanted, got), count in pairs.items() if wanted is got)
    return pairs.total(), {
        "accuracy": round(right / pairs.total(), 4) if pairs else 0.0,
        "macro_f1": _macro_f1(pairs),
    }


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


def _macro_f1(pairs: Counter[tuple[Label, Label]]) -> float:
    scores = [score for label in Label if (score := _f1(pairs, label)) is not None]
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def _f1(pairs: Counter[tuple[Label, Label]], label: Label) -> float | None:
    wanted = sum(count for (one, _), count in pairs.items() if one is label)
    got = sum(count for (_, one), count in pairs.items() if one is label)
    return 2 * pairs[label, label] / (wanted + got) if wanted + got else None
