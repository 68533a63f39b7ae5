"""Puts the class in the place of each value: ``[mrn]``. What was not found stays as it was."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.triage.phi.kinds import LABELS, Kind, Span

Counts = tuple[tuple[Kind, int], ...]
"""How many values of each class, in the order of ``Kind``; classes without one are left out."""


@dataclass(frozen=True)
class Redacted:
    """A text with its findings taken out, and how many of each class there were."""

    text: str
    counts: Counts


def redact(text: str, spans: Sequence[Span]) -> Redacted:
    """Return the text with each span's class in its place. The spans are as ``scan`` gives them."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], f"[{span.kind.value}]"]
        at = span.end
    return Redacted("".join([*parts, text[at:]]), counted(spans))


def counted(spans: Iterable[Span]) -> Counts:
    """Count spans by class."""
    counts = Counter(span.kind for span in spans)
    return tuple((kind, counts[kind]) for kind in Kind if counts[kind])


def said(counts: Counts) -> str:
    """Return counts in words: "2 phone numbers, 1 name"; empty for none."""
    return ", ".join(f"{count} {_label(kind, count)}" for kind, count in counts)


def _label(kind: Kind, count: int) -> str:
    label = LABELS[kind]
    if count == 1:
        return label
    if label.startswith("date of"):
        return label.replace("date", "dates", 1)
    return label + ("es" if label.endswith("ss") else "s")
