"""One clock in the pane: both times left, both opinions, and why."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.sla.verdict import Agreement, Verdict
from desktop.domain.sla.why import Step, StepKind
from tests.ui.clocks import MS, NOW, STEPS, minutes, open_hours, story
from tests.ui.hostile import OURS
from tests.ui.reading import markup, nameless, words
from ui.theme.time_left import MINUTE
from ui.widgets.clock_story import ClockStoryCard, left_words, opinions


@pytest.fixture
def card(qtbot: QtBot) -> ClockStoryCard:
    made = ClockStoryCard(story(), NOW)
    qtbot.addWidget(made)
    made.resize(380, 500)
    made.tick(MS)
    return made


def test_both_times_left_are_said_each_by_its_name(card: ClockStoryCard) -> None:
    said = words(card)
    assert "First reply" in said
    assert "00:42:00" in said
    assert "00:42 left on the wall clock · 00:30 of business time" in said
    assert card.accessibleName() == "First reply: Running"


def test_business_time_stands_still_while_the_hours_are_closed(card: ClockStoryCard) -> None:
    card.tick(MS + 15 * MINUTE)
    assert "00:27 left on the wall clock · 00:18 of business time" in words(card)


def test_over_is_said_by_the_wall() -> None:
    due = MS + 42 * MINUTE
    assert left_words(story(), due, due + 4 * MINUTE) == "over by 00:04 on the wall clock"


def test_calendar_time_has_no_business_time() -> None:
    said = left_words(story(zone="", openings=()), MS + 42 * MINUTE, MS)
    assert said == "00:42 left on the wall clock · every minute counts"


def test_why_opens_the_steps_and_closes_them_again(card: ClockStoryCard) -> None:
    assert card.why.text() == "Why 00:42?"
    assert "Policy “Urgent”" not in words(card)
    card.why.click()
    said = words(card)
    for step in STEPS:
        assert step.words in said
    assert "1 h 42 min" in said or "01:42:00" in said
    assert "your zone" in said
    assert card.why.accessibleDescription() == "open"
    card.why.click()
    assert "Policy “Urgent”" not in words(card)


def test_the_question_follows_the_countdown(card: ClockStoryCard) -> None:
    card.tick(MS + 40 * MINUTE)
    assert card.why.text() == "Why 00:02?"


def differing() -> Verdict:
    return Verdict(
        "first_reply_time",
        Agreement.DIFFERENT,
        NOW,
        minutes(15),
        "Zendesk counts calendar time for it",
    )


def test_opinions_that_differ_are_both_shown_with_the_reason() -> None:
    at, ours = (f"{one.astimezone():%H:%M:%S}" for one in (NOW, minutes(15)))
    said = opinions(story(verdict=differing()), NOW)
    assert said == f"Zendesk says {at}, computed here {ours}: Zendesk counts calendar time for it"


def test_of_hours_nobody_knows_nothing_is_claimed() -> None:
    unknown = story(zone="", openings=(), target_seconds=0, steps=())
    assert left_words(unknown, MS + 42 * MINUTE, MS) == "00:42 left on the wall clock"


def test_without_a_history_it_says_so_and_asks_no_why(qtbot: QtBot) -> None:
    alone = Verdict(
        "first_reply_time", Agreement.THEIRS_ALONE, minutes(5), None, "no history: cannot explain"
    )
    card = ClockStoryCard(story(verdict=alone, steps=(), zone="", openings=()), NOW)
    qtbot.addWidget(card)
    card.tick(MS)
    assert "no history: cannot explain" in words(card)
    assert card.why.isHidden()


@pytest.mark.parametrize(
    ("stage", "said"),
    [("paused", "The clock stands still."), ("achieved", "This clock has ended."), ("odd", "Not known")],
)  # fmt: skip
def test_a_clock_that_does_not_run_says_how_it_stands(qtbot: QtBot, stage: str, said: str) -> None:
    card = ClockStoryCard(story(stage=stage), NOW)
    qtbot.addWidget(card)
    card.tick(MS)
    assert said in words(card)
    assert card.why.text() == "Why?"


def test_an_answer_after_the_breach_is_late(qtbot: QtBot) -> None:
    steps = (*STEPS, Step(minutes(43), StepKind.BREACHED, "The time was used up: breached", 7200))
    card = ClockStoryCard(story(stage="achieved", steps=steps), NOW)
    qtbot.addWidget(card)
    assert "Answered late" in words(card)


def test_a_clock_without_a_target_ticks_on(qtbot: QtBot) -> None:
    bare = Verdict("agent_work_time", Agreement.OURS_ALONE, None, None, "no target")
    card = ClockStoryCard(story(verdict=bare, openings=open_hours()), NOW)
    qtbot.addWidget(card)
    card.tick(MS)
    assert "No target is known." in words(card)


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_names_of_policies_stay_words(qtbot: QtBot, text: str) -> None:
    steps = tuple(Step(one.at, one.kind, text, one.used) for one in STEPS)
    verdict = replace_reason(text)
    card = ClockStoryCard(story(steps=steps, verdict=verdict, zone=text), NOW)
    qtbot.addWidget(card)
    card.tick(MS)
    card.unfold(True)
    assert markup(card) == []
    assert nameless(card) == []
    assert not card.grab().isNull()


def replace_reason(text: str) -> Verdict:
    return Verdict(text, Agreement.DIFFERENT, NOW, minutes(15), text)
