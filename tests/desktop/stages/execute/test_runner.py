"""The runner: each effect read fresh, guarded, and never over somebody else's work."""

from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind, EffectState, Request, SendReply, WriteNote
from desktop.domain.errors import ServiceError
from desktop.domain.facts import (
    AlertKind,
    EffectCancelled,
    EffectRefused,
    EffectRevised,
    Reason,
    Resolution,
)
from desktop.domain.values import Id
from tests.desktop.stages.standing import AT_RISK, Standing

ALONE, SECOND = 20364, timedelta(seconds=1)
PLACE = f"/api/v2/tickets/{ALONE}"


def cancelled(standing: Standing) -> list[EffectCancelled]:
    return [fact for fact in standing.facts if isinstance(fact, EffectCancelled)]


async def begin(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()


async def theirs(standing: Standing, value: str) -> None:
    field = (await standing.services.connections.tickets.category_field()).id
    change = {"custom_fields": [{"id": field, "value": value}]}
    standing.post(f"tickets/{ALONE}", {"ticket": change})


async def test_a_stale_write_is_tried_again_and_leaves_once(standing: Standing) -> None:
    await begin(standing)
    standing.fault(method="PUT", path=PLACE, kind="status", status=409)
    await standing.desk.execute.run()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.CONFIRMED


async def test_a_category_a_colleague_set_since_is_not_overwritten(standing: Standing) -> None:
    await begin(standing)
    await theirs(standing, "billing")
    await standing.desk.execute.run()
    assert standing.category(ALONE) == "billing"
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    assert cancelled(standing) == [EffectCancelled(effect=effect.id, reason=Reason.CHANGED_SINCE)]
    alert = standing.mission.alerts[f"handed_over-{ALONE}"]
    assert (alert.kind, alert.open) == (AlertKind.HANDED_OVER, True)


async def test_one_set_between_our_read_and_our_write_is_not_overwritten_either(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(standing)
    service = standing.services.connections.tickets
    write, raced = service.write, []

    async def race(request, current, marker):  # type: ignore[no-untyped-def]
        if request.ticket == ALONE and not raced:
            raced.append(True)
            await theirs(standing, "billing")
        return await write(request, current, marker)

    monkeypatch.setattr(service, "write", race)
    # Zendesk's stamps are whole seconds: a change within the same one is not seen by the guard.
    await standing.door.until(standing.services.clock.now() + SECOND)
    await standing.desk.execute.run()
    assert standing.category(ALONE) == "billing"
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    assert EffectRefused(effect=effect.id, reason=Reason.STALE, status=409) in standing.facts
    assert effect.state is EffectState.CANCELLED


async def test_a_ticket_solved_since_is_left_alone(standing: Standing) -> None:
    await begin(standing)
    standing.post(f"tickets/{ALONE}", {"ticket": {"status": "solved"}})
    await standing.desk.execute.run()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.CANCELLED
    assert "triage_deck" not in standing.ticket(ALONE)["tags"]


async def test_a_customer_who_writes_in_the_hold_keeps_only_that_reply_back(
    standing: Standing,
) -> None:
    await standing.execute()
    standing.post(f"tickets/{AT_RISK[0]}/comment", {"body": "It works again, thanks!"})
    await standing.wait_out()
    kept = standing.effect(EffectKind.PUBLIC_REPLY, AT_RISK[0])
    assert cancelled(standing) == [EffectCancelled(effect=kept.id, reason=Reason.CUSTOMER_WROTE)]
    assert standing.mission.alerts[f"handed_over-{AT_RISK[0]}"].open
    others = [standing.effect(EffectKind.PUBLIC_REPLY, ticket) for ticket in AT_RISK[1:]]
    assert {e.state for e in others} == {EffectState.CONFIRMED}


async def test_a_refused_change_is_handed_to_a_person_and_the_run_goes_on(
    standing: Standing,
) -> None:
    await begin(standing)
    standing.fault(method="PUT", path=PLACE, kind="status", status=422)
    await standing.desk.execute.run()
    states = [e.state for e in standing.effects(EffectKind.CATEGORISE)]
    assert states.count(EffectState.REFUSED) == 1
    assert states.count(EffectState.CONFIRMED) == 10
    assert standing.mission.alerts[f"handed_over-{ALONE}"].open


async def test_a_second_effect_that_falls_out_of_one_ticket_is_told_though_the_first_was_read(
    standing: Standing,
) -> None:
    ticket = AT_RISK[0]
    await begin(standing)
    path = f"/api/v2/tickets/{ticket}"
    standing.fault(method="PUT", path=path, kind="status", status=422)
    await standing.decide()
    await standing.desk.execute.run()
    await standing.desk.execute.resolve(f"handed_over-{ticket}", Resolution.SKIPPED)
    await standing.desk.execute.run()
    assert not standing.mission.alerts[f"handed_over-{ticket}"].open, "the same is not told twice"
    standing.post(f"tickets/{ticket}/comment", {"body": "Any news?"})
    await standing.wait_out()
    assert standing.effect(EffectKind.PUBLIC_REPLY, ticket).state is EffectState.CANCELLED
    assert standing.mission.alerts[f"handed_over-{ticket}"].open


async def test_a_change_without_an_answer_is_settled_later_and_its_alert_closes(
    standing: Standing,
) -> None:
    await begin(standing)
    standing.fault(method="PUT", path=PLACE, kind="status", status=503, count=3)
    await standing.desk.execute.run()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.UNKNOWN
    assert standing.mission.alerts[f"unknown_effect-{ALONE}"].open
    await standing.reopen()
    await standing.desk.execute.release_due()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.CONFIRMED
    assert not standing.mission.alerts[f"unknown_effect-{ALONE}"].open


async def test_a_reply_the_whole_service_refused_is_still_owed(standing: Standing) -> None:
    await standing.execute()
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401)
    await standing.door.until(standing.desk.execute.next_moment())
    with pytest.raises(ServiceError):
        await standing.desk.execute.release_due()
    await standing.reopen()
    await standing.wait_out()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}


