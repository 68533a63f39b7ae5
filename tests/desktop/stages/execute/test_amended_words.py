"""What the checks say of a person's own words: what may not leave is refused, the rest is told to who answers for it."""

import pytest

from desktop.domain.brief import Check
from desktop.domain.errors import InputError
from desktop.stages.execute.amendment import LONGEST
from tests.desktop.stages.execute.test_amendment import REPLY, TICKET, words_of
from tests.desktop.stages.standing import Standing


async def test_what_the_new_words_promise_is_not_kept_from_the_manager(standing: Standing) -> None:
    await standing.execute()
    held = standing.effect(REPLY, TICKET)
    words = await words_of(standing, held) + "\nWe will refund you 500 euros tomorrow by noon."
    weighed = await standing.desk.execute.weigh(held.id, words)
    assert Check.NO_PROMISE in {one.check for one in weighed.checks if not one.passed}
    await standing.desk.execute.amend(held.id, words)
    packet = await standing.desk.approve.preview()
    failed = [one.text for one in packet.safeguards if one.passed < one.total]
    assert any(one.startswith("No promise without authority") for one in failed)
    assert not any("Nothing else is promised" in line for line in packet.finals)
    assert packet.undo_plan == (
        "Public replies: cancelled without a trace, as long as they are held.",
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("  \n ", "There are no words"),
        ("w" * (LONGEST + 1), "The reply is too long"),
        ("Hello {name},\nwe look into it.", "These words may not leave"),
        ("Hello,\nthe patient's SSN is 536-22-1234.", "These words may not leave"),
    ],
    ids=["empty", "too long", "placeholder", "patient"],
)
async def test_words_that_may_not_leave_are_refused_and_nothing_changes(
    standing: Standing, words: str, title: str
) -> None:
    await standing.execute()
    facts = len(standing.facts)
    held = standing.effect(REPLY, TICKET)
    with pytest.raises(InputError) as refused:
        await standing.desk.execute.amend(held.id, words)
    assert refused.value.title == title
    assert len(standing.facts) == facts


async def test_the_approved_words_are_no_change(standing: Standing) -> None:
    await standing.execute()
    held = standing.effect(REPLY, TICKET)
    with pytest.raises(InputError, match="These words were approved"):
        await standing.desk.execute.amend(held.id, f"\n{await words_of(standing, held)}\n")
