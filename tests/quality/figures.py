"""A figure with its interval, beside a yardstick's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ROUNDS = 2_000


@dataclass(frozen=True)
class Share:
    """A share of right answers with its bootstrap 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


@dataclass(frozen=True)
class Figure:
    """One row: ``target`` is the least value; 0 means "not below the yardstick by more than the interval"."""

    name: str
    ours: Share
    yardstick: Share
    against: str
    target: float

    @property
    def ok(self) -> bool:
        """Whether the target is met."""
        return (
            self.ours.value >= self.target
            if self.target
            else self.ours.high >= self.yardstick.value
        )

    def row(self) -> str:
        """Return it as a row of the table."""
        wanted = f"≥ {self.target:g}" if self.target else "within the interval"
        mark = "" if self.ok else " **missed**"
        return f"| {self.name} | {self.ours}{mark} | {self.against} {self.yardstick} | {wanted} |"


def share(right: Sequence[bool]) -> Share:
    """Return the share of right answers; the interval by drawing them again."""
    hits = np.asarray(right, dtype=float)
    drawn = np.random.default_rng(0).choice(hits, (_ROUNDS, len(hits))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Share(float(hits.mean()), float(low), float(high))
