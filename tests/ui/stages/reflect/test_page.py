"""Reflect's page: each figure opens to its sum, the evidence, what is left to do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace as other
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.outcome import AtRisk, Ending, KpiState
from desktop.domain.values import StageName, to_millis
from desktop.domain.words import TaskReason
from desktop.stages.reflect.contract import FollowUp
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.reading import button, words
from tests.ui.stages.conftest import Sit


@pytest.fixture
async def reflect(seat: Sit, standing: Standing) -> Seat:
    await standing.execute()
    one = seat(StageName.REFLECT)
    await one.enter()
    return one


async def test_it_says_the_outcome_as_counted(reflect: Seat) -> None:
    lines = words(reflect.page()).splitlines()
    outcome = reflect.view.reflect.outcome
    for name, said in (
        ("triaged", "tickets triaged"), ("drafts", "drafts ready"), ("breaches", "SLA breaches"),
    ):  # fmt: skip
        assert lines[lines.index(said) - 1] == str(round(outcome.value(name)))
    assert outcome.value("triaged") == len(SCOPE)
    assert any("provisional until the seal" in line for line in lines)


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
async def test_a_figure_opens_to_its_sum_and_closes_again(reflect: Seat, hand: str) -> None:
    page: Any = reflect.page()
    figure = next(f for f in reflect.view.reflect.outcome.figures if f.name == "triaged")
    assert figure.rule not in words(page)
    for open_ in (True, False):
        if hand == "mouse":
            QTest.mouseClick(page._figures["triaged"], Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(page._figures["triaged"], Qt.Key.Key_Space)
        assert (figure.rule in words(page)) is open_


async def test_breaches_are_said_as_such(reflect: Seat) -> None:
    page: Any = reflect.page()
    outcome = reflect.view.reflect.outcome
    figures = tuple(other(f, value=2.0) if f.name == "breaches" else f for f in outcome.figures)
    lost = (AtRisk(20434, Ending.BREACHED, "at 10:20"),)
    worse = other(outcome, figures=figures, at_risk=lost, breached=(20434, 20427))
    page.show_view(replace(reflect.view, reflect=replace(reflect.view.reflect, outcome=worse)))
    said = words(page)
    assert "2 clocks ran out." in said
    assert "The clock ran out, at 10:20" in said
    assert "No clock ran out." not in said


async def test_nothing_at_risk_and_nothing_to_do_is_said(reflect: Seat) -> None:
    page: Any = reflect.page()
    calm = other(reflect.view.reflect.outcome, at_risk=())
    page.show_view(
        replace(reflect.view, reflect=replace(reflect.view.reflect, outcome=calm, tasks=()))
    )
    said = words(page)
    assert "None" in said.splitlines()
    assert "Nothing is left to be done" in said


async def test_the_way_back_is_counted_down_and_goes(reflect: Seat) -> None:
    page: Any = reflect.page()
    until = reflect.view.around.undo_until
    page.tick(to_millis(until - timedelta(seconds=61)))
    assert "01:01 left" in words(page)
    page.tick(to_millis(until))
    assert "Undo open" not in words(page)


async def test_each_part_of_the_evidence_can_be_opened(reflect: Seat) -> None:
    page = reflect.page()
    for exhibit in reflect.view.reflect.exhibits:
        assert exhibit.summary in words(page)
        button(page, f"Open {exhibit.title}").click()
    await reflect.do(lambda: None)
    parts = [what.part for name, what in reflect.all("asked") if name == "exhibit"]
    assert parts, "none was opened"


async def test_feedback_needs_stars_first(reflect: Seat) -> None:
    page: Any = reflect.page()
    drawer = page.aside()
    keep = button(drawer, "Keep feedback")
    assert not keep.isEnabled()
    drawer._stars.put(4)
    drawer._stars.chosen.emit(4)
    keep.click()
    await reflect.do(lambda: None)
    assert reflect.view.reflect.stars == 4


async def test_a_long_sum_is_cut(reflect: Seat) -> None:
    page: Any = reflect.page()
    outcome = reflect.view.reflect.outcome
    many = tuple(str(n) for n in range(500))
    figures = tuple(other(f, parts=many) if f.name == "triaged" else f for f in outcome.figures)
    view = replace(reflect.view.reflect, outcome=other(outcome, figures=figures))
    page.show_view(replace(reflect.view, reflect=view))
    page._toggle("triaged")
    said = words(page)
    assert "79 …" in said
    assert "499" not in said


async def test_it_says_whether_the_briefs_kpi_was_met(reflect: Seat) -> None:
    page: Any = reflect.page()
    assert "KPI open" in words(page).splitlines()
    assert "0 of 4 answered in time" in words(page)
    outcome = reflect.view.reflect.outcome
    *rest, kpi = outcome.figures
    met = other(outcome, figures=(*rest, other(kpi, name=KpiState.MET.figure)))
    page.show_view(replace(reflect.view, reflect=replace(reflect.view.reflect, outcome=met)))
    assert "KPI met" in words(page).splitlines()
    old = other(outcome, figures=tuple(rest))
    page.show_view(replace(reflect.view, reflect=replace(reflect.view.reflect, outcome=old)))
    assert "KPI" not in words(page)


async def test_follow_ups_are_pushed_by_one_button_that_then_goes(reflect: Seat) -> None:
    page: Any = reflect.page()
    left = FollowUp("task-1", TaskReason.KB_MISSING, "Write an article", 7)
    page.show_view(replace(reflect.view, reflect=replace(reflect.view.reflect, tasks=(left,))))
    assert not page._push.isHidden()
    pushed = tuple(replace(task, pushed="99") for task in page._view.reflect.tasks)
    page.show_view(replace(reflect.view, reflect=replace(reflect.view.reflect, tasks=pushed)))
    assert page._push.isHidden()
    assert "ticket #99" in words(page)


async def test_pushing_makes_tickets_and_says_so(reflect: Seat) -> None:
    await reflect.do(reflect.presenter.push_tasks)
    assert all(task.pushed for task in reflect.view.reflect.tasks)
    assert "The follow-ups are tickets now" in reflect.all("said")


async def test_the_validator_report_tells_at_a_glance_what_failed(reflect: Seat) -> None:
    said = words(reflect.page())
    report = next(e for e in reflect.view.reflect.exhibits if e.title == "Validator report")
    first, last = report.rows[0], report.rows[2]
    assert f"{first[0]} · {first[-1]}" in said
    assert f"{last[0]} · {last[-1] or 'nothing failed'}" in said
