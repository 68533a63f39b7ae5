"""Killed at every boundary and at random moments: nothing twice, nothing lost, nothing of others overwritten."""

from collections.abc import Iterator

import pytest

from tests.faults import round as rounds
from tests.faults.boundaries import BOUNDARIES
from tests.faults.campaign import Campaign
from tests.faults.failures import Failure, How
from tests.faults.fate import Fate, Kill
from tests.faults.prepared import Prepared


@pytest.fixture(scope="module")
def begun(prepared: Prepared) -> Iterator[Campaign]:
    one = Campaign(prepared)
    yield one
    one.close()


@pytest.fixture
def campaign(begun: Campaign) -> Campaign:
    begun.begin()
    return begun


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_killed_at_a_boundary_early_and_late_each_effect_happens_once(
    campaign: Campaign, boundary: str
) -> None:
    campaign.play(Fate(tuple(Kill(at=boundary, count=n) for n in (2, 9)), undo=True))
    assert campaign.figures.kills == 2
    assert campaign.figures.clean, campaign.figures.wrong


def test_killed_at_each_step_of_other_words_one_of_the_two_replies_leaves(
    campaign: Campaign,
) -> None:
    kills = [
        Kill(at=at, count=1, about=about)
        for about in (
            "reply_amended",
            "approval_requested",
            "approval_granted",
            "execution_started",
        )
        for at in ("before_append", "after_append")
    ]
    campaign.play(Fate(tuple(kills), undo=False, amend=True))
    assert campaign.figures.kills == len(kills)
    assert campaign.figures.clean, campaign.figures.wrong


def test_twenty_random_kills_do_no_harm(campaign: Campaign) -> None:
    for _ in campaign.random(20, seed=8):
        pass
    assert campaign.figures.kills >= 20
    assert campaign.figures.clean, campaign.figures.wrong


def test_a_journal_that_notes_later_what_it_sent_is_found_out(campaign: Campaign) -> None:
    kills = (Kill(at="after_answer", count=n) for n in (8, 5, 4, 3))
    campaign.play(Fate(tuple(kills), undo=False, late=True))
    assert campaign.figures.wrong["duplicated"]


def test_a_program_that_slept_over_every_release_sends_each_reply_once(campaign: Campaign) -> None:
    campaign.play(Fate((Kill(seconds=0.1, sleeps=3600),), undo=False))
    assert (campaign.figures.kills, campaign.figures.rounds) == (0, 1)
    assert campaign.figures.clean, campaign.figures.wrong


def test_a_round_that_gets_stuck_is_counted_and_told(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_STARTS", 1)
    away = Failure(How.UNSIGNED, "zendesk", "GET", count=10**6)
    campaign.play(Fate((), undo=False, failures=(away,)))
    assert not campaign.figures.clean
    (said,) = campaign.figures.row()["stuck"]
    assert "not through after 1 starts" in said
