"""How well groups of texts agree with the labels: on the level that looks for the same trouble in other words."""

from pathlib import Path

from desktop.cli.evaluation.labelled import read_labelled
from desktop.cli.evaluation.metrics import adjusted_rand, pair_f1, v_measure
from desktop.triage.clusters import SAME_INCIDENT, SIMILAR, grouped
from desktop.triage.resemblance import likeness


def evaluate(data: Path, _train: Path | None) -> tuple[int, dict[str, object]]:
    """Return how many texts there were and how they were grouped; nothing is learnt beforehand."""
    tested = read_labelled(data)
    alike = likeness(tested.texts)
    groups = _numbers(grouped(alike, SIMILAR), len(tested.texts))
    strict = _numbers(grouped(alike, SAME_INCIDENT), len(tested.texts))
    return len(groups), {
        "pair_f1": pair_f1(tested.labels, groups),
        "v_measure": v_measure(tested.labels, groups),
        "ari": adjusted_rand(tested.labels, groups),
        "same_incident_pair_f1": pair_f1(tested.labels, strict),
    }


def _numbers(groups: list[list[int]], many: int) -> list[int]:
    found = [0] * many
    for number, group in enumerate(groups):
        for text in group:
            found[text] = number
    return found
