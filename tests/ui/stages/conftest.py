"""A seat at a real desk, for any stage."""

from collections.abc import AsyncIterator, Callable

import pytest

from desktop.domain.values import StageName
from tests.desktop.stages.conftest import open_desk_on, reader, shared, standing
from tests.desktop.stages.standing import Standing
from tests.ui.desks import Seat, sit

__all__ = ["open_desk_on", "reader", "seat", "shared", "standing"]

Sit = Callable[[StageName], Seat]


@pytest.fixture
async def seat(standing: Standing) -> AsyncIterator[Sit]:
    """Seat presenters at the standing's desk; they leave when the test is over."""
    seated: list[Seat] = []

    def take(stage: StageName) -> Seat:
        seated.append(sit(standing, stage))
        return seated[-1]

    yield take
    for one in seated:
        await one.leave()
