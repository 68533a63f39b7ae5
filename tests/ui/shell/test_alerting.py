"""What the two buttons of a card do: one decision each, recorded once."""

from typing import Any

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import RefusedError
from desktop.domain.facts import AlertKind, Resolution
from desktop.domain.values import StageName
from desktop.watch.contract import AlertCard
from tests.desktop.stages.standing import Standing
from tests.ui.shell.conftest import Hand


@pytest.fixture
async def waiting(hand: Hand, standing: Standing) -> Hand:
    """A run that waits for decisions, with its alerts in the rail."""
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    await hand.follow(StageName.EXECUTE)
    return hand


def first(hand: Hand, *kinds: AlertKind) -> AlertCard:
    assert hand.window.view is not None
    return next(one for one in hand.window.view.alerts if one.kind in kinds)


def resolutions(hand: Hand) -> list[Resolution]:
    facts: list[Any] = hand.standing.facts
    return [fact.resolution for fact in facts if type(fact).__name__ == "AlertResolved"]


async def test_the_way_out_of_a_missing_article_passes_it_over(waiting: Hand) -> None:
    alert = first(waiting, AlertKind.KB_MISSING)
    waiting.window.rail.acted.emit(alert.id, "way_out")
    await waiting.rest()
    assert waiting.window.view is not None
    assert alert.id not in [one.id for one in waiting.window.view.alerts]
    assert Resolution.SKIPPED in resolutions(waiting)


async def test_fixing_a_missing_article_brings_the_exception_to_the_page(waiting: Hand) -> None:
    assert waiting.window.view is not None
    alert = next((a for a in waiting.window.view.alerts if a.kind is AlertKind.KB_MISSING and a.may_override), None)  # fmt: skip
    if alert is None:
        pytest.fail("the small queue has a note without its article")
    waiting.window.rail.acted.emit(alert.id, "act")
    await waiting.rest()
    assert waiting.window.review.on
    assert waiting.window.host.page_of(StageName.EXECUTE).exceptions.alert == alert


async def test_a_card_that_is_gone_does_nothing(waiting: Hand) -> None:
    before = len(waiting.standing.facts)
    waiting.window.rail.acted.emit("01knobody", "act")
    waiting.window.rail.acted.emit("01knobody", "way_out")
    await waiting.rest()
    assert len(waiting.standing.facts) == before


@pytest.fixture
async def undone(hand: Hand, standing: Standing) -> Hand:
    """An undo of everything, while the chat takes no token and a colleague had changed one ticket."""
    await standing.execute()
    ticket = standing.effects(EffectKind.CATEGORISE)[0].target
    theirs = {"custom_fields": [{"id": 9001, "value": "billing"}]}
    standing.post(f"tickets/{ticket}", {"ticket": theirs})
    standing.fault(service="slack", method="POST", path="/slack/api/chat.delete", kind="status", status=401, count=99)  # fmt: skip
    with pytest.raises(RefusedError):
        await standing.desk.execute.undo(list(standing.mission.effects))
    await hand.follow(StageName.EXECUTE)
    return hand


async def test_what_others_changed_can_be_looked_at_from_its_card(undone: Hand) -> None:
    shown: list[object] = []
    presenter = undone.window.host.presenter_of(StageName.EXECUTE)
    presenter.asked.connect(lambda name, about: shown.append((name, len(about))))
    undone.window.rail.acted.emit(first(undone, AlertKind.KEPT).id, "act")
    await undone.rest()
    for sheet in undone.sheets:
        sheet.shut()
    assert shown == [("kept_values", 1)]
    assert Resolution.ACCEPTED in resolutions(undone)


async def test_an_undo_that_waits_is_tried_again_or_left(undone: Hand) -> None:
    alert = first(undone, AlertKind.UNDO_OWED)
    undone.standing.no_faults()
    undone.window.rail.acted.emit(alert.id, "act")
    await undone.rest()
    assert undone.standing.states(EffectKind.SLACK_ESCALATION) == {EffectState.UNDONE}


async def test_an_undo_that_waits_can_be_left_as_it_is(undone: Hand) -> None:
    undone.window.rail.acted.emit(first(undone, AlertKind.UNDO_OWED).id, "way_out")
    await undone.rest()
    assert undone.standing.states(EffectKind.SLACK_ESCALATION) == {EffectState.UNDO_SKIPPED}
