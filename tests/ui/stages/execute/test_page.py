"""Execute's page: rows, figures, views of the rows; or one exception at a time."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.facts import AlertKind, Resolution
from desktop.domain.values import StageName
from desktop.watch.contract import AlertCard
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.reading import nameless, words
from tests.ui.stages.conftest import Sit


@pytest.fixture
async def execute(seat: Sit, standing: Standing) -> Seat:
    """After the run, as far as it goes before a person decides."""
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    one = seat(StageName.EXECUTE)
    await one.enter()
    return one


async def test_it_says_each_figure_as_done_of_how_many(execute: Seat) -> None:
    lines = words(execute.page()).splitlines()
    for name, done, total in execute.view.figures:
        at = lines.index(name)
        assert {str(done), f"of {total}"} <= set(lines[max(0, at - 2) : at + 3]), name


async def test_every_ticket_is_a_row_and_a_view_shows_its_part(execute: Seat) -> None:
    page: Any = execute.page()
    assert page.model.rowCount() == len(SCOPE)
    page.look_at("risk")
    assert page.model.rowCount() == len(AT_RISK)
    page.look_at("all")
    assert page.model.rowCount() == len(SCOPE)


async def test_a_filter_nothing_fits_says_so_and_can_be_cleared(execute: Seat) -> None:
    page: Any = execute.page()
    page.filter.line.setText("no ticket says this")
    assert page.model.rowCount() == 0
    assert "No ticket fits this filter" in words(page)
    page._clear()
    assert page.model.rowCount() == len(SCOPE)
    assert "No ticket fits this filter" not in words(page)


async def test_fresh_states_keep_the_rows_and_the_place(execute: Seat) -> None:
    page: Any = execute.page()
    page.table.move(1)
    page.table.move(1)
    place = page.table.current()
    assert place in SCOPE
    page.show_view(replace(execute.view, states=dict(execute.view.states)))
    assert page.table.current() == place


async def shown(seat: Seat, page: Any, kind: AlertKind, **what: Any) -> AlertCard:
    """Bring an exception of this kind to the page."""
    given = seat.presenter.exceptions[0]
    alert = replace(given, kind=kind, **what)
    detail = await seat.standing.desk.watch.detail(alert.ticket)
    page.show_exception(alert, 1, 2, detail)
    return alert


async def test_one_exception_takes_the_tables_place(execute: Seat) -> None:
    page: Any = execute.page()
    alert = await shown(execute, page, AlertKind.KB_MISSING, may_override=True)
    said = words(page)
    assert page.reviewing
    assert "Which article answers this?" in said
    assert "1 of 2" in said
    assert f"#{alert.ticket}" in said
    assert nameless(page) == []
    page.show_table()
    assert not page.reviewing


async def test_an_approved_reply_cannot_get_another_article(execute: Seat) -> None:
    page: Any = execute.page()
    await shown(execute, page, AlertKind.KB_MISSING, may_override=False)
    assert "This reply leaves without an article" in words(page)
    assert not page.exceptions.can_link


async def test_a_repair_shows_both_wordings(execute: Seat) -> None:
    page: Any = execute.page()
    await shown(execute, page, AlertKind.TONE, before="ASAP please", after="Please answer today")
    assert "Are these words right?" in words(page)


@pytest.mark.parametrize(
    ("key", "kind", "how"),
    [
        (Qt.Key.Key_S, AlertKind.TONE, "skip"),
        (Qt.Key.Key_Return, AlertKind.TONE, "accept"),
        (Qt.Key.Key_Return, AlertKind.HANDED_OVER, "accept"),
    ],
)
async def test_one_key_decides(execute: Seat, key: Qt.Key, kind: AlertKind, how: str) -> None:
    page: Any = execute.page()
    alert = await shown(execute, page, kind)
    settled: list[tuple[AlertCard, str]] = []
    page.exceptions.settled.disconnect()
    page.exceptions.settled.connect(lambda alert, how: settled.append((alert, how)))
    QTest.keyClick(page.exceptions, key)
    assert settled == [(alert, how)]


async def test_escape_asks_for_the_table(execute: Seat) -> None:
    page: Any = execute.page()
    await shown(execute, page, AlertKind.TONE)
    QTest.keyClick(page.exceptions, Qt.Key.Key_Escape)
    assert execute.all("asked")[-1] == ("review_exceptions", "")


async def test_accepting_what_is_no_repair_is_recorded_as_passed_over(execute: Seat) -> None:
    page: Any = execute.page()
    alert = execute.presenter.exceptions[0]
    detail = await execute.standing.desk.watch.detail(alert.ticket)
    page.show_exception(alert, 1, 1, detail)
    await execute.do(page._settle, alert, "skip")
    resolved = [f for f in execute.standing.facts if type(f).__name__ == "AlertResolved"]
    assert [fact.resolution for fact in resolved] == [Resolution.SKIPPED]  # type: ignore[attr-defined]
