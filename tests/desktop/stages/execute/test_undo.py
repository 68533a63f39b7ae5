"""Undo: each effect taken back in its own way, only where the value is still ours."""

from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind, EffectState, Receipt
from desktop.domain.errors import RefusedError, RuleError, ServiceError
from desktop.domain.facts import Reason, UndoConfirmed, UndoSent, UndoSkipped
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Json, Standing

ALONE = 20364
"""A ticket with a category and a tag to take back, and no draft."""


async def take_back(standing: Standing, kind: EffectKind, ticket: int) -> None:
    await standing.desk.execute.undo([standing.effect(kind, ticket).id])


async def test_a_category_and_its_tag_return_to_what_they_were(standing: Standing) -> None:
    before = standing.ticket(ALONE)
    await standing.execute()
    assert "triage_deck" in standing.ticket(ALONE)["tags"]
    await take_back(standing, EffectKind.CATEGORISE, ALONE)
    after = standing.ticket(ALONE)
    assert after["tags"] == before["tags"]
    assert after["custom_fields"] == before["custom_fields"]


async def test_a_colleagues_change_is_kept_and_counted_as_a_conflict(standing: Standing) -> None:
    await standing.execute()
    field = standing.ticket(ALONE)["custom_fields"][0]["id"]
    theirs = {
        "custom_fields": [{"id": field, "value": "billing"}],
        "tags": ["triage_deck", "vip-call"],
    }
    standing.post(f"tickets/{ALONE}", {"ticket": theirs})
    await take_back(standing, EffectKind.CATEGORISE, ALONE)
    assert standing.category(ALONE) == "billing"
    tags = standing.ticket(ALONE)["tags"]
    assert ("vip-call" in tags, "triage_deck" in tags) == (True, False)
    assert [f.kept for f in standing.facts if isinstance(f, UndoConfirmed)] == [(str(field),)]


async def test_everything_is_taken_back_item_by_item(standing: Standing) -> None:
    before = {n: standing.ticket(n)["tags"] for n in SCOPE}
    await standing.execute()
    notes = [int(e.target) for e in standing.effects(EffectKind.INTERNAL_NOTE)]
    await standing.desk.execute.undo(list(standing.mission.effects))
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CANCELLED}
    for kind in (EffectKind.CATEGORISE, EffectKind.INTERNAL_NOTE, EffectKind.SLACK_ESCALATION):
        assert standing.states(kind) == {EffectState.UNDONE}
    assert standing.posts() == []
    assert {n: standing.ticket(n)["tags"] for n in SCOPE} == before
    for ticket in notes:
        last = standing.ticket(ticket)["comments"][-1]
        assert "withdrawn" in last["body"]
        assert last["public"] is False


async def test_a_reply_that_left_is_final(standing: Standing) -> None:
    await standing.execute()
    await standing.door.until(standing.desk.execute.next_moment())
    await standing.desk.execute.release_due()
    sent = next(
        e for e in standing.effects(EffectKind.PUBLIC_REPLY) if e.state is EffectState.CONFIRMED
    )
    await standing.desk.execute.undo([sent.id])
    assert standing.mission.effects[sent.id].state is EffectState.UNDO_SKIPPED
    assert UndoSkipped(effect=sent.id, reason=Reason.FINAL) in standing.facts


async def test_after_the_window_undo_is_refused_and_changes_nothing(standing: Standing) -> None:
    await standing.execute()
    view = await standing.desk.execute.view()
    assert view.undo_until is not None
    await standing.door.until(view.undo_until)
    with pytest.raises(RuleError, match="window is closed"):
        await take_back(standing, EffectKind.CATEGORISE, ALONE)
    assert "triage_deck" in standing.ticket(ALONE)["tags"]


async def test_an_undo_cut_short_is_finished_even_after_the_window(standing: Standing) -> None:
    await standing.execute()
    place = f"/api/v2/tickets/{ALONE}"
    standing.fault(method="PUT", path=place, kind="reset_after")
    with pytest.raises(ServiceError):
        await take_back(standing, EffectKind.CATEGORISE, ALONE)
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    assert effect.state is EffectState.UNDO_SENT
    assert effect in standing.mission.open_effects
    await standing.reopen()
    audits = len(standing.ticket(ALONE)["audits"])
    await standing.door.until(standing.services.clock.now() + timedelta(hours=1))
    await standing.desk.execute.release_due()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.UNDONE
    assert len(standing.ticket(ALONE)["audits"]) == audits, "it was not written twice"
    assert [f.attempt for f in standing.facts if isinstance(f, UndoSent)] == [1, 2]


