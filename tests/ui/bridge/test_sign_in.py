"""Signing in from a card: one at a time, cancellable, a problem told to its card alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from desktop.accounts.contract import Entered
from desktop.domain.account import Way
from desktop.domain.errors import RefusedError
from desktop.domain.values import Toolkit
from tests.ui.accounts import PlayedAccounts
from tests.ui.desks import rest
from ui.bridge.sign_in import SigningIn
from ui.bridge.tasks import Tasks

NO = RefusedError(
    "Zendesk was not connected", "The page was answered with no.", "Begin again.", 403
)


class Told:
    """A ``SigningIn`` and everything it told."""

    def __init__(self, accounts: PlayedAccounts) -> None:
        self.accounts, self.tasks, self.heard = accounts, Tasks(), list[tuple[str, Any]]()
        self.signing = SigningIn(accounts, self.tasks)
        self.signing.changed.connect(lambda: self.heard.append(("changed", None)))
        self.signing.waiting.connect(lambda one: self.heard.append(("waiting", one)))
        self.signing.failed.connect(lambda *what: self.heard.append(("failed", what)))

    def all(self, name: str) -> list[Any]:
        return [what for said, what in self.heard if said == name]

    def begin(self, toolkit: Toolkit = Toolkit.ZENDESK, **needs: str) -> None:
        self.signing.sign_in(toolkit, Way.BROWSER, Entered(), needs)


@pytest.fixture
async def told() -> AsyncIterator[Told]:
    one = Told(PlayedAccounts())
    yield one
    await one.tasks.close()


async def test_it_waits_signs_in_and_asks_for_the_cards_again(told: Told) -> None:
    told.begin()
    assert told.signing.under_way is Toolkit.ZENDESK
    await rest(told.tasks)
    assert told.heard == [("waiting", Toolkit.ZENDESK), ("waiting", None), ("changed", None)]
    assert told.accounts.signed_in == {Toolkit.ZENDESK: Way.BROWSER}
    assert told.signing.under_way is None


async def test_what_was_typed_is_kept_before_anything_is_asked(told: Told) -> None:
    told.begin(**{"zendesk.subdomain": "acme"})
    await rest(told.tasks)
    assert [said[0] for said in told.accounts.said] == ["set up", "in"]


async def test_a_problem_is_told_in_words_for_its_card_and_for_nobody_else(told: Told) -> None:
    told.accounts.problem, everybody = NO, list[Any]()
    told.tasks.failed.connect(everybody.append)
    told.begin()
    await rest(told.tasks)
    assert told.all("failed") == [
        (Toolkit.ZENDESK, "Zendesk was not connected. The page was answered with no. Begin again.")
    ]
    assert everybody == []
    assert told.all("waiting")[-1] is None


async def test_cancelling_ends_the_waiting_and_is_no_problem(told: Told) -> None:
    told.accounts.slow = True
    told.begin()
    await asyncio.sleep(0.01)
    told.signing.cancel()
    await rest(told.tasks)
    assert told.all("failed") == []
    assert told.all("waiting") == [Toolkit.ZENDESK, None]
    assert told.accounts.signed_in == {}


async def test_another_service_takes_the_place_of_the_one_that_waits(told: Told) -> None:
    told.accounts.slow = True
    told.begin()
    await asyncio.sleep(0.01)
    told.accounts.slow = False
    told.begin(Toolkit.SLACK)
    await rest(told.tasks)
    assert told.all("waiting") == [Toolkit.ZENDESK, Toolkit.SLACK, None]
    assert set(told.accounts.signed_in) == {Toolkit.SLACK}


async def test_the_end_of_a_first_try_does_not_end_the_waiting_of_the_second(told: Told) -> None:
    told.accounts.slow = True
    told.begin()
    await asyncio.sleep(0.01)
    told.begin()
    await asyncio.sleep(0.05)
    assert told.all("waiting") == [Toolkit.ZENDESK, Toolkit.ZENDESK]
    assert told.signing.under_way is Toolkit.ZENDESK
    told.signing.cancel()
    await rest(told.tasks)
    assert told.all("waiting")[-1] is None


async def test_signing_out_is_told_like_signing_in(told: Told) -> None:
    told.accounts.signed_in[Toolkit.SLACK] = Way.TOKEN
    told.signing.sign_out(Toolkit.SLACK)
    await rest(told.tasks)
    assert told.accounts.signed_in == {}
    assert told.all("changed") == [None]
