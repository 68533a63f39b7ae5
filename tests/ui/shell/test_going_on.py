"""After a crash, a sleep or a lost network one plain question stands before anything leaves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.clock import Jump, parse_instant
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import ServiceError
from desktop.domain.values import StageName, to_millis
from desktop.stages.execute.contract import EffectRow, ExecuteView
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand
from ui.bridge.problems import problem_of
from ui.shell.cut_short import read_cut_short

NOW = parse_instant("2026-11-23T09:00:00Z")
REPLY, NOTE = EffectKind.PUBLIC_REPLY, EffectKind.INTERNAL_NOTE
SLEPT = Jump(asleep=True, seconds=7200)


def row(
    number: int, state: EffectState, minutes: int | None = None, kind: EffectKind = REPLY
) -> EffectRow:
    at = NOW + timedelta(minutes=minutes) if minutes is not None else None
    back = state is EffectState.UNDO_SENT
    return EffectRow(f"e{number}", kind, str(number), state, at, returning=back)


def view(*rows: EffectRow, finished: bool = False) -> ExecuteView:
    return ExecuteView((), (), rows, NOW if finished else None)


def test_it_says_what_was_made_what_is_unclear_what_is_held_and_what_waiting_costs() -> None:
    told = read_cut_short(
        view(
            row(1, EffectState.CONFIRMED, kind=NOTE),
            row(2, EffectState.UNKNOWN, kind=NOTE),
            row(3, EffectState.HELD, 42),
            row(4, EffectState.HELD, 50),
            row(5, EffectState.PLANNED, kind=NOTE),
        ),
        {3: to_millis(NOW + timedelta(minutes=45)), 1: to_millis(NOW)},
        NOW,
    )
    assert told is not None
    assert told.asks
    made, held, cost = told.sentences(NOW)
    assert made == (
        "1 of 5 changes was made. 1 has no clear answer and is read back first: nothing is sent twice."
    )
    local = (NOW + timedelta(minutes=42)).astimezone()
    assert held == f"2 replies are held; the first leaves at {local:%H:%M}."
    ends = (NOW + timedelta(minutes=45)).astimezone()
    assert cost == f"Waiting costs: the clock of #3 ends at {ends:%H:%M}."


def test_a_reply_somebody_paused_is_not_due_and_asks_nothing() -> None:
    paused = replace(row(3, EffectState.HELD, -1), paused=True)
    told = read_cut_short(view(paused, finished=True), {}, NOW)
    assert told is not None
    assert not told.asks
    assert told.sentences(NOW)[1] == "1 reply is held, paused until you let it go."


def test_a_wish_to_undo_that_was_not_begun_asks_too() -> None:
    wanted = replace(row(1, EffectState.CONFIRMED, kind=NOTE), returning=True)
    told = read_cut_short(view(wanted, finished=True), {}, NOW)
    assert told is not None
    assert told.asks


def test_a_reply_its_service_was_away_for_is_due() -> None:
    owed = replace(row(3, EffectState.REFUSED), owed=True)
    told = read_cut_short(view(owed, finished=True), {3: to_millis(NOW)}, NOW)
    assert told is not None
    assert told.asks
    assert "1 should have left by now." in told.sentences(NOW)[1]


def test_a_clock_that_ended_is_not_said_to_end() -> None:
    told = read_cut_short(
        view(row(3, EffectState.HELD, -1)), {3: to_millis(NOW - timedelta(minutes=5))}, NOW
    )
    assert told is not None
    assert "1 should have left by now." in told.sentences(NOW)[1]
    assert "ended at" in told.sentences(NOW)[2]


@pytest.mark.parametrize(
    "rows",
    [
        [row(1, EffectState.CONFIRMED), row(2, EffectState.PLANNED)],
        [row(1, EffectState.CONFIRMED), row(2, EffectState.HELD, 5)],
    ],
    ids=["steps that wait", "replies that are not due"],
)
def test_what_the_page_asks_itself_is_not_asked_twice(rows: list[EffectRow]) -> None:
    told = read_cut_short(view(*rows), {}, NOW)
    assert told is not None
    assert not told.asks


@pytest.mark.parametrize(
    "rows",
    [[], [row(1, EffectState.PLANNED)], [row(1, EffectState.CONFIRMED)]],
    ids=["no plan", "not begun", "through"],
)
def test_nothing_is_open_before_a_run_and_after_it(rows: list[EffectRow]) -> None:
    assert read_cut_short(view(*rows), {}, NOW) is None


@given(st.lists(st.sampled_from(list(EffectState)), max_size=12), st.integers(-5, 5))
def test_what_would_happen_at_once_is_always_asked_about(
    states: list[EffectState], minutes: int
) -> None:
    rows = [
        row(n, one, minutes if one is EffectState.HELD else None) for n, one in enumerate(states)
    ]
    told = read_cut_short(view(*rows), {}, NOW)
    at_once = {EffectState.SENT, EffectState.UNKNOWN, EffectState.UNDO_SENT} & set(states)
    due = EffectState.HELD in states and minutes <= 0
    assert bool(at_once or due) == (told is not None and told.asks)


# At a real desk.


@pytest.fixture
async def running(at: Go) -> Hand:
    hand = await at(StageName.EXECUTE)
    moment = hand.standing.desk.execute.next_moment()
    assert moment is not None
    await hand.standing.door.until(moment + timedelta(seconds=1))
    return hand


async def opened(hand: Hand) -> Any:
    assert hand.window.desk is not None
    await hand.window.going_on.opened(hand.window.desk)
    await hand.rest()
    return hand.window.going_on


def held(hand: Hand) -> set[EffectState]:
    return hand.standing.states(REPLY)


async def test_a_mission_opened_with_a_due_reply_asks_and_holds_it(running: Hand) -> None:
    asking = await opened(running)
    (sheet,) = running.sheets
    assert "Go on with this mission?" in words(sheet)
    assert "should have left by now" in words(sheet)
    assert not asking.may()


async def test_not_now_stays_on_the_screen_with_what_it_costs(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Not now").click()
    assert not asking.may()
    assert asking.banner.isVisible()
    assert "Nothing leaves until you go on." in words(asking.banner)
    button(asking.banner, "Go on").click()
    await running.rest()
    assert asking.may()
    assert not asking.banner.isVisible()


async def test_going_on_lets_it_leave(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Go on").click()
    await running.rest()
    assert asking.may()
    assert running.sheets == []
    await running.standing.desk.execute.release_due()
    assert EffectState.CONFIRMED in held(running)


async def test_nothing_is_asked_while_no_reply_is_due(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    asking = await opened(hand)
    assert hand.sheets == []
    assert asking.may()


async def test_after_a_long_sleep_it_is_asked_and_not_after_a_short_one(running: Hand) -> None:
    running.window.ticker.jumped.emit(Jump(asleep=True, seconds=40))
    await running.rest()
    assert running.window.going_on.may()
    running.window.ticker.jumped.emit(SLEPT)
    assert not running.window.going_on.may(), "shut at once, before anything is read"
    await running.rest()
    assert "The computer slept for 2 h." in words(running.sheets[0])


async def test_a_sleep_is_noticed_before_anything_leaves(running: Hand) -> None:
    beats: list[Jump | None] = [SLEPT]
    heart: Any = running.window.ticker._heart
    heart.beat = lambda: beats.pop() if beats else None
    assert not running.window.going_on.may()
    await running.rest()
    assert len(running.sheets) == 1


async def test_a_network_lost_in_a_run_is_the_same_question(running: Hand) -> None:
    away = problem_of(ServiceError("Zendesk is away", "No answer came.", "Wait."))
    running.window.host.failed.emit(away)
    await running.rest()
    (sheet,) = running.sheets
    assert "Zendesk is away. No answer came." in words(sheet)
    assert "Go on with this mission?" in words(sheet)


async def test_a_service_away_with_nothing_due_is_the_usual_word(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.host.failed.emit(problem_of(ServiceError("Zendesk is away", "No answer.", "Wait.")))
    await hand.rest()
    assert "Go on with this mission?" not in words(hand.sheets[0])
    assert hand.window.going_on.may()


async def test_before_a_customers_clock_ends_it_is_asked_once_more(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Not now").click()
    await running.rest()
    now = running.window.ticker.now()
    assert now is not None
    ends = now + timedelta(hours=1)  # by the window's own clock, which ticks meanwhile
    asking._open = replace(asking._open, ticket=1, deadline=ends)
    asking._again = ends - timedelta(minutes=5)
    asking._pass(ends - timedelta(minutes=6))
    await running.rest()
    assert running.sheets == []
    asking._again = ends - timedelta(minutes=5)
    asking._pass(ends - timedelta(minutes=5))
    await running.rest()
    assert "A customer's clock is about to end." in words(running.sheets[0])


async def test_when_what_was_open_was_given_up_the_question_goes(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Not now").click()
    replies = [one.id for one in running.standing.effects(REPLY)]
    await running.standing.desk.execute.undo(replies)
    await running.rest()
    asking._facts = -1
    now = running.window.ticker.now()
    assert now is not None
    asking._pass(now)
    await running.rest()
    assert asking.may()
    assert not asking.banner.isVisible()


async def test_the_last_decision_starts_nothing_while_it_is_asked(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Not now").click()
    presenter = running.window.host.presenter_of(StageName.EXECUTE)
    began: list[bool] = []
    presenter.run = lambda: began.append(True)
    await presenter._maybe_run()
    assert began == []
    assert not asking.may()


async def test_a_yes_while_the_paused_change_still_hangs_is_kept(running: Hand) -> None:
    asking = await opened(running)
    asking._open = replace(asking._open, finished=False)
    presenter = running.window.host.presenter_of(StageName.EXECUTE)
    presenter.busy = True
    button(running.sheets[0], "Go on").click()
    assert running.window.tasks.runs("going_on.run")
    await running.rest()
    presenter.busy = False


async def test_behind_the_lock_it_waits_and_the_lock_says_so(running: Hand) -> None:
    running.window.lock.lock()
    await opened(running)
    running.window.lock._count(running.window.ticker.now())
    assert running.sheets == []
    assert "Nothing leaves before it is answered." in words(running.window.lock._screen)  # type: ignore[arg-type]
    running.window.lock._unlock(proved=False)
    await running.rest()
    assert len(running.sheets) == 1


async def test_the_pages_own_go_on_is_the_same_yes(running: Hand) -> None:
    asking = await opened(running)
    button(running.sheets[0], "Not now").click()
    running.window.act("secondary")
    assert not asking.may(), "the page's act was another one"
    running.window.bar.secondary_button.setText("Go on")
    running.window.act("secondary")
    assert asking.may()
    await running.rest()