async def _cut_after_its_write(standing: Standing, kind: EffectKind, ticket: int) -> None:
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ticket}", kind="reset_after")
    with pytest.raises(ServiceError):
        await take_back(standing, kind, ticket)
    await standing.reopen()


async def test_an_undo_cut_after_its_write_still_names_what_was_kept(standing: Standing) -> None:
    await standing.execute()
    field = standing.ticket(ALONE)["custom_fields"][0]["id"]
    theirs = {"custom_fields": [{"id": field, "value": "billing"}]}
    standing.post(f"tickets/{ALONE}", {"ticket": theirs})
    await _cut_after_its_write(standing, EffectKind.CATEGORISE, ALONE)
    await standing.desk.execute.release_due()
    assert standing.category(ALONE) == "billing"
    assert [f.kept for f in standing.facts if isinstance(f, UndoConfirmed)] == [(str(field),)]


async def test_what_a_cut_undo_put_back_belongs_to_whoever_changes_it_then(
    standing: Standing,
) -> None:
    await standing.execute()
    ours = standing.category(ALONE)
    await _cut_after_its_write(standing, EffectKind.CATEGORISE, ALONE)
    field = standing.ticket(ALONE)["custom_fields"][0]["id"]
    theirs = {"custom_fields": [{"id": field, "value": ours}], "tags": ["triage_deck"]}
    standing.post(f"tickets/{ALONE}", {"ticket": theirs})
    await standing.desk.execute.release_due()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.UNDONE
    assert (standing.category(ALONE), standing.ticket(ALONE)["tags"]) == (ours, ["triage_deck"])


async def test_a_note_whose_undo_was_cut_is_withdrawn_once(standing: Standing) -> None:
    await standing.execute()
    ticket = int(standing.effects(EffectKind.INTERNAL_NOTE)[0].target)
    await _cut_after_its_write(standing, EffectKind.INTERNAL_NOTE, ticket)
    await standing.desk.execute.release_due()
    bodies = [comment["body"] for comment in standing.ticket(ticket)["comments"]]
    assert sum("the draft above was withdrawn" in body for body in bodies) == 1


async def test_one_that_fails_does_not_keep_the_others(standing: Standing) -> None:
    await standing.execute()
    chosen = [standing.effect(EffectKind.CATEGORISE, t).id for t in (ALONE, *AT_RISK)]
    standing.fault(method="PUT", path=f"/api/v2/tickets/{AT_RISK[0]}", kind="status", status=503)
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo(chosen)
    states = [standing.mission.effects[each].state for each in chosen]
    assert states.count(EffectState.UNDONE) == 4
    assert states.count(EffectState.UNDO_SENT) == 1


async def test_somebody_saving_in_between_makes_undo_read_again(standing: Standing) -> None:
    await standing.execute()
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ALONE}", kind="status", status=409)
    await take_back(standing, EffectKind.CATEGORISE, ALONE)
    assert "triage_deck" not in standing.ticket(ALONE)["tags"]


async def test_a_refused_undo_says_so_and_stands(standing: Standing) -> None:
    await standing.execute()
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ALONE}", kind="status", status=422)
    await take_back(standing, EffectKind.CATEGORISE, ALONE)
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    assert effect.state is EffectState.UNDO_SKIPPED
    assert UndoSkipped(effect=effect.id, reason=Reason.REFUSED) in standing.facts


async def test_a_change_that_is_not_ours_cannot_be_undone(standing: Standing) -> None:
    await standing.execute()
    with pytest.raises(RuleError, match="no such change"):
        await standing.desk.execute.undo(["somebody.else"])


