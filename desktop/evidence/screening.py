"""Every text of a bundle is read by the tripwire before it goes in; a finding gives way to its class."""

import dataclasses
import re
from collections import Counter
from typing import Any, TypeVar

import msgspec

from desktop.domain.outcome import Outcome
from desktop.evidence.contract import Contents, Screening
from desktop.triage.phi import Kind, Known, redact, scan
from desktop.watch.contract import TicketClocks

T = TypeVar("T")

_OURS = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""A word of ours (a state, a metric): whoever is called "reply" or "held" does not change it."""


def screened(contents: Contents, known: Known) -> Contents:
    """Return the contents without what the tripwire finds, and how much it found of which class.

    The facts are not touched: they are chained by hash, and hold no text by their own rules.
    """
    sieve = _Sieve(known)
    clean = dataclasses.replace(
        contents,
        outcome=sieve.through(contents.outcome, Outcome),
        checks=tuple(one._replace(detail=sieve.text(one.detail)) for one in contents.checks),
        transcript=tuple(one._replace(text=sieve.text(one.text)) for one in contents.transcript),
        views=tuple(one._replace(value=sieve.value(one.value)) for one in contents.views),
        clocks=sieve.through(contents.clocks, tuple[TicketClocks, ...]),
    )
    return dataclasses.replace(clean, screening=sieve.result)


class _Sieve:
    """Reads texts and counts what it takes out of them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._texts = 0
        self._counts: Counter[Kind] = Counter()

    @property
    def result(self) -> Screening:
        """How many texts were read, and what was taken out of them."""
        counts = tuple((kind, self._counts[kind]) for kind in Kind if self._counts[kind])
        return Screening(self._texts, counts)

    def text(self, text: str) -> str:
        """Return one text without its findings."""
        self._texts += 1
        spans = scan(text, self._known)
        self._counts.update(span.kind for span in spans)
        return redact(text, spans).text

    def value(self, value: Any) -> Any:
        """Return a plain JSON value with every text in it read; keys are ours."""
        if isinstance(value, str):
            return value if _OURS.fullmatch(value) else self.text(value)
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return [self.value(one) for one in value] if isinstance(value, list | tuple) else value

    def through(self, value: T, shape: Any) -> T:
        """Return a typed value with every text in it read."""
        plain = msgspec.json.decode(msgspec.json.encode(value))
        clean = self.value(plain)
        return value if clean == plain else msgspec.convert(clean, shape)
