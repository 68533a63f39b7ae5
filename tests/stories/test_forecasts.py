"""What a plan predicts comes true within the range it states (two hundred queues on demand: ``forecasts``)."""

from pathlib import Path

import pytest

from tests.stories.forecasts import run


@pytest.mark.parametrize("seed", [1001, 1002, 1003])
def test_the_breaches_predicted_come_true(seed: int, tmp_path: Path) -> None:
    told = run(seed, tmp_path / "queue")
    assert told.held, told
