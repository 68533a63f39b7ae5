"""What a yes binds stays the same for good, and each content is compared with it."""

import pytest
from msgspec.structs import replace

from desktop.domain.approval import Answer
from desktop.domain.effect import (
    Effect,
    EffectKind,
    EffectState,
    PostEscalation,
    SendReply,
    SetCategory,
    WriteNote,
)
from desktop.domain.errors import RuleError
from desktop.domain.mission import Approval, Increment, Mission
from desktop.ledger.envelope import envelope_hash, inside, require_same

NOTE = Effect("e1", EffectKind.INTERNAL_NOTE, "7", "aa", EffectState.PLANNED)
REPLY = Effect("e2", EffectKind.PUBLIC_REPLY, "8", "bb", EffectState.HELD)
PLAN = Mission("m1", scope_tickets=(7, 8), effects={"e1": NOTE, "e2": REPLY})


def approved(mission: Mission, **changes: object) -> Mission:
    asked = Approval("a", "dana", "p", envelope_hash(mission, 0), "t", 1, 1, answer=Answer.APPROVE)
    return replace(mission, approval=replace(asked, **changes))


def with_effect(mission: Mission, effect: Effect) -> Mission:
    return replace(mission, effects={**mission.effects, effect.id: effect})


def test_what_was_approved_may_leave() -> None:
    require_same(approved(PLAN), 0)


def test_a_note_with_other_words_leaves_the_envelope_as_it_was() -> None:
    revised = replace(NOTE, content="cc", approved="aa")
    require_same(with_effect(approved(PLAN), revised), 0)


@pytest.mark.parametrize(
    "changed",
    [
        with_effect(approved(PLAN), replace(REPLY, content="cc")),
        with_effect(approved(PLAN), replace(REPLY, id="e3")),
        replace(approved(PLAN), scope_tickets=(7, 8, 9)),
        replace(approved(PLAN), safeguards=("dd",)),
        replace(approved(PLAN), rules=replace(PLAN.rules, undo_seconds=60)),
        approved(PLAN, answer=Answer.DECLINE),
        approved(PLAN, answer=None),
        PLAN,
    ],
    ids=["content", "one more", "ticket", "safeguard", "window", "declined", "open", "never asked"],
)
def test_anything_else_needs_a_new_yes(changed: Mission) -> None:
    with pytest.raises(RuleError, match="changed since the yes"):
        require_same(changed, 0)


def test_tickets_that_join_later_do_not_touch_the_yes_to_the_plan() -> None:
    joined = Increment(1, (9,), added_at=1)
    grown = replace(approved(PLAN), scope_tickets=(7, 8, 9), increments=(joined,))
    require_same(grown, 0)
    with pytest.raises(RuleError):
        require_same(grown, 1)


def test_a_content_belongs_to_its_kind_and_its_ticket() -> None:
    assert inside(PLAN, NOTE, WriteNote(7, "words"))
    assert inside(PLAN, replace(NOTE, content="cc", approved="aa"), WriteNote(7, "other words"))
    assert inside(PLAN, REPLY, SendReply(8, "words"))
    assert not inside(PLAN, REPLY, WriteNote(8, "words"))
    assert not inside(PLAN, NOTE, WriteNote(8, "words"))
    assert not inside(PLAN, replace(NOTE, target="9"), WriteNote(9, "words"))
    assert not inside(PLAN, replace(REPLY, content="cc", approved="bb"), SendReply(8, "other"))
    category = Effect("e4", EffectKind.CATEGORISE, "7", "ee", EffectState.PLANNED)
    assert inside(PLAN, category, SetCategory(7, 1, "billing", ()))
    assert not inside(PLAN, category, PostEscalation("C1", "eng", "c", "text"))
