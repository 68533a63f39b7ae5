"""Plan's page: the best way first with its figures, the others with their risk."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as other
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Strategy
from desktop.domain.values import StageName
from desktop.stages.plan.contract import Broken, Family, Variant
from tests.desktop.stages.standing import Standing
from tests.ui.desks import Seat
from tests.ui.reading import button, controls, name_of, words
from tests.ui.stages.conftest import Sit


@pytest.fixture
async def plan(seat: Sit, standing: Standing) -> Seat:
    await standing.prepare()
    one = seat(StageName.PLAN)
    await one.enter()
    return one


async def test_the_plan_on_top_says_what_it_changes_and_costs(plan: Seat) -> None:
    said, top = words(plan.page()), plan.view.top
    assert top.title in said
    assert "Recommended" in said
    changes = sum(step.effects for step in top.steps)
    lines = said.splitlines()
    assert lines[lines.index("Changes") + 1] == str(changes)
    assert lines[lines.index("Breaches expected") + 1] == str(top.predicted_breaches)
    assert lines[lines.index("Undo window") + 1] == f"{top.undo_seconds // 60} min"
    assert f"{plan.view.tickets} tickets, {len(top.drafts)} drafts" in said


async def test_every_other_candidate_is_one_line_with_its_risk(plan: Seat) -> None:
    page = plan.page()
    said = words(page)
    others = [one for one in plan.view.ranked if one.strategy is not plan.view.top.strategy]
    assert len(others) == 4
    for one in others:
        assert one.title in said
        assert one.why_risk in said
    assert "Batch close: risk" in said
    assert "cannot be undone" in said


async def test_pressing_another_plan_puts_it_on_top(plan: Seat) -> None:
    page: Any = plan.page()
    button(page, "Batch close: risk").click()
    assert plan.view.top.strategy is Strategy.BATCH_CLOSE
    page.show_view(plan.view)
    said = words(page)
    assert "Risk" in said.splitlines()
    assert "Recommended" not in said


async def test_batch_size_and_threshold_are_there_by_name(plan: Seat) -> None:
    names = [name_of(one) for one in controls(plan.page())]
    assert any("Batch size" in name for name in names), names
    assert any("Escalate from so many tickets alike" in name for name in names), names


async def test_a_number_changed_by_hand_is_computed(plan: Seat) -> None:
    page: Any = plan.page()
    page._card._batch.put(3)
    page._card._threshold.setValue(4)
    assert "4 tickets alike, or VIP inside 90 min" in words(page)
    while page._card._rest.isActive():
        await plan.do(lambda: None)
    await plan.do(lambda: None)
    assert (plan.view.top.batch_size, plan.view.top.threshold) == (3, 4)


async def test_drafts_that_lack_an_article_are_named_and_the_first_can_be_seen(plan: Seat) -> None:
    page: Any = plan.page()
    assert "KB link" not in words(page)
    page.show_view(replace(plan.view, lacking_links=(20434, 20427)))
    assert "2 drafts lack a KB link." in words(page)
    button(page, "See the first").click()
    assert plan.all("asked")[-1] == ("open_ticket", 20434)
    page.show_view(replace(plan.view, lacking_links=(20434,)))
    assert "1 draft lacks a KB link." in words(page)


async def test_a_plan_that_runs_offers_nothing_to_change(plan: Seat) -> None:
    page: Any = plan.page()
    page.show_view(replace(plan.view, changeable=False))
    assert "Batch size" not in words(page)
    assert not button(page, "Batch close: risk").isEnabled()


async def test_one_breach_is_not_called_breaches(plan: Seat) -> None:
    page: Any = plan.page()
    one = other(plan.view.ranked[1], predicted_breaches=1)
    page.show_view(replace(plan.view, ranked=(plan.view.top, one)))
    assert "1 breach" in words(page).splitlines()


async def test_why_this_one_opens_every_term_of_the_score(plan: Seat) -> None:
    page: Any = plan.page()
    button(page, "Why this one").click()
    said, top = words(page), plan.view.top
    assert f"Score {top.score}: start +100" in said
    assert "incidents escalated, 3 each" in said


async def test_what_the_plan_asks_of_the_services_is_said(plan: Seat) -> None:
    said = words(plan.page())
    use = next(use for use in plan.view.top.uses if use.service == "Zendesk")
    assert f"{use.requests} Zendesk requests" in said
    assert "Never more than half of an account's limit." in said


async def test_the_simulator_answers_in_a_sentence_and_a_grid(plan: Seat) -> None:
    page: Any = plan.page()
    assert "would run out" not in words(page)
    button(page, "What if?").click()
    asked = plan.view.what_if.asked
    assert f"{asked.breaches} of {asked.clocks} clocks would run out within 8 hours." in words(page)
    await plan.do(plan.presenter.simulate, 0, 0, 15)
    page.show_view(plan.view)
    said = words(page)
    assert "With nobody answering by hand and a batch of 0" in said
    assert "The deck sends no reply." in said
    assert "batch 12" in said


async def test_turning_a_number_of_the_simulator_asks_once_the_hand_rests(
    plan: Seat, qtbot: QtBot
) -> None:
    page: Any = plan.page()
    button(page, "What if?").click()
    with qtbot.waitSignal(page._simulator.asked, timeout=2000) as told:
        button(page, "Agents who answer by hand: more").click()
    assert told.args == [3, 12, 15]


async def test_a_safeguard_the_drafts_break_is_said_before_approval(plan: Seat) -> None:
    page: Any = plan.page()
    assert "not kept" not in words(page)
    broken = (Broken("no promises", 12, 12, "1 promise (within 2 hours)"),)
    page.show_view(replace(plan.view, broken=broken))
    said = words(page)
    assert "1 safeguard not kept by these drafts." in said
    assert "no promises: 12 of 12 drafts. 1 promise (within 2 hours)" in said


async def test_who_gets_the_drafts_can_be_chosen_with_everybodys_load(plan: Seat) -> None:
    page: Any = plan.page()
    button(page, "Who gets the drafts").click()
    assert "Nothing is assigned." in words(page)
    await plan.do(plan.presenter.route, -1)
    page.show_view(plan.view)
    said = words(page)
    assert "without an owner get one; who has a ticket keeps it." in said
    first = plan.view.routing.loads[0]
    assert f"{first.name} {first.open} +{first.added}" in said
    await plan.do(plan.presenter.primary)
    assert plan.standing.mission.route == -1


async def test_drafts_of_one_incident_are_one_letter_and_what_differs(plan: Seat) -> None:
    page: Any = plan.page()
    kin = Family(
        "Sign-in refused",
        "en",
        "[greeting]\nIt is <b>known</b>.",
        (Variant(1, (("greeting", "Hello Ann,"),)), Variant(2, (("greeting", "Hello Bob,"),))),
    )
    page.show_view(replace(plan.view, families=(kin,)))
    head = button(page, "Drafts by incident: 2 drafts from 1 letter")
    assert head.accessibleDescription() == "closed"
    assert "It is <b>known</b>." not in words(page)
    head.click()
    assert "Sign-in refused, 2 drafts, English" in words(page)
    assert "It is <b>known</b>." in words(page)
    assert "Hello Bob," not in words(page)
    button(page, "What differs in 2 drafts").click()
    assert "greeting: Hello Bob," in words(page)
    page.show_view(replace(plan.view, families=(kin,)))
    assert head.accessibleDescription() == "open", "drawn again, it stays as it was opened"
    page.show_view(replace(plan.view, families=()))
    assert "Drafts by incident" not in words(page)


async def test_tickets_without_a_sure_category_are_named_and_the_first_can_be_seen(
    plan: Seat,
) -> None:
    page: Any = plan.page()
    assert "sure category" not in words(page)
    page.show_view(replace(plan.view, unsure=(20427, 20434)))
    assert "2 tickets have no sure category." in words(page)
    page._unsure.findChild(QAbstractButton).click()
    assert plan.all("asked")[-1] == ("open_ticket", 20427)
