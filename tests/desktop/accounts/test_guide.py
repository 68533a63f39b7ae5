"""The admin guide says what is really used: the redirects of a real sign-in, every scope, a policy that loads."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.accounts.guide import Chapter, chapters, redirects
from desktop.accounts.scopes import USES
from desktop.accounts.setup import load_setup
from desktop.domain.account import PORTS
from desktop.domain.values import Toolkit
from desktop.sandbox.grants import Grants
from tests.desktop.accounts.people import Standing

PLACE = "/etc/somewhere/policy.toml"
REGISTERED = {Toolkit.ZENDESK: "zendesk", Toolkit.SLACK: "slack", Toolkit.CONFLUENCE: "atlassian"}

SIGNED_IN = [one for one in Toolkit if USES[one].ways]
"""The services one signs in to."""


def chapter(toolkit: Toolkit) -> Chapter:
    return next(one for one in chapters(PLACE) if one.title == USES[toolkit].title)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
async def test_the_redirects_of_the_guide_are_those_a_sign_in_uses(
    profile: Standing, toolkit: Toolkit
) -> None:
    await profile.sign_in(toolkit, token="atl-secret" if USES[toolkit].secret else "")
    asked = parse_qs(urlsplit(profile.person.pages[0]).query)
    used = urlsplit(asked["redirect_uri"][0])
    told = {urlsplit(one) for one in redirects(toolkit)}
    assert {(one.scheme, one.hostname, one.path) for one in told} == {
        (used.scheme, used.hostname, used.path)
    }
    assert {one.port for one in told} <= set(PORTS)
    assert len(told) == (len(PORTS) if USES[toolkit].any_port else 1)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_they_are_letter_by_letter_what_the_sandboxs_app_is_registered_with(
    toolkit: Toolkit,
) -> None:
    client = Grants().clients[REGISTERED[toolkit]]  # type: ignore[index]
    assert list(redirects(toolkit)) == client.redirects


@pytest.mark.parametrize("toolkit", [Toolkit.ZENDESK, Toolkit.SLACK])
def test_the_redirects_are_what_is_copied(toolkit: Toolkit) -> None:
    assert chapter(toolkit).copied == redirects(toolkit)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_every_redirect_can_be_copied(toolkit: Toolkit) -> None:
    assert set(redirects(toolkit)) <= set(chapter(toolkit).copied)


@pytest.mark.parametrize("toolkit", SIGNED_IN)
def test_every_scope_that_is_asked_for_is_named(toolkit: Toolkit) -> None:
    steps = " ".join(chapter(toolkit).steps)
    assert [one for one in USES[toolkit].wanted if one not in steps] == []


def test_the_policy_of_the_guide_loads_as_it_stands(tmp_path: Path) -> None:
    policy = chapters(PLACE)[-1]
    assert PLACE in policy.steps[0]
    file = tmp_path / "policy.toml"
    file.write_text("\n".join(policy.copied), "utf-8")
    setup = load_setup(file, tmp_path / "typed.json")
    assert (setup.zendesk.subdomain, setup.confluence.site) == ("acme", "acme")
    assert setup.approvers[0].email == "mira@acme.com"
