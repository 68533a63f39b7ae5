"""What asks for a person is counted once for rail, tray and badge."""

import pytest

from desktop.domain.words import AlertKind
from desktop.watch.contract import AlertCard
from ui.shell.decisions import waits


@pytest.mark.parametrize(
    ("kind", "more", "asks"),
    [
        (AlertKind.TONE, {}, True),
        (AlertKind.LEFT, {}, False),
        (AlertKind.SLA, {"level": 30}, True),
        (AlertKind.SLA, {"level": 0}, True),
        (AlertKind.SLA, {"level": 90, "cared_for": True}, False),
    ],
)
def test_a_clock_asks_unless_the_plan_answers_it(
    kind: AlertKind, more: dict[str, int], asks: bool
) -> None:
    assert waits(AlertCard("a", kind, 7, "", "Open", "", **more)) is asks  # type: ignore[arg-type]