async def test_a_wish_cut_short_is_kept_nothing_leaves_and_all_of_it_is_taken_back_later(
    standing: Standing,
) -> None:
    await standing.execute()
    standing.fault(method="PUT", path="/api/v2/tickets/", kind="status", status=401, count=50)
    with pytest.raises(RefusedError):
        await standing.desk.execute.undo(list(standing.mission.effects))
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CANCELLED}
    await standing.reopen()
    standing.no_faults()
    await standing.door.until(standing.services.clock.now() + timedelta(hours=1))
    await standing.desk.execute.release_due()
    for kind in (EffectKind.CATEGORISE, EffectKind.INTERNAL_NOTE, EffectKind.SLACK_ESCALATION):
        assert standing.states(kind) == {EffectState.UNDONE}
    assert standing.mission.open_effects == ()


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_is_in_doubt_is_taken_back_once_it_is_known(
    standing: Standing, arrived: bool
) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    place = f"/api/v2/tickets/{ALONE}"
    standing.fault(method="PUT", path=place, kind="reset_after" if arrived else "reset_before")
    standing.fault(method="GET", path=f"{place}/audits", kind="status", status=503, count=9)
    await standing.desk.execute.run()
    doubtful = next(e for e in standing.mission.effects.values() if e.state is EffectState.UNKNOWN)
    before = len(standing.ticket(ALONE)["audits"])
    with pytest.raises(RuleError, match="Nobody knows"):
        await standing.desk.execute.undo([doubtful.id])
    await standing.decide()
    await standing.desk.execute.run()
    await standing.door.until(standing.services.clock.now() + timedelta(hours=1))
    with pytest.raises(RuleError, match="Nobody knows"):
        await standing.desk.execute.undo([doubtful.id])  # asked for in time, it stays asked for
    standing.no_faults()
    await standing.desk.execute.release_due()
    ended = standing.mission.effects[doubtful.id].state
    assert ended is (EffectState.UNDONE if arrived else EffectState.CANCELLED)
    assert len(standing.ticket(ALONE)["audits"]) == before + arrived, "it was not sent once more"


async def test_what_an_earlier_try_put_back_is_no_colleagues_change(standing: Standing) -> None:
    await standing.execute()
    before = standing.effect(EffectKind.CATEGORISE, ALONE)
    receipt = await standing.desk.ledger.read_value(before.receipt, Receipt)
    tickets = standing.services.connections.tickets
    assert await tickets.restore(ALONE, receipt.before, {}) == ()
    assert await tickets.restore(ALONE, receipt.before, {}) == ()


def a_trigger(queue: Json) -> None:
    """One that sees our tag and changes the category, in the very update that set both."""
    zendesk = queue["zendesk"]
    field = next(f for f in zendesk["ticket_fields"] if f.get("custom_field_options"))
    seen = ("current_tags", "includes", "triage_deck"), ("current_tags", "not_includes", "auto")
    conditions = {"all": [{"field": f, "operator": o, "value": v} for f, o, v in seen]}
    wanted = {f"custom_fields_{field['id']}": "billing", "current_tags": "auto"}
    actions = [{"field": name, "value": value} for name, value in wanted.items()]
    rule = {"id": 9, "title": "Route", "conditions": conditions, "actions": actions}
    zendesk["triggers"] = [rule]


async def test_what_a_trigger_made_of_our_value_in_the_same_update_is_kept_and_named(
    open_desk_on: Open,
) -> None:
    standing = await open_desk_on(a_trigger)
    before = standing.ticket(ALONE)["tags"]
    await standing.execute()
    assert standing.category(ALONE) == "billing"
    await take_back(standing, EffectKind.CATEGORISE, ALONE)
    field = str(standing.ticket(ALONE)["custom_fields"][0]["id"])
    assert standing.category(ALONE) == "billing"
    assert set(standing.ticket(ALONE)["tags"]) == {*before, "auto"}
    assert [f.kept for f in standing.facts if isinstance(f, UndoConfirmed)] == [(field,)]


def categories_by_tag(queue: Json) -> None:
    """Every ticket has an old category's tag, and what was solved teaches the others."""
    for ticket in queue["zendesk"].get("solved_tickets", []):
        values = [field["value"] for field in ticket.get("custom_fields", []) if field.get("value")]
        ticket.setdefault("tags", []).extend(f"cat_{value}" for value in values[:1])
    for ticket in queue["zendesk"]["tickets"]:
        ticket.setdefault("tags", []).append("cat_old")


@pytest.mark.parametrize("cut", [False, True], ids=["in one go", "cut after its write"])
async def test_a_colleagues_category_stays_alone_and_is_named(
    open_desk_on: Open, cut: bool
) -> None:
    standing = await open_desk_on(categories_by_tag, category_tag="cat_")
    await standing.execute()
    done = [e.target for e in standing.effects(EffectKind.CATEGORISE)]
    ticket = next(int(t) for t in done if "cat_old" not in standing.ticket(int(t))["tags"])
    standing.post(f"tickets/{ticket}", {"ticket": {"tags": ["cat_theirs", "triage_deck"]}})
    if cut:
        await _cut_after_its_write(standing, EffectKind.CATEGORISE, ticket)
        await standing.desk.execute.release_due()
    else:
        await take_back(standing, EffectKind.CATEGORISE, ticket)
    assert standing.ticket(ticket)["tags"] == ["cat_theirs"]
    assert [f.kept for f in standing.facts if isinstance(f, UndoConfirmed)] == [("tags",)]
