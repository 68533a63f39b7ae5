"""Clocks: what starts, fulfils, pauses and breaches them, and what a change of terms does."""

from datetime import UTC, datetime

import pytest

from desktop.domain.sla.clock import Stage, compute_clocks
from desktop.domain.sla.terms import Agreements
from tests.desktop.domain.sla.tickets import (
    MINUTES,
    REPLY,
    T0,
    WROTE,
    agreed,
    at,
    changed,
    clocks,
    history,
    policy,
    said,
    status,
    told,
)


class TestFirstReply:
    def test_runs_from_creation(self) -> None:
        found = clocks()
        assert found["first_reply_time"].stage is Stage.ACTIVE
        assert found["first_reply_time"].breach_at == at(60)
        assert "next_reply_time" not in found

    def test_is_fulfilled_by_a_public_reply(self) -> None:
        found = clocks(said(10, REPLY))["first_reply_time"]
        assert (found.stage, found.ended_at, found.breaches) == (Stage.ACHIEVED, at(10), ())

    def test_answered_late_it_is_achieved_and_its_breach_stays_known(self) -> None:
        found = clocks(said(61, REPLY))["first_reply_time"]
        assert (found.stage, found.breaches) == (Stage.ACHIEVED, (at(60),))

    def test_answered_at_its_very_deadline_it_has_not_breached(self) -> None:
        assert clocks(said(60, REPLY))["first_reply_time"].breaches == ()

    def test_is_ended_by_solving_without_a_reply(self) -> None:
        assert clocks(status(10, "solved"))["first_reply_time"].stage is Stage.ACHIEVED

    def test_does_not_stand_still_while_pending(self) -> None:
        assert clocks(status(10, "pending"))["first_reply_time"].stage is Stage.ACTIVE


class TestNextReply:
    def test_runs_from_the_oldest_unanswered_comment(self) -> None:
        found = clocks(said(10, REPLY), said(20, WROTE), said(25, WROTE))["next_reply_time"]
        assert (found.stage, found.breach_at) == (Stage.ACTIVE, at(50))

    def test_an_earlier_breach_stays_known_after_the_next_wait_began(self) -> None:
        events = (said(10, REPLY), said(20, WROTE), said(90, REPLY), said(95, WROTE))
        found = compute_clocks(history(*events), agreed())
        late = {clock.metric for clock in found if clock.breached_between(T0, at(100))}
        assert "next_reply_time" in late


class TestUpdates:
    def test_are_owed_from_one_public_reply_to_the_next(self) -> None:
        found = clocks(said(10, REPLY), said(50, REPLY))["periodic_update_time"]
        assert (found.stage, found.breach_at) == (Stage.ACTIVE, at(150))

    def test_are_owed_only_after_the_first_reply(self) -> None:
        assert "periodic_update_time" not in clocks()

    def test_end_with_solving(self) -> None:
        assert clocks(said(10, REPLY), status(20, "solved"))["periodic_update_time"].stage == (
            Stage.ACHIEVED
        )

    def test_only_the_pausable_one_stands_still_while_pending(self) -> None:
        found = clocks(said(10, REPLY), status(20, "pending"))
        assert found["pausable_update_time"].stage is Stage.PAUSED
        assert found["periodic_update_time"].breach_at == at(110)

    def test_the_pausable_one_goes_on_where_it_stood(self) -> None:
        events = (said(10, REPLY), status(20, "pending"), status(60, "open"))
        assert clocks(*events)["pausable_update_time"].breach_at == at(150)


