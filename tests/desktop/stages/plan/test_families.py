"""One master for an incident, and for each ticket only what it says otherwise."""

from desktop.domain.plan import Cluster, Draft, DraftKind, Slot, Strategy
from desktop.stages.plan.families import families
from tests.desktop.stages.standing import Standing

KIN = Cluster("incident-1", "Sign-in refused", (1, 2, 3), ())


def draft(ticket: int, cluster: str | None = KIN.id, language: str = "en", **parts: str) -> Draft:
    slots = tuple(Slot(name, value) for name, value in parts.items())
    return Draft(ticket, DraftKind.INTERNAL_NOTE, "x", "x", None, (), (), cluster, language, slots)


def test_what_all_say_is_said_once_and_the_rest_by_each() -> None:
    one = draft(1, greeting="Hello Ann,", known="It is known.", again="Sorry again.")
    two = draft(2, greeting="Hello Bob,", known="It is known.")
    (family,) = families([one, two], [KIN])
    assert family.master == "[greeting]\n[that they wrote before]\nIt is known."
    assert [(v.ticket, v.parts) for v in family.variants] == [
        (1, (("greeting", "Hello Ann,"), ("that they wrote before", "Sorry again."))),
        (2, (("greeting", "Hello Bob,"),)),
    ]


def test_a_lone_draft_another_language_and_an_old_draft_are_no_family() -> None:
    old = Draft(3, DraftKind.INTERNAL_NOTE, "x", "x", None, (), ())
    lone = [draft(1, known="a"), draft(2, language="de", known="b"), old, draft(9, None, known="a")]
    assert families(lone, [KIN]) == ()


async def test_a_chosen_plan_shows_its_families_and_so_does_the_page_opened_later(
    reader: Standing,
) -> None:
    await reader.plan()
    chosen = await reader.desk.plan.choose(*await _numbers(reader))
    assert chosen.families
    assert (await reader.desk.plan.view()).families == chosen.families
    for family in chosen.families:
        assert len(family.variants) > 1
        told = {variant.ticket: dict(variant.parts) for variant in family.variants}
        drafts = {draft.ticket: draft for draft in chosen.drafts}
        assert all(part in drafts[t].text for t, parts in told.items() for part in parts.values())


async def _numbers(reader: Standing) -> tuple[Strategy, int, int]:
    rules = reader.mission.rules
    return (await reader.desk.plan.view()).ranked[0].strategy, rules.batch_size, rules.threshold
