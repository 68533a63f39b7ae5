"""A held reply that gets other words in the middle of it all: of the two one leaves at most, and one in the end."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from desktop.domain.approval import Answer
from desktop.domain.effect import EffectState
from desktop.domain.mission import Mission
from tests.faults.indoors import Life
from tests.faults.other_words import WORDS, answer, said_yes
from tests.stories.outside import Outside


@dataclass(frozen=True)
class Amend:
    """The lead changes the words of the ``place``-th held reply; the manager answers, or not yet (None).

    ``vouched``: without a code.
    """

    place: int
    answer: Answer | None
    vouched: bool = False


@dataclass(frozen=True)
class Drop:
    """The lead gives up the words that wait."""


@dataclass(frozen=True)
class Pair:
    """A reply, the one that shall take its place, and its words."""

    old: str
    new: str
    ticket: int
    words: str


class Amendments:
    """Plays ``Amend`` and remembers what was to take the place of what."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []

    @property
    def names(self) -> set[str]:
        """Every reply of a pair."""
        return {name for pair in self.pairs for name in (pair.old, pair.new)}

    async def play(self, life: Life, step: Amend) -> None:
        """Plan other words, then ask."""
        ledger = life.desk.ledger
        held = ledger.mission.in_state(EffectState.HELD)
        if not held:
            return
        chosen = held[step.place % len(held)]
        words = WORDS.format(len(ledger.entries))
        await life.desk.execute.amend(chosen.id, words)
        (new,) = ledger.mission.effects_in_question
        self.pairs.append(Pair(chosen.id, new.id, int(chosen.target), words))
        if step.answer is not None:
            await answer(life.desk, life.services, step.answer, vouched=step.vouched)

    async def settle(self, life: Life) -> None:
        """The lead gives up what has no yes that lets begin, and lets go what waits for a person."""
        growing = life.desk.ledger.mission.open_increment
        if growing is not None and not said_yes(growing):
            await life.desk.execute.drop_increment()
        waits = life.desk.ledger.mission.open_increment
        for effect in life.desk.ledger.mission.in_state(EffectState.HELD):
            if effect.paused and (waits is None or waits.amends != effect.id):
                await life.desk.execute.let_reply_go(effect.id)

    def wrong(self, mission: Mission, world: Outside, excused: Set[str]) -> Iterator[str]:
        """Name each reply that left with both words, with the wrong ones, or not at all.

        ``excused`` are those that somebody wanted back, or whose customer wrote.
        """
        for pair in self.pairs:
            old, new = world.markers[pair.old], world.markers[pair.new]
            left = sum(world.markers[name] for name in self._of(pair.ticket))
            if left > 1 or (not left and not {pair.old, pair.new} & excused):
                yield f"{pair.old} and {pair.new}: {left} left"
            if new and not _had_its_yes(mission, pair, world):
                yield f"{pair.new} left without a yes to its words"
            if old and _begun(mission, pair):
                yield f"{pair.old} left after other words had begun"

    def _of(self, ticket: int) -> set[str]:
        return {name for one in self.pairs if one.ticket == ticket for name in (one.old, one.new)}


def _begun(mission: Mission, pair: Pair) -> bool:
    return any(one.amends == pair.old and one.started_at for one in mission.increments)


def _had_its_yes(mission: Mission, pair: Pair, world: Outside) -> bool:
    increment = mission.increments[mission.effects[pair.new].increment - 1]
    sent = [one["plain_body"].strip() for one in world.ours(pair.ticket) if one["public"]]
    return said_yes(increment) and pair.words in sent
