"""How often the category is right: learnt from another file, or from the other four fifths of this one."""

from pathlib import Path

import numpy as np

from desktop.cli.evaluation.labelled import Labelled, read_labelled
from desktop.cli.evaluation.metrics import accuracy, macro_f1
from desktop.triage.categories import SURE, Answer, Categoriser

_FOLDS = 5


def evaluate(data: Path, train: Path | None) -> tuple[int, dict[str, object]]:
    """Return how many texts there were and how they were categorised.

    Beside accuracy: ``answered``, the share whose confidence is enough to act on, and ``answered_accuracy``.
    """
    tested = read_labelled(data)
    answers = _learnt(read_labelled(train), tested.texts) if train else _left_out(tested)
    said = [answer.label for answer in answers]
    sure = [at for at, answer in enumerate(answers) if answer.confidence >= SURE]
    return len(said), {
        "accuracy": accuracy(tested.labels, said),
        "macro_f1": macro_f1(tested.labels, said),
        "answered": len(sure) / len(said) if said else 0.0,
        "answered_accuracy": accuracy(
            [tested.labels[at] for at in sure], [said[at] for at in sure]
        ),
    }


def _learnt(taught: Labelled, texts: list[str]) -> list[Answer]:
    return Categoriser(taught.texts, taught.labels).answers(texts)


def _left_out(all_of: Labelled) -> list[Answer]:
    """Answer each fifth from the other four, the same fifths at each run."""
    order = np.random.default_rng(0).permutation(len(all_of.texts))
    answers: dict[int, Answer] = {}
    for fold in range(_FOLDS):
        asked = order[fold::_FOLDS].tolist()
        others = sorted(set(order.tolist()) - set(asked))
        taught = Labelled([all_of.texts[i] for i in others], [all_of.labels[i] for i in others])
        found = _learnt(taught, [all_of.texts[i] for i in asked])
        answers |= dict(zip(asked, found, strict=True))
    return [answers[at] for at in range(len(order))]
