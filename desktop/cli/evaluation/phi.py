"""How much of what identifies people the tripwire finds, on texts with labelled spans."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from desktop.cli.evaluation.rows import bad_line, rows
from desktop.triage.phi import Kind, Span, scan

_UNSTRUCTURED = frozenset(
    {
        "person",
        "name",
        "people",
        "patient",
        "doctor",
        "staff",
        "username",
        "gpe",
        "location",
        "place",
        "city",
        "state",
        "country",
        "street",
        "street_address",
        "address",
        "zip",
        "zip_code",
        "organization",
        "organisation",
        "org",
        "hospital",
        "facility",
        "title",
        "profession",
        "age",
        "nrp",
        "nationality",
        "date",
        "date_time",
        "datetime",
        "date_of_care",
        "time",
    }
)
"""Labels no pattern is asked to find: people, places and parts of them, organisations, titles, ages, free dates."""


class Labelled(Struct, frozen=True):
    """One labelled span, with the data's own name for its class."""

    start: int
    end: int
    type: str


class Text(Struct, frozen=True):
    """One line of the data."""

    text: str
    spans: tuple[Labelled, ...] = ()


@dataclass
class _Tally:
    """What was counted so far."""

    texts: int = 0
    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    predicted: int = 0
    right: int = 0


def evaluate(data: Path, train: Path | None) -> tuple[int, dict[str, object]]:
    """Return how many texts there were, and the metrics. Nothing is learnt, so ``train`` is not read.

    ``structured_recall``: labelled spans of structured classes that predictions cover at least half;
    ``structured_precision``: predictions of structured classes that touch any labelled span;
    ``per_type``: recall of each class under the data's own name. A share of nothing is 0.
    """
    tally = _Tally()
    for text in _texts(data):
        _count(tally, text, scan(text.text))
    structured = [name for name in tally.labelled if name.casefold() not in _UNSTRUCTURED]
    return tally.texts, {
        "structured_recall": _share(
            sum(tally.found[name] for name in structured),
            sum(tally.labelled[name] for name in structured),
        ),
        "structured_precision": _share(tally.right, tally.predicted),
        "per_type": {
            name: _share(tally.found[name], tally.labelled[name]) for name in sorted(tally.labelled)
        },
    }


def _texts(data: Path) -> Iterator[Text]:
    for number, text in rows(data, Text):
        if any(not 0 <= one.start < one.end <= len(text.text) for one in text.spans):
            raise bad_line(data, number, "a span lies outside its text")
        yield text


def _count(tally: _Tally, text: Text, predicted: Sequence[Span]) -> None:
    tally.texts += 1
    for label in text.spans:
        tally.labelled[label.type] += 1
        covered = sum(_common(label, span) for span in predicted)
        tally.found[label.type] += 2 * covered >= label.end - label.start
    for span in predicted:
        if span.kind is not Kind.NAME:
            tally.predicted += 1
            tally.right += any(_common(label, span) for label in text.spans)


def _common(label: Labelled, span: Span) -> int:
    """How many letters both hold."""
    return max(0, min(label.end, span.end) - max(label.start, span.start))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