class TestDurations:
    def test_waiting_for_the_customer_pauses_the_requester_wait(self) -> None:
        paused = clocks(status(30, "pending"))["requester_wait_time"]
        assert (paused.stage, paused.breach_at) == (Stage.PAUSED, None)
        resumed = clocks(status(30, "pending"), status(90, "open"))["requester_wait_time"]
        assert resumed.breach_at == at(180)

    def test_on_hold_pauses_the_agent_but_not_the_requester(self) -> None:
        found = clocks(status(30, "hold"))
        assert found["agent_work_time"].stage is Stage.PAUSED
        assert found["requester_wait_time"].stage is Stage.ACTIVE

    def test_nothing_but_solving_stops_the_resolution(self) -> None:
        assert clocks(status(30, "pending"))["total_resolution_time"].breach_at == at(480)
        assert clocks(status(30, "solved"))["total_resolution_time"].stage is Stage.ACHIEVED

    def test_closed_after_solved_it_ended_when_solved(self) -> None:
        found = clocks(status(30, "solved"), status(90, "closed"))["agent_work_time"]
        assert found.ended_at == at(30)

    def test_opened_again_it_goes_on_with_the_time_it_had_used(self) -> None:
        found = clocks(status(30, "solved"), status(100, "open"))["agent_work_time"]
        assert (found.stage, found.breach_at) == (Stage.ACTIVE, at(190))
        assert found.used(at(110)) == 40 * 60

    def test_a_breach_before_a_pause_stays_known(self) -> None:
        found = clocks(status(130, "pending"))["requester_wait_time"]
        assert (found.stage, found.breaches) == (Stage.PAUSED, (at(120),))


class TestTerms:
    def test_no_priority_means_no_clock(self) -> None:
        assert clocks(priority=None) == {}

    def test_a_priority_set_later_is_measured_from_creation(self) -> None:
        found = clocks(changed(20, "priority", "urgent"), priority=None)["first_reply_time"]
        assert found.breach_at == at(30)

    def test_a_new_priority_brings_its_own_target(self) -> None:
        found = clocks(changed(10, "priority", "urgent"))["first_reply_time"]
        assert (found.breach_at, [term.seconds for term in found.terms]) == (at(30), [3600, 1800])

    def test_a_target_already_over_when_it_is_set_breaches_at_once(self) -> None:
        assert clocks(changed(45, "priority", "urgent"))["first_reply_time"].breaches == (at(45),)

    def test_a_change_after_the_answer_changes_nothing(self) -> None:
        events = (said(40, REPLY), changed(50, "priority", "urgent"))
        found = clocks(*events)["first_reply_time"]
        assert (found.breach_at, found.breaches) == (at(60), ())

    def test_a_clock_breaches_again_under_a_later_promise(self) -> None:
        events = (changed(40, "priority", "high"), changed(20, "priority", "urgent"))
        found = clocks(*sorted(events, key=lambda e: e.at))["first_reply_time"]
        assert found.breaches == (at(30), at(60))

    def test_the_policy_is_matched_again_at_each_event(self) -> None:
        promised = agreed(policy(1, {"first_reply_time": 20}, group_id=7), policy(2, MINUTES))
        found = clocks(changed(5, "group_id", 7), promised=promised, group_id=6)["first_reply_time"]
        assert (found.breach_at, found.terms[-1].policy) == (at(20), "Policy 1")

    def test_business_hours_of_the_last_schedule_measure_the_whole_life(self) -> None:
        promised = agreed(policy(1, {"first_reply_time": 60}, business=True))
        assert clocks(promised=promised)["first_reply_time"].breach_at == at(60)
        nights = clocks(changed(5, "schedule_id", 4), promised=promised)["first_reply_time"]
        assert nights.breach_at == datetime(2026, 11, 24, 1, tzinfo=UTC)

    def test_business_hours_that_are_not_known_make_no_clock(self) -> None:
        known = agreed(policy(1, {"first_reply_time": 60}, business=True))
        assert clocks(promised=Agreements(known.policies)) == {}

    def test_what_the_service_told_wins_over_the_policies(self) -> None:
        found = clocks(told(0, "first_reply_time", 600, policy="Premier"))["first_reply_time"]
        assert (found.breach_at, found.terms[0].policy) == (at(10), "Premier")

    def test_a_target_taken_away_by_the_service_ends_the_clock(self) -> None:
        events = (told(0, "first_reply_time", 600), told(5, "first_reply_time", None))
        assert "first_reply_time" not in clocks(*events)


@pytest.mark.parametrize("metric", sorted(MINUTES))
def test_used_time_and_time_left_make_the_target(metric: str) -> None:
    found = clocks(said(10, REPLY), said(20, WROTE), status(25, "open"))[metric]
    if found.stage is Stage.ACTIVE and found.breach_at:
        assert found.used(found.breach_at) == found.target_seconds
