"""Who may approve: the managers of the policy, found in Slack by address, with the code each enrolled."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.profiles import enrol
from desktop.connectors.approvers import enrolment
from desktop.domain.errors import ServiceError
from desktop.domain.values import Toolkit
from tests.desktop.accounts.conftest import OpenProfile, open_profile
from tests.desktop.accounts.people import Standing
from tests.desktop.stages.standing import small_queue

__all__ = ["open_profile"]

MANAGER = small_queue()["approvers"][0]
NOBODY = {"name": "Nobody", "email": "nobody@elsewhere.test"}


@pytest.fixture
async def profile(open_profile: OpenProfile) -> AsyncIterator[Standing]:
    known = {"name": MANAGER["name"], "email": MANAGER["email"]}
    standing = await open_profile(approvers=[NOBODY, known])
    await standing.sign_in(Toolkit.SLACK)
    yield standing


def directory(profile: Standing) -> Any:
    return profile.services.connections.approvers


async def test_a_manager_is_found_by_address_and_one_slack_does_not_know_is_left_out(
    profile: Standing,
) -> None:
    (one,) = await directory(profile).approvers()
    assert one.name == MANAGER["name"]
    assert one.id == MANAGER["slack_user_id"]
    assert one.enrolment == ""


async def test_what_was_enrolled_comes_with_the_approver(profile: Standing) -> None:
    await profile.deck.keys.keep(enrolment(MANAGER["email"]), b"JBSWY3DPEHPK3PXP")
    (one,) = await directory(profile).approvers()
    assert one.enrolment == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in repr(one)


async def test_an_address_enrolled_in_other_letters_is_the_same_person(
    open_profile: OpenProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = MANAGER["email"]
    profile = await open_profile(approvers=[{"name": "M", "email": email.title()}])
    await profile.sign_in(Toolkit.SLACK)
    monkeypatch.setenv("TRIAGEDECK_PASSPHRASE", "a passphrase of the tests")
    monkeypatch.setenv("TRIAGEDECK_POLICY", str(profile.deck.folder.root.parent / "policy.json"))
    said = await enrol("production", Path(profile.deck.folder.root), f" {email.upper()} ")
    (one,) = await directory(profile).approvers()
    assert one.enrolment
    assert one.enrolment in said


async def test_without_anybody_named_nobody_is_asked_for(open_profile: OpenProfile) -> None:
    profile = await open_profile()
    assert await directory(profile).approvers() == ()


async def test_slack_being_away_is_an_error_and_not_an_empty_list(profile: Standing) -> None:
    profile.fault("slack", "status", status=503, count=99)
    with pytest.raises(ServiceError):
        await directory(profile).approvers()


async def test_a_slack_that_refuses_us_is_an_error_and_not_an_empty_list(
    open_profile: OpenProfile,
) -> None:
    """Without the right to look people up everybody would seem unknown."""
    known = {"name": MANAGER["name"], "email": MANAGER["email"]}
    profile = await open_profile(approvers=[known])
    await profile.sign_in(Toolkit.SLACK)
    profile.change("slack", scopes=["chat:write", "users:read"])
    profile.expire("slack")
    with pytest.raises(ServiceError) as said:
        await directory(profile).approvers()
    assert "missing_scope" in said.value.message
    assert "e-mail" in said.value.remedy
