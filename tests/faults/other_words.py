"""A held reply gets other words from a program that is killed: begun again, it goes on where it stood."""

from collections.abc import Iterator, Set

from desktop.deck import Desk, SandboxServices
from desktop.domain.approval import Answer, Assurance
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.mission import Increment
from desktop.sandbox.approver import totp
from tests.faults.judge import Ends
from tests.stories.outside import Outside

WORDS = "Hello,\nwe look into this now, and tell you what we find. This is word number {}."
_ONE = WORDS.format(1)


async def amend_one(desk: Desk, services: SandboxServices) -> None:
    """Change the words of the first held reply, have them approved, begin them; nothing where it was done or none is held."""
    await desk.execute.start()
    await desk.execute.run()
    if not any(one.amends for one in desk.ledger.mission.increments):
        held = [one for one in desk.ledger.mission.in_state(EffectState.HELD) if not one.paused]
        if held:
            await desk.execute.amend(held[0].id, _ONE)
    waits = desk.ledger.mission.open_amendment
    if waits is not None and not said_yes(waits):
        await answer(desk, services, Answer.APPROVE)
    await desk.execute.start()
    await desk.execute.run()


async def answer(
    desk: Desk, services: SandboxServices, said: Answer, *, vouched: bool = False
) -> None:
    """Put the question that stands to the manager, who answers at once; ``vouched``: without a code."""
    approver = (await services.door.approvers())[0]
    link = await desk.approve.request(approver, "http://deck.test")
    code = "" if vouched else totp(approver.enrolment, services.clock.now())
    await desk.approve.decide(link.rsplit("/", 1)[1], said, "", code)


def said_yes(growing: Increment) -> bool:
    """Whether the manager said yes with a code."""
    asked = growing.approval
    enrolled = asked is not None and asked.assurance is Assurance.ENROLLED
    return asked is not None and asked.answer is Answer.APPROVE and enrolled


def replaced(ends: Ends) -> dict[str, tuple[str, str]]:
    """Return the tickets whose reply got other words: the old one, and the new."""
    replies: dict[str, list[str]] = {}
    for name, (kind, ticket, _) in sorted(ends.items()):
        if kind == EffectKind.PUBLIC_REPLY:
            replies.setdefault(ticket, []).append(name)
    return {ticket: (ones[0], ones[-1]) for ticket, ones in replies.items() if len(ones) > 1}


def wrong_words(ends: Ends, world: Outside, excused: Set[str]) -> Iterator[str]:
    """Name each of these tickets whose customer got both words, the wrong ones, or none where nothing ``excused`` it."""
    for ticket, pair in replaced(ends).items():
        left = [name for name in pair if world.markers[name]]
        if len(left) > 1 or (not left and not excused & set(pair)):
            yield f"{ticket}: {len(left)} of the old and the new words left"
        bodies = [one["plain_body"].strip() for one in world.ours(int(ticket)) if one["public"]]
        if left and (_ONE in bodies) != (left == [pair[1]]):
            yield f"{ticket}: {left[0]} left with the other's words"