async def test_a_run_that_stopped_goes_on_with_what_is_left(standing: Standing) -> None:
    await begin(standing)
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401, skip=4)
    with pytest.raises(ServiceError):
        await standing.desk.execute.run()
    await standing.reopen()
    await standing.desk.execute.run()
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.CONFIRMED}
    for effect in standing.effects(EffectKind.CATEGORISE):
        audits = standing.ticket(int(effect.target))["audits"]
        assert sum(f"'{effect.id}'" in str(audit) for audit in audits) == 1


async def revise(standing: Standing, kind: EffectKind, request: Request) -> Id:
    """Put other content under a planned note, as nothing in the program would."""
    ledger = standing.desk.ledger
    note = standing.effects(kind)[0]
    for alert in [
        one for one in standing.mission.alerts.values() if str(one.ticket) == note.target
    ]:
        await standing.desk.execute.resolve(alert.id, Resolution.OVERRIDDEN)
    content = ledger.keep_value(request)
    await ledger.append(
        EffectRevised(effect=note.id, content=content, draft=content, page=None, passed=0, failed=0)
    )
    return note.id


async def test_what_was_not_approved_falls_out_alone_at_the_moment_of_sending(
    standing: Standing,
) -> None:
    await begin(standing)
    note = await revise(
        standing, EffectKind.INTERNAL_NOTE, SendReply(AT_RISK[0], "Not what anybody agreed to.")
    )
    await standing.desk.execute.run()
    assert EffectCancelled(effect=note, reason=Reason.NOT_APPROVED) in standing.facts
    assert "Not what anybody agreed to." not in str(standing.ticket(AT_RISK[0])["comments"])
    others = [e.state for e in standing.effects(EffectKind.CATEGORISE)]
    assert set(others) == {EffectState.CONFIRMED}


async def test_a_note_moved_to_another_ticket_does_not_leave(standing: Standing) -> None:
    await begin(standing)
    note = await revise(standing, EffectKind.INTERNAL_NOTE, WriteNote(AT_RISK[0], "Elsewhere."))
    await standing.desk.execute.run()
    assert EffectCancelled(effect=note, reason=Reason.NOT_APPROVED) in standing.facts


@pytest.mark.parametrize("looked", [True, False])
async def test_a_note_delivered_twice_on_the_way_is_not_written_a_third_time(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, looked: bool
) -> None:
    await begin(standing)
    await standing.decide()
    service, sent = standing.services.connections.tickets, []
    write = service.write

    async def twice(request, current, marker):  # type: ignore[no-untyped-def]
        if isinstance(request, WriteNote) and not sent:
            sent.append(request.ticket)
            await standing.door.until(standing.services.clock.now() + SECOND)
            await write(request, current, marker)
            if not looked:
                standing.fault(method="GET", path="/api/v2/tickets/2", kind="status", status=401)
        return await write(request, current, marker)

    monkeypatch.setattr(service, "write", twice)
    await standing.desk.execute.run()
    ours = [c for c in standing.ticket(sent[0])["comments"] if c["via"]["channel"] == "api"]
    assert len(ours) == 1
    assert standing.effect(EffectKind.INTERNAL_NOTE, sent[0]).state is EffectState.CONFIRMED
