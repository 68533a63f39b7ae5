"""A campaign: rounds until so many kills are done, and the figures of all of them."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.desktop.stages.standing import SCOPE
from tests.faults.fate import Fate, draw
from tests.faults.judge import WRONGS, Verdict
from tests.faults.prepared import Prepared, prepare
from tests.faults.round import Round, StuckError

_A_ROUND = 4
_HOPELESS = 10


@dataclass
class Figures:
    """What a campaign counted."""

    kills: int = 0
    rounds: int = 0
    effects: int = 0
    stuck: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in WRONGS})

    def add(self, verdict: Verdict) -> None:
        """Count how one round ended."""
        self.effects += verdict.effects
        for name in WRONGS:
            self.wrong[name] += getattr(verdict, name)

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong, and everything came to its end."""
        return not self.stuck and not any(self.wrong.values())

    @property
    def upper_bound(self) -> str:
        """What so many kills without a wrong can promise: the rule of three."""
        if not self.kills or not self.clean:
            return "none: something went wrong, or nothing was killed"
        share = 3 / self.kills
        return f"with 95 % confidence fewer than {share:.2%} of kills do harm (3 / {self.kills})"

    def row(self) -> dict[str, int | str | list[str]]:
        """Return the figures for people and machines."""
        counted = {name: len(found) for name, found in self.wrong.items()}
        sums = {"kills": self.kills, "rounds": self.rounds, "effects": self.effects}
        return {**sums, **counted, "stuck": self.stuck, "upper_bound": self.upper_bound}


class Campaign:
    """Plays rounds on one prepared mission, its own by default, in a folder that is gone afterwards."""

    def __init__(self, prepared: Prepared | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="faults-")
        self._place = Path(self._folder.name)
        self._prepared = prepared or asyncio.run(prepare(self._place / "prepared"))
        self._played = 0
        self.begin()

    def begin(self) -> None:
        """Count anew, on the same prepared mission."""
        self.figures = Figures()

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def play(self, fate: Fate) -> None:
        """Play one round and count it."""
        self._played += 1
        played = Round(self._prepared, self._place / f"round-{self._played}", fate)
        try:
            self.figures.add(played.play())
        except StuckError as stuck:
            self.figures.stuck.append(f"round {self._played}: {stuck}; {fate}")
        self.figures.kills += played.kills
        self.figures.rounds += 1

    def random(self, kills: int, seed: int) -> Iterator[Figures]:
        """Play rounds until so many kills are done, telling the figures after each."""
        chance, tickets = Random(seed), sorted(SCOPE)
        while (left := kills - self.figures.kills) > 0 and len(self.figures.stuck) < _HOPELESS:
            self.play(draw(chance, min(left, _A_ROUND), tickets))
            yield self.figures
