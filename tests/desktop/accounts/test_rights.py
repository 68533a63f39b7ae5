"""Granted against asked, in words: as asked, less, older than the need, more, over, not said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.accounts.contract import RightsState
from desktop.accounts.rights import covers, judge
from desktop.accounts.scopes import USES
from desktop.domain.account import Grant, Way
from desktop.domain.values import Toolkit

SCOPES = sorted({scope for use in USES.values() for scope in use.wanted})


def grant(toolkit: Toolkit, **more: object) -> Grant:
    use = USES[toolkit]
    fields = {"asked": use.wanted, "scopes": use.wanted, **more}
    return Grant(Way.BROWSER, "access", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("toolkit", [one for one in Toolkit if USES[one].ways])
def test_exactly_what_was_asked_needs_no_word(toolkit: Toolkit) -> None:
    rights = judge(toolkit, grant(toolkit))
    assert (rights.state, rights.words, rights.usable) == (RightsState.AS_ASKED, "", True)


@pytest.mark.parametrize("toolkit", [one for one in Toolkit if USES[one].ways])
@pytest.mark.parametrize("at", [0, -1])
def test_less_than_was_asked_names_what_is_missing_and_stops_the_work(
    toolkit: Toolkit, at: int
) -> None:
    missing = USES[toolkit].asked[at]
    left = tuple(one for one in USES[toolkit].wanted if one != missing)
    rights = judge(toolkit, grant(toolkit, scopes=left))
    assert rights.state is RightsState.NARROWED
    assert missing in rights.words
    assert "admin" in rights.fix
    assert not rights.usable


def test_a_sign_in_older_than_the_need_is_asked_again_and_nobody_is_blamed() -> None:
    rights = judge(Toolkit.ZENDESK, grant(Toolkit.ZENDESK, asked=("read",), scopes=("read",)))
    assert rights.state is RightsState.MISSING
    assert "tickets:write" in rights.words
    assert "Sign in again" in rights.fix
    assert not rights.usable


def test_more_than_is_needed_is_named_and_does_not_stop_the_work() -> None:
    scopes = (*USES[Toolkit.SLACK].asked, "files:read", "identify")
    rights = judge(Toolkit.SLACK, grant(Toolkit.SLACK, scopes=scopes))
    assert rights.state is RightsState.MORE
    assert "files:read" in rights.words
    assert "identify" not in rights.words, "it comes along and allows nothing"
    assert rights.usable


def test_a_wider_right_holds_the_narrow_one_and_is_named_as_more() -> None:
    rights = judge(Toolkit.ZENDESK, grant(Toolkit.ZENDESK, scopes=("read", "write")))
    assert (rights.state, rights.usable) == (RightsState.MORE, True)


def test_a_grant_that_ended_is_expired_whatever_it_allowed() -> None:
    rights = judge(Toolkit.ZENDESK, grant(Toolkit.ZENDESK, ended=True))
    assert (rights.state, rights.usable) == (RightsState.EXPIRED, False)


@pytest.mark.parametrize("way", [Way.BROWSER, Way.BROKER])
def test_a_service_that_does_not_say_leaves_it_unknown_and_the_work_goes_on(way: Way) -> None:
    rights = judge(Toolkit.SLACK, Grant(way, "access"))
    assert (rights.state, rights.usable) == (RightsState.UNKNOWN, True)


@pytest.mark.parametrize("way", [Way.ANONYMOUS])
def test_what_is_open_to_everybody_needs_no_right(way: Way) -> None:
    assert judge(Toolkit.CONFLUENCE, Grant(way)).state is RightsState.AS_ASKED


@pytest.mark.parametrize("toolkit", [one for one in Toolkit if USES[one].ways])
def test_a_pasted_token_is_more_and_only_zendesks_has_an_end(toolkit: Toolkit) -> None:
    rights = judge(toolkit, Grant(Way.TOKEN, "token"))
    assert (rights.state, rights.usable) == (RightsState.MORE, True)
    assert ("2027" in rights.words) is (toolkit is Toolkit.ZENDESK)


@given(st.sets(st.sampled_from(SCOPES)), st.sampled_from(SCOPES), st.sampled_from(list(Toolkit)))
def test_whatever_is_granted_covers_itself_and_more_never_covers_less(
    granted: set[str], one: str, toolkit: Toolkit
) -> None:
    assert covers(toolkit, {*granted, one}, one)
    if covers(toolkit, granted, one):
        assert covers(toolkit, {*granted, "anything"}, one)
    else:
        assert one not in granted


@given(st.sets(st.sampled_from([*SCOPES, "write"])), st.sampled_from(SCOPES))
def test_only_zendesk_has_wide_rights_that_hold_narrow_ones(granted: set[str], one: str) -> None:
    for toolkit in (Toolkit.SLACK, Toolkit.CONFLUENCE):
        assert covers(toolkit, granted, one) is (one in granted)
    wide = "write" in granted and one.endswith(":write")
    assert covers(Toolkit.ZENDESK, granted, "tickets:write") is (
        "tickets:write" in granted or "write" in granted
    )
    assert not wide or covers(Toolkit.ZENDESK, granted, one)


@given(st.sets(st.sampled_from(SCOPES), min_size=1), st.sampled_from(list(Toolkit)))
def test_work_goes_on_exactly_when_everything_asked_is_covered(
    granted: set[str], toolkit: Toolkit
) -> None:
    rights = judge(toolkit, grant(toolkit, scopes=tuple(granted)))
    assert rights.usable is all(covers(toolkit, granted, one) for one in USES[toolkit].asked)
    assert rights.usable or rights.fix
