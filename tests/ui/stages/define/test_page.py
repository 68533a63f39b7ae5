"""Define's page: the intent belongs to the lead, the reading follows, the brief below it."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as other

from desktop.domain.brief import Check, Safeguard
from desktop.domain.scope import UNSOLVED, Edge, Scope
from desktop.domain.values import StageName
from desktop.stages.define.contract import Choice, Match, SavedIntent
from tests.desktop.stages.standing import SCOPE, Standing
from tests.queues.generate import INTENT
from tests.ui.desks import Seat, rest
from tests.ui.reading import button, nameless, words
from tests.ui.stages.conftest import Sit
from ui.stages.define.presenter import DefinePageView
from ui.stages.define.scope_chips import choices


@pytest.fixture
async def define(seat: Sit, standing: Standing) -> Seat:
    await standing.define()
    one = seat(StageName.DEFINE)
    await one.enter()
    return one


async def test_it_says_back_what_was_understood_with_the_number_matched(define: Seat) -> None:
    said = words(define.page())
    reading = define.view.reading
    assert INTENT in said
    assert f"{len(SCOPE)} tickets match" in said
    assert f"of {reading.match.open_tickets} open." in said
    assert reading.understanding.sentence in said


async def test_a_locked_brief_is_shown_and_cannot_be_changed(define: Seat) -> None:
    page = define.page()
    said = words(page)
    brief = define.view.brief.brief
    for line in (brief.objective, brief.audience, brief.kpi, *[s.text for s in brief.safeguards]):
        assert line in said
    assert "Locked, version 1" in said
    with pytest.raises(AssertionError, match="no button"):
        button(page, "Change objective")


async def test_an_open_brief_can_be_changed_line_by_line(define: Seat) -> None:
    page: Any = define.page()
    page.show_view(replace(define.view, brief=replace(define.view.brief, locked=False)))
    assert "Draft" in words(page)
    for line in ("objective", "audience", "kpi"):
        assert button(page, f"Change {line}").isEnabled()


async def test_before_anything_is_said_there_is_an_example_and_no_brief(define: Seat) -> None:
    page: Any = define.page()
    page.show_view(DefinePageView("", None, None))
    said = words(page)
    assert "Use this example" in said
    assert "Brief" not in said.splitlines()
    assert "match" not in said


async def test_one_question_takes_the_numbers_place(define: Seat) -> None:
    page: Any = define.page()
    reading = define.view.reading
    asked = replace(reading.understanding, scope=None, question="Which topic?", ignored=("asap",))
    page.show_view(DefinePageView("asap", replace(reading, understanding=asked, match=None), None))
    said = words(page)
    assert "One question" in said
    assert "Which topic?" in said
    assert "Not understood, so left out: asap." in said


async def test_a_scope_without_tickets_says_nothing_matches(define: Seat) -> None:
    page: Any = define.page()
    empty = replace(define.view.reading, match=Match(0, 340, ()))
    page.show_view(replace(define.view, reading=empty))
    assert "0 tickets match" in words(page)


async def test_a_refresh_never_takes_words_from_under_the_hand(define: Seat, qtbot: Any) -> None:
    page: Any = define.page()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.intent.line.setFocus()
    page.intent.line.setText("urgent bil")
    page.show_view(define.view)
    assert page.intent.text() == "urgent bil"
    page.setFocus()
    page.show_view(define.view)
    assert page.intent.text() == INTENT


async def test_a_locked_brief_offers_to_be_changed_and_a_running_plan_does_not(
    define: Seat,
) -> None:
    page: Any = define.page()
    assert button(page, "Change the brief").isEnabled()
    page.show_view(replace(define.view, brief=replace(define.view.brief, running=True)))
    assert "Change the brief" not in words(page)


async def test_a_change_asks_why_and_begins_a_version_that_says_so(
    define: Seat, qtbot: Any
) -> None:
    page: Any = define.page()
    qtbot.addWidget(page)
    await define.do(define.presenter.reopen, "")
    assert define.all("failed")[-1].title == "A new version needs a reason"
    await define.do(define.presenter.reopen, "Legal asked for it")
    page.show_view(define.view)
    said = words(page)
    assert "Version 2, not locked yet, because: Legal asked for it" in said
    assert "Draft" in said
    await define.do(define.presenter.primary)
    page.show_view(define.view)
    assert "Locked, version 2" in words(page)
    assert "Version 1, locked " in words(page)


async def test_each_safeguard_says_how_it_was_understood(define: Seat) -> None:
    page: Any = define.page()
    own = tuple(
        Safeguard(check, text, understood)
        for check, text, understood in (
            (Check.LENGTH, "keep it short", "Checked: at most 120 words"),
            (Check.OWN, "be kind", "A person checks this"),
            (Check.OWN, "of an old brief", ""),
        )
    )
    brief = define.view.brief
    changed = other(brief.brief, safeguards=own)
    page.show_view(replace(define.view, brief=replace(brief, brief=changed, locked=False)))
    lines = words(page).splitlines()
    for one in own:
        assert lines[lines.index(one.text) + 1] == (one.understood or "A person checks this")
        assert button(page, f"Remove: {one.text}").isEnabled()


async def test_a_line_is_said_back_while_it_is_typed(define: Seat, qtbot: Any) -> None:
    page: Any = define.page()
    qtbot.addWidget(page)
    page.show_view(replace(define.view, brief=replace(define.view.brief, locked=False)))
    page.show()
    qtbot.keyClicks(page.brief.own.line, "at most 80 words")
    assert "Checked: at most 80 words. Enter adds it." in words(page)
    assert page.brief.own.line.accessibleDescription() == "Checked: at most 80 words"
    page.brief.own.line.clear()
    qtbot.keyClicks(page.brief.own.line, " ")
    assert "Enter adds it" not in words(page)


async def test_each_persona_has_a_card_a_screen_reader_can_name(define: Seat) -> None:
    page: Any = define.page()
    tips = ("Support: 2 clocks ran out.", "Engineering on-call: 3 name 401.", "of an old brief")
    changed = other(define.view.brief.brief, tips=tips)
    page.show_view(replace(define.view, brief=replace(define.view.brief, brief=changed)))
    said = words(page)
    for words_ in (
        "Support would say",
        "2 clocks ran out.",
        "Engineering on-call would say",
        "Tip",
    ):
        assert words_ in said
    assert nameless(page) == []


async def test_the_leads_own_kpi_keeps_the_measured_one_in_sight(define: Seat) -> None:
    page: Any = define.page()
    page.show_view(
        replace(define.view, brief=replace(define.view.brief, measured="All 4 in time."))
    )
    assert "Your words. Measured: All 4 in time." in words(page)


async def test_the_edge_of_the_scope_says_why_and_its_buttons_decide(define: Seat) -> None:
    page: Any = define.page()
    edges = replace(
        define.view.reading.match,
        inside=(Edge(7, "Token refused", "3 minutes from being too old"),),
        outside=(Edge(8, "Feed throttled", "says the token is fine"),),
        terms=(("token", 31), ("401", 2)),
    )
    page.show_view(replace(define.view, reading=replace(define.view.reading, match=edges)))
    assert "Token refused" not in words(page)
    button(page, "At the edge of the scope: 1 just inside, 1 just outside").click()
    said = words(page)
    assert "Matched by token (31), 401 (2)" in said
    assert "Token refused" in said
    assert "says the token is fine" in said
    told: list[tuple[str, int]] = []
    page.borderline.taken_in.connect(lambda ticket: told.append(("in", ticket)))
    page.borderline.left_out.connect(lambda ticket: told.append(("out", ticket)))
    button(page, "Take in: ticket 8, says the token is fine").click()
    button(page, "Leave out: ticket 7, 3 minutes from being too old").click()
    assert told == [("in", 8), ("out", 7)]
    await rest(define.tasks)


async def test_without_an_edge_there_is_no_card_for_it(define: Seat) -> None:
    page: Any = define.page()
    page.show_view(DefinePageView("", None, None))
    assert "just inside" not in words(page)


async def test_the_answers_to_a_question_are_buttons_that_say_the_intent_anew(
    define: Seat,
) -> None:
    page: Any = define.page()
    answers = (Choice("Customer A", "tickets of customer A"), Choice("Assigned to B & C", "x"))
    reading = define.view.reading
    asked = replace(reading.understanding, scope=None, question="Who?", choices=answers)
    page.show_view(DefinePageView("A", replace(reading, understanding=asked, match=None), None))
    assert button(page, "Assigned to B && C").isEnabled()
    button(page, "Customer A").click()
    await rest(define.tasks)
    assert page.intent.text() == "tickets of customer A"


async def test_kept_intents_are_offered_by_name_and_can_be_removed(define: Seat) -> None:
    page: Any = define.page()
    kept = (SavedIntent("Surge", INTENT), SavedIntent("", "urgent & new"))
    page.show_view(replace(define.view, saved=kept))
    menu = page.kept.menu_now()
    shown = [action.text() for action in menu.actions()]
    assert shown[0].startswith("Surge: Triage high-priority")
    assert shown[1] == "urgent && new"
    assert shown[-1] == "Save this intent…"
    used: list[str] = []
    page.kept.used.connect(used.append)
    menu.actions()[1].trigger()
    await rest(define.tasks)
    assert used == ["urgent & new"]
    menu.deleteLater()


@pytest.mark.parametrize("key", ["Age", "Priority", "Status", "Customers", "Assignee", "Count"])
def test_every_offer_of_a_chip_is_another_scope(key: str) -> None:
    offered = [scope for _, scope in choices(key, Scope(statuses=UNSOLVED))]
    assert offered
    assert all(isinstance(scope, Scope) for scope in offered)
    assert len(offered) > 1 or key == "Assignee"
