"""Accounts: readiness is a real question to the service, and what it answered stands on the card."""

import pytest

from desktop.accounts.scopes import USES
from desktop.domain.errors import ServiceError
from desktop.domain.values import Readiness, Toolkit
from desktop.domain.words import Mode
from tests.desktop.stages.standing import Standing


@pytest.mark.parametrize(
    ("status", "readiness"), [(401, Readiness.NEEDS_AUTH), (503, Readiness.OFFLINE)]
)
async def test_a_card_says_why_a_service_is_not_ready(
    status: int, readiness: Readiness, standing: Standing
) -> None:
    standing.fault(service="slack", kind="status", status=status, count=9)
    cards = {card.toolkit: card for card in await standing.desk.accounts.cards()}
    slack = cards[Toolkit.SLACK]
    assert slack.readiness is readiness
    assert slack.reason
    assert slack.fix
    assert cards[Toolkit.ZENDESK].readiness is Readiness.READY


async def test_connecting_twice_signs_in_once(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    for _ in range(2):
        await reader.desk.accounts.recommend()
        await reader.desk.accounts.connect(Toolkit.ZENDESK)
    assert reader.kinds.count("ToolkitConnected") == 1
    assert reader.kinds.count("ToolkitRecommended") == len(Toolkit)


async def test_a_required_service_that_refuses_is_an_error(standing: Standing) -> None:
    standing.fault(path="/api/v2/users/me", kind="status", status=403)
    with pytest.raises(ServiceError):
        await standing.desk.accounts.connect(Toolkit.ZENDESK)
    assert Toolkit.ZENDESK not in standing.mission.connected


def test_every_toolkit_says_what_it_does_in_plain_words() -> None:
    assert set(USES) == set(Toolkit)
    assert all(use.does and use.cannot and use.asked for use in USES.values())
