"""A held reply that gets other words in the middle of it all: of the two one leaves at most, and one in the end."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass

from desktop.domain.approval import Answer
from desktop.domain.effect import EffectState
from desktop.domain.mission import Mission
from desktop.sandbox.approver import totp
from tests.faults.indoors import Life

_WORDS = "Hello,\nwe look into this now, and tell you what we find. This is word number {}."


@dataclass(frozen=True)
class Amend:
    """The lead changes the words of the ``place``-th held reply; the manager answers, or not yet (None)."""

    place: int
    answer: Answer | None


class Amendments:
    """Plays ``Amend``; ``pairs`` are the replies with those that shall take their place."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    async def play(self, life: Life, step: Amend) -> None:
        """Plan other words, then ask."""
        ledger = life.desk.ledger
        held = ledger.mission.in_state(EffectState.HELD)
        if not held:
            return
        chosen = held[step.place % len(held)]
        await life.desk.execute.amend(chosen.id, _WORDS.format(len(ledger.entries)))
        (new,) = ledger.mission.effects_in_question
        self.pairs.append((chosen.id, new.id))
        if step.answer is not None:
            await self._answer(life, step.answer)

    async def _answer(self, life: Life, answer: Answer) -> None:
        approver = (await life.services.door.approvers())[0]
        link = await life.desk.approve.request(approver, "http://deck.test")
        code = totp(approver.enrolment, life.services.clock.now())
        await life.desk.approve.decide(link.rsplit("/", 1)[1], answer, "", code)

    async def settle(self, life: Life) -> None:
        """The lead gives up what has no yes, and lets go what waits for a person."""
        mission = life.desk.ledger.mission
        growing = mission.open_increment
        if growing is not None and not _can_begin(life):
            await life.desk.execute.drop_increment()
        for effect in life.desk.ledger.mission.in_state(EffectState.HELD):
            growing = life.desk.ledger.mission.open_increment
            if effect.paused and (growing is None or growing.amends != effect.id):
                await life.desk.execute.let_reply_go(effect.id)

    def wrong(self, mission: Mission, markers: Counter[str], excused: Set[str]) -> Iterator[str]:
        """Name each reply that left with both words, with the old ones after the new began, or not at all.

        ``excused`` are those that somebody wanted back, or whose customer wrote.
        """
        begun = {one.amends for one in mission.increments if one.started_at}
        for old, new in self.pairs:
            left = markers[old] + markers[new]
            stale = old in begun and markers[old]
            if stale or left > 1 or (not left and not {old, new} & excused):
                yield f"{old} and {new}: {left} left"


def _can_begin(life: Life) -> bool:
    mission = life.desk.ledger.mission
    growing = mission.open_increment
    if growing is None or growing.approval is None:
        return False
    held = mission.effects[growing.amends].state is EffectState.HELD
    return held and growing.approval.answer is Answer.APPROVE
